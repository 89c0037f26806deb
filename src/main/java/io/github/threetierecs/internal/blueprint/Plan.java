package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All stacks of a cloud assembly, as one picture of what there will be. Every resource of every
 * template is either a part or folded into one. The same assembly gives the same plan, in the same
 * order.
 *
 * @param stacks the names of the stacks, in order
 * @param applications the applications, in order of their ids
 * @param zones the Availability Zones, as {@code eu-west-1a} or {@code Zone 1}
 * @param subnets the subnets, by layer, VPC and zone
 * @param parts the parts, by layer, kind and id
 * @param links what they have to do with each other, by kind and ends
 * @param folded the resources that are not parts, in order of their ids
 * @param template all templates as one, with the ids of the parts as logical ids, for whoever needs
 *     to know more than the parts say
 */
public record Plan(
    List<String> stacks,
    List<Application> applications,
    List<String> zones,
    List<PlacedSubnet> subnets,
    List<Part> parts,
    List<Link> links,
    List<Folded> folded,
    StackTemplate template) {

  /** Copies the lists, so that it never changes. */
  public Plan {
    stacks = List.copyOf(stacks);
    applications = List.copyOf(applications);
    zones = List.copyOf(zones);
    subnets = List.copyOf(subnets);
    parts = List.copyOf(parts);
    links = List.copyOf(links);
    folded = List.copyOf(folded);
  }

  /** {@return what it is the plan of, such as {@code App in stack Shop}} */
  public String title() {
    if (applications.isEmpty()) {
      return stacks.isEmpty()
          ? "an app without stacks"
          : (stacks.size() == 1 ? "stack " : "stacks ") + listed(stacks);
    }
    return listed(applications.stream().map(it -> it.name() + " in stack " + it.stack()).toList());
  }

  private static String listed(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /**
   * A part that may be missing.
   *
   * @param id its id
   * @return the part, if there is one
   */
  public Optional<Part> find(String id) {
    return parts.stream().filter(it -> it.id().equals(id)).findFirst();
  }

  /**
   * A part that has to be there.
   *
   * @param id its id
   * @return the part
   * @throws IllegalArgumentException if there is none
   */
  public Part part(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("The plan has no part " + id));
  }

  /**
   * The parts of a kind.
   *
   * @param kind the kind
   * @return the parts, in order
   */
  public List<Part> partsOf(PartKind kind) {
    return parts.stream().filter(it -> it.kind() == kind).toList();
  }

  /**
   * The part that stands for a resource.
   *
   * @param id the resource's stack and logical id
   * @return the resource's own part, or the one that it is folded into
   */
  public Optional<Part> partFor(String id) {
    return find(id)
        .or(
            () ->
                folded.stream()
                    .filter(it -> it.id().equals(id))
                    .findFirst()
                    .flatMap(it -> find(it.into())));
  }

  /**
   * What is folded into a part.
   *
   * @param id the part's id
   * @return the resources, in order
   */
  public List<Folded> foldedInto(String id) {
    return folded.stream().filter(it -> it.into().equals(id)).toList();
  }

  /** {@return the links that requests travel along} */
  public List<Link> requests() {
    return links.stream().filter(it -> it.kind().isRequest()).toList();
  }

  /** {@return the links that are no requests} */
  public List<Link> support() {
    return links.stream().filter(it -> !it.kind().isRequest()).toList();
  }

  /**
   * The links that begin or end at a part.
   *
   * @param id the part's id
   * @return the links, in order
   */
  public Stream<Link> linksOf(String id) {
    return links.stream().filter(it -> it.from().equals(id) || it.to().equals(id));
  }
}
