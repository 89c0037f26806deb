package io.github.threetierecs.internal.options;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether the names of Availability Zones can be those of one stack's subnets. */
public final class ZoneNames {
  private static final String OPTION = "availabilityZones";
  private static final String SUCH_AS = "such as \"eu-central-1a\"";

  private static final String LIST_THEM =
      "list them with: aws ec2 describe-availability-zones --query"
          + " \"AvailabilityZones[].ZoneName\"";

  private static final String REGION = "[a-z]{2,4}(?:-[a-z]+)+-[0-9]+";
  private static final Pattern NAME = Pattern.compile("(" + REGION + ")[a-z]");

  /** {@code us-west-2-lax-1a}, and {@code us-east-1-wl1-bos-wlz-1}. */
  private static final Pattern AT_THE_EDGE = Pattern.compile(REGION + "-[a-z0-9-]+");

  private static final Pattern ID = Pattern.compile("[a-z0-9]+-az[0-9]+");

  /** Far above any name, and far below what a pattern could choke on. */
  private static final int LONGEST = 60;

  private ZoneNames() {}

  /** Refuses what cannot be right wherever the stack is deployed to. */
  static void check(Problems problems, String option, List<String> zones) {
    if (!isCount(zones)) {
      problems.add(
          option,
          zones,
          "is not a list of 2 to " + VpcLayout.AZ_SLOTS + " Availability Zones",
          "name 2, or 3 where the Region has them");
      return;
    }
    Set<String> regions = new TreeSet<>();
    for (String zone : zones) {
      checkName(problems, zone);
      if (zone != null && zone.length() <= LONGEST && NAME.matcher(zone).matches()) {
        regions.add(regionOf(zone));
      }
    }
    Set<String> doubles = new LinkedHashSet<>(zones);
    doubles.removeIf(it -> it == null || zones.indexOf(it) == zones.lastIndexOf(it));
    for (String zone : doubles) {
      problems.add(OPTION, zone, "is in the list twice", "name each zone once");
    }
    if (regions.size() > 1) {
      problems.add(
          OPTION,
          zones,
          "are zones of " + String.join(" and ", regions) + ", and a VPC is in one Region",
          "name zones of the stack's Region only");
    }
  }

  /** Refuses another number of zones than the list names. */
  public static void checkCount(Problems problems, List<String> zones, Number maxAzs) {
    if (isCount(zones) && !Tokens.isToken(maxAzs) && maxAzs.doubleValue() != zones.size()) {
      problems.add(
          "maxAzs",
          maxAzs,
          "contradicts network." + OPTION + ", which names " + zones.size(),
          "leave maxAzs out, since the list says how many");
    }
  }

  private static boolean isCount(List<String> zones) {
    return zones.size() >= 2 && zones.size() <= VpcLayout.AZ_SLOTS;
  }

  private static void checkName(Problems problems, @Nullable String zone) {
    if (zone == null) {
      problems.add(OPTION, null, "is not the name of a zone", "leave it out of the list");
    } else if (Tokens.isToken(zone)) {
      problems.concrete(
          OPTION, zone, "the subnets are laid out at synthesis", "write a name " + SUCH_AS);
    } else if (zone.length() > LONGEST) {
      problems.add(OPTION, zone, "is longer than the name of any zone", "write one " + SUCH_AS);
    } else if (NAME.matcher(zone).matches()) {
      return;
    } else if (ID.matcher(zone).matches()) {
      problems.add(
          OPTION,
          zone,
          "is the id of a zone, with which subnets cannot be created",
          "write the name that it has in your account, " + SUCH_AS + "; " + LIST_THEM);
    } else if (AT_THE_EDGE.matcher(zone).matches()) {
      problems.add(
          OPTION,
          zone,
          "is a Local Zone or a Wavelength Zone, which lack much of what the construct creates",
          "name Availability Zones, " + SUCH_AS);
    } else {
      problems.add(OPTION, zone, "is not the name of an Availability Zone", "write one " + SUCH_AS);
    }
  }

  /** Refuses zones of another Region than the stack's, where that is known. */
  public static void checkRegion(@Nullable List<String> zones, String region) {
    if (zones == null || Tokens.isToken(region) || regionOf(zones.get(0)).equals(region)) {
      return;
    }
    refuse(
        zones,
        "are zones of " + regionOf(zones.get(0)) + ", and the stack is in " + region,
        "name zones of " + region + ", such as \"" + region + "a\"; " + LIST_THEM);
  }

  /** Refuses names that are not among the zones that an earlier synthesis has looked up. */
  public static void checkKnown(@Nullable List<String> zones, List<?> known, String question) {
    if (zones == null) {
      return;
    }
    List<String> unknown = new ArrayList<>(zones);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      refuse(
          unknown,
          "are not among the zones that the context of the CDK app has: " + known,
          "name some of these, or have them looked up again: cdk context --reset " + question);
    }
  }

  private static void refuse(Object value, String limit, String remedy) {
    throw new IllegalArgumentException(
        Problems.sentence("network." + OPTION, value, limit, remedy));
  }

  private static String regionOf(String zone) {
    Matcher name = NAME.matcher(zone);
    return name.matches() ? name.group(1) : zone;
  }
}
