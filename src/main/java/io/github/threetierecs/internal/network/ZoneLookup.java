package io.github.threetierecs.internal.network;

import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.ZoneNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.ContextProvider;
import software.amazon.awscdk.GetContextKeyOptions;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.IConstruct;
import software.constructs.Node;

/**
 * Spares a stack with an account and a Region the look-up of its Availability Zones, for which the
 * CDK CLI needs credentials of that account (aws-cdk#20975). The CDK's {@code Vpc} asks for it even
 * where the zones are given, in order to compare them. Ours are intrinsic functions, which it does
 * not compare, or names that the user knows.
 *
 * <p>The CDK does not ask if it finds an answer in the context of the stack or of a construct
 * around it, and it is enough that the answer is empty. But context can be set only on a construct
 * without children. The root of the tree is therefore without its children while the VPC is
 * created. It gets them back in their order, and the answer is taken away again: nobody else is
 * meant to find it.
 */
public final class ZoneLookup {
  private static final String PROVIDER = "availability-zones";

  private ZoneLookup() {}

  /**
   * Creates a VPC, and has nothing looked up for it.
   *
   * @param names of the zones, or null if they are intrinsic functions
   */
  static <T> T without(Stack stack, String region, @Nullable List<String> names, Supplier<T> vpc) {
    if (Tokens.isToken(region) || Tokens.isToken(stack.getAccount())) {
      return vpc.get();
    }
    String question =
        ContextProvider.getKey(stack, GetContextKeyOptions.builder().provider(PROVIDER).build())
            .getKey();
    Node node = stack.getNode();
    if (node.tryGetContext(question) instanceof List<?> known) {
      if (!known.isEmpty()) {
        ZoneNames.checkKnown(names, known, question);
      }
      return vpc.get();
    }
    IConstruct root = node.getRoot();
    return answering(root, root.getNode(), question, vpc);
  }

  private static <T> T answering(IConstruct root, Node node, String question, Supplier<T> vpc) {
    Object before = node.tryGetContext(question);
    Map<String, Construct> children = new LinkedHashMap<>();
    for (IConstruct child : node.getChildren()) {
      if (!(child instanceof Construct construct)) {
        return vpc.get();
      }
      children.put(child.getNode().getId(), construct);
    }
    children.keySet().forEach(node::tryRemoveChild);
    try {
      node.setContext(question, List.of());
      return vpc.get();
    } finally {
      node.setContext(question, before);
      // The Node constructor enters the child among the children of its scope again.
      children.forEach((id, child) -> new Node(child, root, id));
    }
  }
}
