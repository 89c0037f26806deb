package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.EdgeOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.shared.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupEgress;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.constructs.Construct;
import software.constructs.IConstruct;
import software.constructs.Node;

/**
 * Counts the rules of the application's security groups, those that users have added too, when the
 * stack is synthesized. EC2 allows 60 a group in each direction, for IPv4 and for IPv6 each, and an
 * account may have been given more: so more is a warning, and only what no account is given is
 * refused.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups">Quotas</a>
 */
public final class RuleQuota {
  /** The quota of every account unless it was raised. */
  static final int USUAL = 60;

  static final String QUOTA = "L-0EA8095F";

  /** Rules for IPv4 and for IPv6, which EC2 counts separately. */
  private record Count(int ipv4, int ipv6) {
    Count plus(Count other) {
      return new Count(ipv4 + other.ipv4, ipv6 + other.ipv6);
    }
  }

  private static final Count NONE = new Count(0, 0);

  /** A rule for a security group counts for both. */
  private static final Count BOTH = new Count(1, 1);

  private static final String IN = "in ";
  private static final String OUT = "out ";

  private final Stack stack;
  private final PrefixLists lists;
  private final Map<String, SecurityGroup> groups = new LinkedHashMap<>();
  private final Map<String, String> remedies = new LinkedHashMap<>();

  private RuleQuota(Construct app) {
    stack = Stack.of(app);
    lists = new PrefixLists(stack);
  }

  /**
   * Has the rules counted at synthesis.
   *
   * @param node the node of the application
   * @param groups the security groups by what a reader calls their owner
   * @param remedies what helps, by the same
   */
  public static void watch(
      Construct app, Node node, Map<String, SecurityGroup> groups, Map<String, String> remedies) {
    node.addValidation(
        () -> {
          RuleQuota quota = new RuleQuota(app);
          quota.groups.putAll(groups);
          quota.remedies.putAll(remedies);
          return quota.check();
        });
  }

  private List<String> check() {
    Map<String, Count> in = new LinkedHashMap<>();
    Map<String, Count> out = new LinkedHashMap<>();
    Map<String, Object> ranges = new LinkedHashMap<>();
    groups.forEach(
        (owner, group) -> {
          for (IConstruct part : group.getNode().findAll()) {
            if (part instanceof CfnSecurityGroupIngress rule) {
              in.merge(owner, count(rule), Count::plus);
            } else if (part instanceof CfnSecurityGroupEgress rule) {
              out.merge(owner, count(rule), Count::plus);
            } else if (part instanceof CfnSecurityGroup resource) {
              put(ranges, IN + owner, resource.getSecurityGroupIngress());
              put(ranges, OUT + owner, resource.getSecurityGroupEgress());
            }
          }
        });
    // Rules within the groups themselves, which are for ranges only, are resolved in one call.
    Map<?, ?> resolved = (Map<?, ?>) Objects.requireNonNull(stack.resolve(ranges));
    List<String> refused = new ArrayList<>();
    groups.forEach(
        (owner, group) -> {
          Count inbound = in.getOrDefault(owner, NONE).plus(inline(resolved.get(IN + owner)));
          Count outbound = out.getOrDefault(owner, NONE).plus(inline(resolved.get(OUT + owner)));
          check(owner, group, inbound, "inbound rules", refused);
          check(owner, group, outbound, "outbound rules", refused);
        });
    return refused;
  }

  private void check(
      String owner, SecurityGroup group, Count count, String what, List<String> refused) {
    if (count.ipv4 == count.ipv6) {
      check(owner, group, count.ipv4, what, refused);
    } else {
      check(owner, group, count.ipv4, what + " for IPv4", refused);
      check(owner, group, count.ipv6, what + " for IPv6", refused);
    }
  }

  private void check(
      String owner, SecurityGroup group, int rules, String what, List<String> refused) {
    if (rules <= USUAL) {
      return;
    }
    String text =
        "the security group of %s has %s %s, and EC2 allows %s"
            .formatted(
                owner,
                Problems.grouped(rules),
                what,
                Problems.grouped(rules > EdgeOptions.MOST_RULES ? EdgeOptions.MOST_RULES : USUAL));
    String remedy = remedies.getOrDefault(owner, "let several clients share a security group");
    if (rules > EdgeOptions.MOST_RULES) {
      refused.add(text + " at most, whatever the account's quota; " + remedy);
    } else {
      // The warning is on the group and not on the application: for an acknowledgement that came
      // before the warning, the CDK looks only above the construct that has the warning.
      Warning.ofSecurityGroupRules(
              text
                  + " unless the account's quota "
                  + QUOTA
                  + " has been raised; "
                  + remedy
                  + ", or have it raised to "
                  + rules
                  + ", and acknowledge this")
          .addTo(group);
    }
  }

  private static void put(Map<String, Object> ranges, String key, @Nullable Object rules) {
    if (rules != null) {
      ranges.put(key, rules);
    }
  }

  private static Count inline(@Nullable Object rules) {
    Count count = NONE;
    if (rules instanceof List<?> list) {
      for (Object rule : list) {
        boolean ipv6 = rule instanceof Map<?, ?> map && map.containsKey("cidrIpv6");
        count = count.plus(ipv6 ? new Count(0, 1) : new Count(1, 0));
      }
    }
    return count;
  }

  private Count count(CfnSecurityGroupIngress rule) {
    return rule.getSourceSecurityGroupId() != null
        ? BOTH
        : count(rule.getSourcePrefixListId(), rule.getCidrIp(), rule.getCidrIpv6());
  }

  private Count count(CfnSecurityGroupEgress rule) {
    return rule.getDestinationSecurityGroupId() != null
        ? BOTH
        : count(rule.getDestinationPrefixListId(), rule.getCidrIp(), rule.getCidrIpv6());
  }

  private Count count(@Nullable String list, @Nullable String ipv4, @Nullable String ipv6) {
    if (list != null) {
      PrefixLists.Weight weight = lists.weightOf(list);
      return new Count(weight.ipv4(), weight.ipv6());
    }
    return ipv4 != null ? new Count(1, 0) : ipv6 != null ? new Count(0, 1) : BOTH;
  }
}
