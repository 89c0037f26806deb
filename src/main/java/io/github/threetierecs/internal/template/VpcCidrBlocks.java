package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.address.CidrBlock;
import io.github.threetierecs.internal.order.Ordered;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses of the network that everything in a template is taken to be in. */
final class VpcCidrBlocks {

  /** What a network that is not in the template can have: RFC 1918, RFC 6598 and RFC 4193. */
  private static final List<String> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

  private final Set<String> texts;
  private final List<CidrBlock> ranges;

  VpcCidrBlocks(StackTemplate template) {
    texts =
        Stream.of("AWS::EC2::VPC", "AWS::EC2::VPCCidrBlock", "AWS::EC2::Subnet")
            .flatMap(type -> template.resourcesOfType(type).stream())
            .flatMap(VpcCidrBlocks::textsOf)
            .collect(Ordered.toSet());
    List<CidrBlock> known = parsed(texts);
    ranges = known.isEmpty() ? parsed(PRIVATE) : known;
  }

  /** Whether some address of the network is in the range, or all of the range in the network. */
  boolean overlaps(String cidr) {
    return texts.contains(cidr)
        || CidrBlock.parse(cidr).filter(it -> ranges.stream().anyMatch(it::overlaps)).isPresent();
  }

  /** A range may be written out, or as the attribute of what has it. */
  private static Stream<String> textsOf(Resource resource) {
    return Stream.concat(
        Stream.of("${" + resource.logicalId() + ".CidrBlock}"),
        Stream.of("CidrBlock", "Ipv6CidrBlock").flatMap(path -> resource.text(path).stream()));
  }

  private static List<CidrBlock> parsed(Collection<String> texts) {
    return texts.stream().flatMap(text -> CidrBlock.parse(text).stream()).toList();
  }
}
