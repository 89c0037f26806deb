package io.github.threetierecs.internal.options;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.route53.IHostedZone;

/** Hosted zones that get records, and the names in them. */
public final class HostedZones {
  private HostedZones() {}

  /** {@return a zone's name, as DNS compares names; null if it is refused for having none} */
  public static @Nullable String nameOf(Problems problems, String option, IHostedZone zone) {
    try {
      return DomainNames.withoutDot(zone.getZoneName());
    } catch (RuntimeException importedById) {
      problems.add(
          option,
          zone.getHostedZoneId(),
          "was imported only by its id, and its name is needed",
          "use HostedZone.fromHostedZoneAttributes or HostedZone.fromLookup");
      return null;
    }
  }

  /**
   * Refuses a name outside of a zone.
   *
   * @param written the name as it was written
   * @param ofZone the path of the option that has the zone
   */
  public static void checkIn(
      Problems problems, String option, String written, String ofZone, String zone) {
    if (!DomainNames.isIn(zone, DomainNames.withoutDot(written))) {
      problems.add(
          option,
          written,
          "is not in " + ofZone + " \"" + zone + "\"",
          "write a name that ends in \"." + zone + "\", or set the zone that the name is in");
    }
  }
}
