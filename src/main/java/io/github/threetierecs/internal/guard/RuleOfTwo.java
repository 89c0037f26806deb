package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.Tokens;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupEgress;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.constructs.IConstruct;

/**
 * A security group rule that is a separate resource, and the ids of the two security groups that it
 * is about.
 */
public record RuleOfTwo(IConstruct resource, @Nullable String server, @Nullable String client) {

  static @Nullable RuleOfTwo of(IConstruct construct) {
    if (construct instanceof CfnSecurityGroupIngress rule) {
      return new RuleOfTwo(rule, rule.getGroupId(), rule.getSourceSecurityGroupId());
    }
    if (construct instanceof CfnSecurityGroupEgress rule) {
      return new RuleOfTwo(rule, rule.getDestinationSecurityGroupId(), rule.getGroupId());
    }
    return null;
  }

  List<String> ends() {
    return Stream.of(server, client).filter(Objects::nonNull).map(String::valueOf).toList();
  }

  String path() {
    return resource.getNode().getPath();
  }

  /** {@return the first port, or null if there is none, or none that is known} */
  @Nullable Number port() {
    Number port =
        resource instanceof CfnSecurityGroupIngress rule
            ? rule.getFromPort()
            : ((CfnSecurityGroupEgress) resource).getFromPort();
    return port == null || Tokens.isToken(port) ? null : port.intValue();
  }

  @Nullable String description() {
    return resource instanceof CfnSecurityGroupIngress rule
        ? rule.getDescription()
        : ((CfnSecurityGroupEgress) resource).getDescription();
  }
}
