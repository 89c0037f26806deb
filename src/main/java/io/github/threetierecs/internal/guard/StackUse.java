package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.shared.Stacks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.DefaultTokenResolver;
import software.amazon.awscdk.IInspectable;
import software.amazon.awscdk.IPostProcessor;
import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.IResolveContext;
import software.amazon.awscdk.Reference;
import software.amazon.awscdk.ResolveOptions;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StringConcat;
import software.amazon.awscdk.Tokenization;
import software.amazon.awscdk.TreeInspector;
import software.constructs.IConstruct;

/**
 * Which stacks a stack uses, and so waits for. It costs some calls into the CDK for each resource,
 * and is asked only where a circle is near. It may be asked only while the CDK prepares for
 * synthesis: what is resolved before is kept by the CDK, and would lack what is added later.
 */
public final class StackUse {
  private StackUse() {}

  /** Whether a stack waits for another one, itself or by way of further stacks. */
  static boolean waits(Stack stack, Stack forAnother) {
    Stack start = Stacks.outermost(stack);
    Stack goal = Stacks.outermost(forAnother);
    if (start == goal) {
      return false;
    }
    Deque<Stack> open = new ArrayDeque<>();
    Set<Stack> seen = new LinkedHashSet<>();
    open.add(start);
    while (!open.isEmpty()) {
      Stack next = open.remove();
      if (next == goal) {
        return true;
      }
      if (seen.add(next)) {
        open.addAll(usedBy(next));
      }
    }
    return false;
  }

  private static Set<Stack> usedBy(Stack stack) {
    Targets targets = new Targets();
    for (IConstruct construct : stack.getNode().findAll()) {
      if (construct instanceof IInspectable resource) {
        TreeInspector properties = new TreeInspector();
        resource.inspect(properties);
        targets.collect(properties.getAttributes(), construct);
      } else if (construct instanceof CfnOutput output) {
        targets.collect(output.getValue(), construct);
      }
    }
    Set<Stack> used = new LinkedHashSet<>(stack.getDependencies());
    targets.stacks.forEach(it -> used.add(Stacks.outermost(it)));
    used.remove(stack);
    return used;
  }

  /** Resolves tokens as the CDK does, and records whose resources they refer to. */
  private static final class Targets extends DefaultTokenResolver {
    private final Set<Stack> stacks = new LinkedHashSet<>();

    Targets() {
      super(new StringConcat());
    }

    void collect(@Nullable Object value, IConstruct scope) {
      if (value != null) {
        ResolveOptions options =
            ResolveOptions.builder().scope(scope).resolver(this).preparing(true).build();
        Tokenization.resolve(value, options);
      }
    }

    @Override
    public Object resolveToken(
        IResolvable token, IResolveContext context, IPostProcessor postProcessor) {
      if (token instanceof Reference reference) {
        stacks.add(Stack.of(reference.getTarget()));
      }
      return super.resolveToken(token, context, postProcessor);
    }
  }
}
