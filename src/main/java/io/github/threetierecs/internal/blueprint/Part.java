package io.github.threetierecs.internal.blueprint;

import java.util.List;
import java.util.Optional;

/**
 * Something that is worth drawing.
 *
 * @param id for a resource its stack and its logical id, such as {@code Shop/AppKey06B23A3B}, with
 *     the logical ids of nested stacks in between; for anything else a text that no resource has
 * @param type the type of the resource, such as {@code AWS::KMS::Key}; empty for what is no
 *     resource of the assembly: users, the internet, a container, an existing database
 * @param kind what it is
 * @param layer where it stands
 * @param application the id of the {@link Application} that it belongs to; empty if it belongs to
 *     none
 * @param tier the tier that it belongs to
 * @param name what a person calls it, such as {@code Internal load balancer}
 * @param within the id of the part that it is a piece of, such as the load balancer of a listener;
 *     empty for most
 * @param subnets the ids of the subnets that it is placed in, in the order of {@link Plan#subnets}
 * @param zones the Availability Zones of these subnets, in the order of {@link Plan#zones}
 * @param facts what is known of it, the most telling first
 */
public record Part(
    String id,
    String type,
    PartKind kind,
    Layer layer,
    String application,
    PartTier tier,
    String name,
    String within,
    List<String> subnets,
    List<String> zones,
    List<Fact> facts) {

  /** Copies the lists, so that it never changes. */
  public Part {
    subnets = List.copyOf(subnets);
    zones = List.copyOf(zones);
    facts = List.copyOf(facts);
  }

  /** {@return whether it is a resource of the assembly} */
  public boolean isResource() {
    return !type.isEmpty();
  }

  /**
   * A fact.
   *
   * @param label its label
   * @return its value, if it is known
   */
  public Optional<String> fact(String label) {
    return facts.stream().filter(it -> it.label().equals(label)).map(Fact::value).findFirst();
  }
}
