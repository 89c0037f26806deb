package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.deletion.Deletion;
import io.github.threetierecs.internal.deletion.Fate;
import io.github.threetierecs.internal.deletion.Leftover;
import io.github.threetierecs.internal.deletion.ResourceFate;
import io.github.threetierecs.internal.template.Resource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.RemovalPolicy;

/** What users are told that a delete of their stack leaves. */
class AfterDeleteTest {
  static List<DeletionCase> cases() {
    return DeletionCase.ALL;
  }

  @Test
  void developmentIsDeletedWhole() {
    Deletion deletion = of(Templates.of(Profile.DEVELOPMENT));

    assertThat(deletion.withFate(Fate.DELETED)).hasSameSizeAs(deletion.resources());
    assertThat(deletion.before()).isEmpty();
    assertThat(deletion.after())
        .extracting(Leftover::what)
        .containsOnly("Inactive revisions of the task definition");
  }

  @Test
  void productionIsStoppedByTheDatabaseAndTheLoadBalancers() {
    assertThat(of(Templates.of(Profile.PRODUCTION)).before())
        .extracting(it -> it.type() + ": " + it.what())
        .containsExactlyInAnyOrder(
            "AWS::RDS::DBInstance: Deletion protection",
            "AWS::ElasticLoadBalancingV2::LoadBalancer: Deletion protection",
            "AWS::ElasticLoadBalancingV2::LoadBalancer: Deletion protection");
  }

  @Test
  void productionKeepsItsDataItsLogsAndItsKeyAndTheKeyGoesLast() {
    Deletion deletion = of(Templates.of(Profile.PRODUCTION));

    assertThat(typesOf(deletion, Fate.KEPT))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "AWS::KMS::Key", 1L,
                    "AWS::Logs::LogGroup", 3L,
                    "AWS::S3::Bucket", 1L,
                    "AWS::SecretsManager::Secret", 1L)));
    assertThat(deletion.after())
        .extracting(Leftover::what)
        .contains(
            "Last snapshot",
            "Log group /aws/rds/instance/…/error",
            "Log group RDSOSMetrics",
            "Log group /aws/ecs/containerinsights/…/performance");
    assertThat(deletion.after()).last().extracting(Leftover::type).isEqualTo("AWS::KMS::Key");
  }

  @Test
  void withoutProtectionTheDatabaseLeavesASnapshot() {
    Deletion deletion =
        of(
            Templates.with(
                props ->
                    props.database(
                        DatabaseProps.builder()
                            .removalPolicy(RemovalPolicy.SNAPSHOT)
                            .deletionProtection(false)
                            .build())));

    assertThat(typesOf(deletion, Fate.SNAPSHOT)).isEqualTo(Map.of("AWS::RDS::DBInstance", 1L));
    assertThat(deletion.before())
        .extracting(Leftover::type)
        .containsOnly("AWS::ElasticLoadBalancingV2::LoadBalancer");
  }

  @Test
  void aKeptDatabaseIsDeletedBeforeWhatItUses() {
    Deletion deletion =
        of(
            Templates.with(
                props ->
                    props.database(
                        DatabaseProps.builder().removalPolicy(RemovalPolicy.RETAIN).build())));

    assertThat(deletion.after().stream().filter(it -> it.fate() == Fate.KEPT).map(Leftover::type))
        .containsSubsequence(
            "AWS::RDS::DBInstance",
            "AWS::RDS::DBSubnetGroup",
            "AWS::EC2::SecurityGroup",
            "AWS::EC2::Subnet",
            "AWS::EC2::RouteTable",
            "AWS::EC2::VPC",
            "AWS::SecretsManager::Secret");
    assertThat(deletion.before())
        .as("nothing that is deleted is used by what stays")
        .extracting(Leftover::type)
        .containsOnly("AWS::ElasticLoadBalancingV2::LoadBalancer");
  }

  /** The documents have theirs from {@link io.github.threetierecs.Deletion}, in the tests. */
  @ParameterizedTest
  @MethodSource("cases")
  void whatStaysIsWhatTheDocumentsSay(DeletionCase it) {
    for (Profile profile : Profile.values()) {
      io.github.threetierecs.Deletion documented = it.in(profile);
      Deletion said = of(documented.app());

      assertThat(leftovers(said, documented.app()))
          .as("what stays with %s in %s", it, profile)
          .isEqualTo(documented.leftovers());
      assertThat(said.before())
          .as("what stops the delete with %s in %s", it, profile)
          .hasSameSizeAs(documented.obstacles());
    }
  }

  static List<Configuration> everyConfiguration() {
    return Configuration.every();
  }

  @ParameterizedTest
  @MethodSource("everyConfiguration")
  void everyResourceHasOneFate(Configuration configuration) {
    holds(Templates.of(configuration));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void everyResourceOfAnyOptionsHasOneFate(int number) {
    GeneratedCase.of(20_261_124L, number).synthesized().ifPresent(AfterDeleteTest::holds);
  }

  private static void holds(Anatomy app) {
    Deletion deletion = of(app);

    assertThat(deletion.resources())
        .extracting(ResourceFate::id)
        .containsExactlyElementsOf(
            app.template.resources().stream().map(it -> "Shop/" + it.logicalId()).toList());
    assertThat(deletion.resources())
        .allSatisfy(it -> assertThat(it.reason()).as("reason of %s", it).endsWith("."));
    assertThat(deletion.before())
        .extracting(Leftover::id)
        .containsExactlyElementsOf(
            deletion.withFate(Fate.BLOCKED).stream().map(ResourceFate::id).toList());
    assertThat(deletion.after())
        .filteredOn(it -> !it.what().equals("The key, pending deletion"))
        .allSatisfy(it -> assertThat(it.commands()).as("commands of %s", it).isNotEmpty());
    assertThat(deletion.after())
        .as("types without a row of their own")
        .noneMatch(it -> it.commands().toString().contains("cloudcontrol"));
  }

  private static Set<io.github.threetierecs.Leftover> leftovers(Deletion said, Anatomy app) {
    Set<io.github.threetierecs.Leftover> words =
        EnumSet.noneOf(io.github.threetierecs.Leftover.class);
    for (Leftover it : said.after()) {
      Resource resource = app.template.resource(it.id().substring("Shop/".length()));
      if (it.what().equals("The resource itself")) {
        words.addAll(io.github.threetierecs.Deletion.keptAs(resource, app));
      } else if (!it.what().startsWith("Inactive revisions")) {
        words.add(documented(it));
      }
    }
    return words;
  }

  private static io.github.threetierecs.Leftover documented(Leftover it) {
    return switch (it.what()) {
      case "Last snapshot" -> io.github.threetierecs.Leftover.SNAPSHOT;
      case "The key, pending deletion" -> io.github.threetierecs.Leftover.DYING_KEYS;
      case "Log group RDSOSMetrics" -> io.github.threetierecs.Leftover.OS_METRICS;
      case "Log group /aws/rds/proxy/…" -> io.github.threetierecs.Leftover.PROXY_LOGS;
      case "Log group /aws/ecs/containerinsights/…/performance" ->
          io.github.threetierecs.Leftover.CONTAINER_INSIGHTS;
      case "Log group /aws/lambda/… of the rotation's function" ->
          io.github.threetierecs.Leftover.ROTATION_LOGS;
      case "Record that validated the certificate" ->
          io.github.threetierecs.Leftover.VALIDATION_RECORD;
      case "Copies of snapshots in arn:aws:backup:eu-west-1:111111111111:backup-vault:Copies" ->
          io.github.threetierecs.Leftover.COPIES;
      default -> {
        assertThat(it.what()).startsWith("Log group /aws/rds/instance/…/");
        yield io.github.threetierecs.Leftover.DATABASE_LOGS;
      }
    };
  }

  private static Map<String, Long> typesOf(Deletion deletion, Fate fate) {
    return deletion.withFate(fate).stream()
        .collect(Collectors.groupingBy(ResourceFate::type, TreeMap::new, Collectors.counting()));
  }

  private static Deletion of(Anatomy app) {
    return Deletion.of(Plans.of(app.json), UnaryOperator.identity());
  }
}
