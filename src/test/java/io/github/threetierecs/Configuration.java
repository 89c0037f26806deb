package io.github.threetierecs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Environment;

/** One of the ways in which users may get our defaults. What is promised holds in every one. */
record Configuration(Profile profile, int maxAzs, Place place, FeatureFlags flags) {

  /** Where a stack is deployed to. */
  enum Place {
    ANYWHERE,
    ONE_ACCOUNT_AND_REGION;

    private static final String REGION = "eu-central-1";

    @Nullable Environment environment() {
      return this == ANYWHERE
          ? null
          : Environment.builder().account("111111111111").region(REGION).build();
    }

    /** What a container is told of its region. */
    String region() {
      return this == ANYWHERE ? "${AWS::Region}" : REGION;
    }
  }

  static List<Configuration> every() {
    List<Configuration> every = new ArrayList<>();
    for (Profile profile : Profile.values()) {
      for (int maxAzs : new int[] {2, 3}) {
        for (Place place : Place.values()) {
          for (FeatureFlags flags : FeatureFlags.values()) {
            every.add(new Configuration(profile, maxAzs, place, flags));
          }
        }
      }
    }
    return every;
  }

  Configuration with(FeatureFlags others) {
    return new Configuration(profile, maxAzs, place, others);
  }

  @Override
  public String toString() {
    return "%s, %d zones, %s, feature flags %s".formatted(profile, maxAzs, place, flags);
  }
}
