package io.github.threetierecs.internal.guard;

import static java.util.Map.entry;

import io.github.threetierecs.internal.options.Referent;
import io.github.threetierecs.internal.order.Ordered;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.IResolveContext;
import software.amazon.awscdk.IStringProducer;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Says what is wrong where the CDK only says {@code DependencyCycle}: a rule of this stack that is
 * about a security group of another stack, which waits for this one (aws-cdk#3689).
 *
 * <p>It is asked by way of a text of the stack, which the CDK resolves when it collects what stacks
 * have of each other: after the last aspect, and before it complains.
 */
public final class CircleOfStacks implements IStringProducer {
  private static final String DATABASE = "app.getDatabase()";

  /** How users get what has a security group, by what a reader calls it. */
  private static final Map<String, String> GETTERS =
      Ordered.mapOfEntries(
          entry("the frontend's load balancer", "app.getFrontendLoadBalancer()"),
          entry("the backend's load balancer", "app.getBackendLoadBalancer()"),
          entry("the frontend's tasks", "app.getFrontendService()"),
          entry("the backend's tasks", "app.getBackendService()"),
          entry("the instances", "app.getCapacity().getInstanceSecurityGroup()"),
          entry("the database", DATABASE),
          entry("the database's proxy", "app.getData().getProxySecurityGroup()"),
          entry("the interface endpoints", "app.getNetwork().getEndpointSecurityGroup()"),
          entry(
              "the function that changes the password",
              "app.getData().getRotationSecurityGroup()"));

  /** The CDK's own description of the rule that a target group creates. */
  private static final String OF_A_TARGET_GROUP = "Load balancer to target";

  private final Construct app;
  private final Map<String, SecurityGroup> groups;
  private final String text;

  private CircleOfStacks(Construct app, Map<String, SecurityGroup> groups, String text) {
    this.app = app;
    this.groups = groups;
    this.text = text;
  }

  /**
   * Has the stack of an application looked at before every synthesis.
   *
   * @param groups the security groups of the application, by what a reader calls their owner
   * @param text any text that is in the stack's template
   * @return the same text, as a token
   */
  public static String watch(Construct app, Map<String, SecurityGroup> groups, String text) {
    return Lazy.uncachedString(new CircleOfStacks(app, groups, text));
  }

  @Override
  public String produce(IResolveContext context) {
    if (context.getPreparing()) {
      refuse();
    }
    return text;
  }

  private void refuse() {
    Stack stack = Stack.of(app);
    if (isAlone(stack)) {
      return;
    }
    Map<String, Optional<CfnSecurityGroup>> foreign = new LinkedHashMap<>();
    for (IConstruct construct : stack.getNode().findAll()) {
      RuleOfTwo rule = RuleOfTwo.of(construct);
      if (rule == null) {
        continue;
      }
      for (String end : rule.ends()) {
        Optional<CfnSecurityGroup> group =
            foreign.computeIfAbsent(end, it -> groupOfAnother(stack, it));
        if (group.isPresent() && waits(stack, group.get())) {
          throw new IllegalStateException(sentence(stack, rule, end, group.get()));
        }
      }
    }
  }

  /**
   * Whether there is nothing in the app but this stack, so that no other one can wait for it. To
   * look at a whole stack costs some calls into the CDK for each of its constructs.
   */
  private static boolean isAlone(Stack stack) {
    return stack.getNode().getRoot().getNode().getChildren().stream()
        .allMatch(it -> it == stack || it.getNode().getChildren().isEmpty());
  }

  private static Optional<CfnSecurityGroup> groupOfAnother(Stack stack, String id) {
    return Referent.of(id) instanceof CfnSecurityGroup group
            // For a nested stack, only single resources of the parent wait.
            && !isNestedIn(stack, Stack.of(group))
        ? Optional.of(group)
        : Optional.empty();
  }

  private static boolean isNestedIn(Stack stack, @Nullable Stack other) {
    for (Stack it = other; it != null; it = it.getNestedStackParent()) {
      if (it == stack) {
        return true;
      }
    }
    return false;
  }

  /** Usually it is in the VPC of this stack, which is a quick test. */
  private static boolean waits(Stack stack, CfnSecurityGroup group) {
    IConstruct vpc = Referent.of(group.getVpcId());
    return (vpc != null && isNestedIn(stack, Stack.of(vpc)))
        || StackUse.waits(Stack.of(group), stack);
  }

  private String sentence(Stack stack, RuleOfTwo rule, String end, CfnSecurityGroup theirs) {
    String another = Stack.of(theirs).getNode().getPath();
    boolean admits = end.equals(rule.client());
    String getter = getterOf(admits ? rule.server() : rule.client());
    return rule.path()
        + (admits ? " lets in " : " lets this stack into ")
        + theirs.getNode().getPath()
        + ": the rule makes stack "
        + stack.getNode().getPath()
        + " wait for "
        + another
        + ", and "
        + another
        + " waits for this one; "
        + (OF_A_TARGET_GROUP.equals(rule.description())
            ? behindALoadBalancer(getter)
            : fromTheOtherSide(another, rule, admits, getter));
  }

  private static String behindALoadBalancer(String getter) {
    return "a target group serves one load balancer only, and a service registers in target groups"
        + " of its own stack: create the load balancer in this stack, such as by new"
        + " ApplicationLoadBalancer(Stack.of(app), …), with its own target group:"
        + " listener.addTargets(\"Shop\","
        + " AddApplicationTargetsProps.builder()….targets(List.of("
        + getter
        + ")).build())";
  }

  private static String fromTheOtherSide(
      String another, RuleOfTwo rule, boolean admits, String getter) {
    boolean isDatabase = getter.equals(DATABASE);
    Number number = rule.port();
    String port = number == null ? "port" : "Port.tcp(" + number + ")";
    String works;
    String instead;
    if (!admits) {
      works = "other.getConnections().allowFrom(" + getter + ", " + port + ")";
      instead = getter + ".getConnections().allowTo(other, " + port + ")";
    } else if (isDatabase) {
      works = "other.getConnections().allowToDefaultPort(" + getter + ")";
      instead = getter + ".getConnections().allowDefaultPortFrom(other)";
    } else {
      works = "other.getConnections().allowTo(" + getter + ", " + port + ")";
      instead = getter + ".getConnections().allowFrom(other, " + port + ")";
    }
    return "begin with the other side, so that the rule is in "
        + another
        + ": "
        + works
        + " in place of "
        + instead;
  }

  /** The getter by which users have what carries a security group, or else its path. */
  private String getterOf(@Nullable String id) {
    IConstruct resource = Referent.of(id);
    IConstruct group = resource == null ? null : resource.getNode().getScope();
    return groups.entrySet().stream()
        .filter(it -> it.getValue() == group)
        .flatMap(it -> Optional.ofNullable(GETTERS.get(it.getKey())).stream())
        .findFirst()
        .orElseGet(() -> group == null ? String.valueOf(id) : group.getNode().getPath());
  }
}
