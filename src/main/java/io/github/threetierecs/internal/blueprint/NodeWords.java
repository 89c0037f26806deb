package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is written in a node of a {@link ZonesPicture}: its name, and what tells it from others. */
record NodeWords(Plan plan, boolean everything) {

  /** What is said of names, certificates and web ACLs. */
  private static final Set<LinkKind> TELLING =
      Ordered.set(LinkKind.NAMES, LinkKind.IDENTIFIED_BY, LinkKind.FILTERED_BY);

  List<String> lines(Part part) {
    List<String> lines = PictureWords.lines(part);
    lines.set(0, shortName(part));
    if (lines.size() == 1) {
      detail(part).ifPresent(lines::add);
    }
    if (!folded(part).isEmpty()) {
      if (lines.size() == 1) {
        lines.add(folded(part).strip());
      } else {
        lines.set(1, lines.get(1) + folded(part));
      }
    }
    return lines;
  }

  private Optional<String> detail(Part part) {
    return switch (part.kind()) {
      case NAT_GATEWAY -> Optional.of("way to the internet");
      case LOAD_BALANCER -> part.fact("Scheme");
      case LISTENER, TASK_CONTAINER -> Optional.empty();
      case RECORD, WEB_ACL, CERTIFICATE ->
          plan.linksOf(part.id())
              .filter(it -> TELLING.contains(it.kind()))
              .findFirst()
              .map(it -> words(it, part));
      default ->
          plan.parts().stream().filter(it -> it.name().equals(part.name())).count() > 1
              ? Optional.of(part.id())
              : Optional.empty();
    };
  }

  private String words(Link link, Part part) {
    return link.from().equals(part.id())
        ? link.kind().words() + " " + Names.lowered(plan.part(link.to()).name())
        : (link.kind() == LinkKind.FILTERED_BY ? "filters " : "for ")
            + Names.lowered(plan.part(link.from()).name());
  }

  static String shortName(Part part) {
    return part.kind() == PartKind.NAT_GATEWAY || part.kind() == PartKind.SUBNET
        ? part.kind().label()
        : part.name();
  }

  /** How many resources only say something of a part; nothing in a picture that leaves them out. */
  String folded(Part part) {
    int count = everything ? plan.foldedInto(part.id()).size() : 0;
    return count == 0 ? "" : " +" + count;
  }
}
