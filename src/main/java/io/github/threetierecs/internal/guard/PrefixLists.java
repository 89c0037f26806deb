package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.order.Ordered;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnPrefixList;

/**
 * How many rules a prefix list counts as in a security group: as many as it may have entries, and
 * of AWS's own lists what AWS says.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html">Weights</a>
 */
public final class PrefixLists {
  /** The weight of com.amazonaws.global.cloudfront.origin-facing. */
  static final int CLOUDFRONT = 55;

  /** An unknown list has at least one entry. */
  private static final int UNKNOWN = 1;

  /** CloudFront's list has another id in each Region. */
  private static final Set<String> OF_CLOUDFRONT =
      Ordered.set(
          "pl-c0aa4fa9", // af-south-1
          "pl-14b2577d", // ap-east-1
          "pl-58a04531", // ap-northeast-1
          "pl-22a6434b", // ap-northeast-2
          "pl-31a14458", // ap-northeast-3
          "pl-9aa247f3", // ap-south-1
          "pl-31a34658", // ap-southeast-1
          "pl-b8a742d1", // ap-southeast-2
          "pl-38a64351", // ca-central-1
          "pl-a3a144ca", // eu-central-1
          "pl-fab65393", // eu-north-1
          "pl-4fa04526", // eu-west-1
          "pl-93a247fa", // eu-west-2
          "pl-75b1541c", // eu-west-3
          "pl-5da64334", // sa-east-1
          "pl-3b927c52", // us-east-1
          "pl-b6a144df", // us-east-2
          "pl-4ea04527", // us-west-1
          "pl-82a045eb"); // us-west-2

  /** The rules that a list counts as, for IPv4 and for IPv6. */
  record Weight(int ipv4, int ipv6) {}

  private final Stack stack;

  PrefixLists(Stack stack) {
    this.stack = stack;
  }

  /** {@return what a list counts as, at the least} */
  Weight weightOf(String id) {
    if (!Tokens.isToken(id)) {
      int weight = OF_CLOUDFRONT.contains(id) ? CLOUDFRONT : UNKNOWN;
      return new Weight(weight, 0);
    }
    Object resolved = stack.resolve(id);
    return ofThisApp()
        .filter(list -> Objects.equals(stack.resolve(list.getAttrPrefixListId()), resolved))
        .findFirst()
        .map(PrefixLists::weightOf)
        .orElse(new Weight(UNKNOWN, 0));
  }

  private Stream<CfnPrefixList> ofThisApp() {
    return stack.getNode().getRoot().getNode().findAll().stream()
        .filter(CfnPrefixList.class::isInstance)
        .map(CfnPrefixList.class::cast);
  }

  private static Weight weightOf(CfnPrefixList list) {
    Number entries = list.getMaxEntries();
    int weight =
        entries == null || Tokens.isToken(entries)
            ? UNKNOWN
            : Math.max(UNKNOWN, entries.intValue());
    return "IPv6".equals(list.getAddressFamily()) ? new Weight(0, weight) : new Weight(weight, 0);
  }
}
