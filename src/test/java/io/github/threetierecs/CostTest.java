package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.threetierecs.internal.cost.Estimate;
import io.github.threetierecs.internal.cost.Estimator;
import io.github.threetierecs.internal.cost.LineItem;
import io.github.threetierecs.internal.cost.ResourceCost;
import io.github.threetierecs.internal.cost.Standing;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the construct costs a month. Figures are computed by hand from AWS's list prices. */
class CostTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
  private static final BigDecimal CENT = new BigDecimal("0.005");

  @Test
  void whatDevelopmentCosts() {
    assertThat(baseline(Profile.DEVELOPMENT))
        .isEqualTo(
            Map.of(
                "NAT gateways", "32.85", // 1 at 0.045 an hour
                "load balancers", "32.85", // 2 at 0.0225 an hour
                "public IPv4 addresses", "10.95", // 3 at 0.005 an hour
                "EC2 instances", "30.37", // 1 at 0.0416 an hour
                "volumes of EC2 instances", "2.40", // 30 GB at 0.08
                "database", "11.68", // 0.016 an hour
                "storage of the database", "2.30", // 20 GB at 0.115
                "secrets", "0.40"));
    assertThat(estimate(Profile.DEVELOPMENT).baseline().usual())
        .isCloseTo(new BigDecimal("123.80"), within(CENT));
  }

  @Test
  void whatProductionCosts() {
    assertThat(baseline(Profile.PRODUCTION))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("NAT gateways", "65.70"), // 2 at 0.045 an hour
                Map.entry("load balancers", "32.85"), // 2 at 0.0225 an hour
                Map.entry("public IPv4 addresses", "14.60"), // 4 at 0.005 an hour
                Map.entry("EC2 instances", "140.16"), // 2 at 0.096 an hour
                Map.entry("volumes of EC2 instances", "4.80"), // 60 GB at 0.08
                Map.entry("detailed monitoring of EC2 instances", "4.20"), // 14 metrics at 0.30
                Map.entry("database", "221.92"), // 0.304 an hour
                Map.entry("storage of the database", "23.00"), // 200 GB at 0.115
                Map.entry("KMS keys", "1.00"),
                Map.entry("secrets", "0.40")));
    assertThat(estimate(Profile.PRODUCTION).baseline().usual())
        .isCloseTo(new BigDecimal("508.63"), within(CENT));
  }

  static Iterable<Configuration> everyConfiguration() {
    return Configuration.every();
  }

  @ParameterizedTest
  @MethodSource("everyConfiguration")
  void everyResourceIsPricedFreeOrNotEstimated(Configuration configuration) {
    holds(Templates.of(configuration).template);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void everyResourceOfAnyOptionsIsPricedFreeOrNotEstimated(int number) {
    GeneratedCase.of(20_261_124L, number).synthesized().ifPresent(app -> holds(app.template));
  }

  /** What is not known of our own resources is known to be so. */
  private static void holds(StackTemplate template) {
    Estimate estimate = Estimator.of(template, Optional.of("us-east-1"), TODAY);

    assertThat(estimate.resources())
        .extracting(ResourceCost::logicalId)
        .containsExactlyElementsOf(
            template.resources().stream().map(Resource::logicalId).sorted().toList());
    assertThat(
            estimate.count(Standing.PRICED)
                + estimate.count(Standing.FREE)
                + estimate.count(Standing.NOT_ESTIMATED))
        .isEqualTo(template.resources().size());
    assertThat(estimate.resources())
        .filteredOn(it -> it.standing() != Standing.PRICED)
        .allSatisfy(it -> assertThat(it.reason()).as("reason of %s", it).isNotEmpty());
    assertThat(estimate.items())
        .filteredOn(it -> !it.isUsage())
        .allSatisfy(it -> assertThat(it.monthly().most()).as("%s", it).isPositive());
    assertThat(estimate.resources())
        .filteredOn(it -> it.standing() == Standing.NOT_ESTIMATED)
        .filteredOn(it -> !it.reason().contains("the template does not say"))
        .extracting(ResourceCost::type)
        .isSubsetOf(
            "AWS::Backup::BackupVault",
            "AWS::SecretsManager::RotationSchedule",
            "AWS::StepFunctions::StateMachine");
  }

  private static Map<String, String> baseline(Profile profile) {
    return estimate(profile).items().stream()
        .filter(it -> !it.isUsage())
        .collect(
            Collectors.toMap(
                LineItem::label, it -> String.format(Locale.ROOT, "%.2f", it.monthly().usual())));
  }

  private static Estimate estimate(Profile profile) {
    return Estimator.of(Templates.of(profile).template, Optional.of("us-east-1"), TODAY);
  }
}
