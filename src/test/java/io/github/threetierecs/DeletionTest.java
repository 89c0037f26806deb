package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/** What deleting the stack leaves behind, and that nothing stops it halfway. */
class DeletionTest {
  /** Everything that can be kept, switched on. */
  private static Anatomy everything(Profile profile, DatabaseProps.Builder database) {
    return Templates.with(
        props ->
            props
                .profile(profile)
                .keys(KeyStrategy.ONE_PER_USE)
                .network(NetworkProps.builder().flowLogs(true).interfaceEndpoints(true).build())
                .frontend(
                    Templates.frontend()
                        .loadBalancer(LoadBalancerProps.builder().accessLogs(true).build())
                        .edge(EdgeProps.builder().webAcl(WebAclProps.builder().build()).build())
                        .build())
                .backend(
                    Templates.backend()
                        .container(ContainerProps.builder().executeCommand(true).build())
                        .deployment(Strategies.deployment(DeploymentStrategy.BLUE_GREEN))
                        .build())
                .database(
                    database.readReplicas(1).rotation(RotationProps.builder().build()).build())
                .observability(ObservabilityProps.builder().build())
                .backup(BackupProps.builder().build()));
  }

  private static final Anatomy PRODUCTION = Templates.of(Profile.PRODUCTION);
  private static final Anatomy DEVELOPMENT = Templates.of(Profile.DEVELOPMENT);
  private static final Map<String, Anatomy> ALL = new TreeMap<>();

  static {
    ALL.put("PRODUCTION", PRODUCTION);
    ALL.put("DEVELOPMENT", DEVELOPMENT);
    for (Profile profile : Profile.values()) {
      for (RemovalPolicy removal :
          List.of(RemovalPolicy.SNAPSHOT, RemovalPolicy.RETAIN, RemovalPolicy.DESTROY)) {
        ALL.put(
            profile + " with everything, " + removal,
            everything(profile, DatabaseProps.builder().removalPolicy(removal)));
      }
    }
  }

  static Stream<Map.Entry<String, Anatomy>> all() {
    return ALL.entrySet().stream();
  }

  /** aws-cdk#22141, #35286. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void whatIsKeptStandsOnNothingThatIsDeleted(Map.Entry<String, Anatomy> each) {
    Anatomy app = each.getValue();
    Map<String, Set<String>> missing = new TreeMap<>();
    for (Resource kept : kept(app)) {
      Set<String> deleted = new TreeSet<>(needs(kept));
      deleted.removeIf(id -> isKept(app.template.resource(id)));
      deleted.removeIf(id -> Deletion.isNamedAfter(kept, app.template.resource(id)));
      if (!deleted.isEmpty()) {
        missing.put(kept.logicalId(), deleted);
      }
    }

    assertThat(missing).as("what is kept, and what it needs that is deleted").isEmpty();
  }

  @Test
  void productionKeepsItsDataItsLogsAndItsKeyAndNothingElse() {
    assertThat(typesOf(kept(PRODUCTION)))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "AWS::KMS::Key",
                    1L,
                    "AWS::Logs::LogGroup",
                    3L,
                    "AWS::S3::Bucket",
                    1L,
                    "AWS::SecretsManager::Secret",
                    1L)));
  }

  @Test
  void withEverythingProductionKeepsTheLogsOfItAllToo() {
    assertThat(typesOf(kept(the("PRODUCTION with everything, SNAPSHOT"))))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "AWS::Backup::BackupVault",
                    1L,
                    "AWS::IAM::Role",
                    1L,
                    "AWS::KMS::Key",
                    6L,
                    "AWS::Logs::LogGroup",
                    5L,
                    "AWS::S3::Bucket",
                    1L,
                    "AWS::SecretsManager::Secret",
                    1L)));
  }

  /** aws-cdk#18179, #14732, #19275. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"DEVELOPMENT", "DEVELOPMENT with everything, DESTROY"})
  void nothingOfDevelopmentRefusesToBeDeleted(String name) {
    Anatomy app = the(name);

    assertThat(app.template.resources())
        .allSatisfy(
            it -> {
              assertThat(it.isTrue("DeletionProtection")).as("protection of %s", it).isFalse();
              assertThat(it.text("AutoScalingGroupProvider.ManagedTerminationProtection"))
                  .isNotEqualTo(Optional.of("ENABLED"));
              assertThat(it.isTrue("NewInstancesProtectedFromScaleIn")).isFalse();
              assertThat(it.list("LoadBalancerAttributes"))
                  .doesNotContain(Map.of("Key", "deletion_protection.enabled", "Value", "true"));
            });
    assertThat(app.template.resourcesOfType("AWS::S3::Bucket"))
        .as("buckets that cannot be deleted because something is in them")
        .allMatch(DeletionTest::isKept);
  }

  /** Whoever writes a log group that is not in the template leaves it behind. */
  @Test
  void inDevelopmentNobodyElseMakesALogGroup() {
    assertThat(DEVELOPMENT.template.resourcesOfType("AWS::Lambda::Function")).isEmpty();
    assertThat(DEVELOPMENT.database().list("EnableCloudwatchLogsExports")).isEmpty();
    assertThat(DEVELOPMENT.database().has("MonitoringRoleArn")).isFalse();
    assertThat(DEVELOPMENT.cluster().list("ClusterSettings"))
        .containsExactly(Map.of("Name", "containerInsights", "Value", "disabled"));
  }

  @Test
  void developmentKeepsNothing() {
    assertThat(kept(DEVELOPMENT)).isEmpty();
    assertThat(typesOf(kept(the("DEVELOPMENT with everything, DESTROY"))))
        .isEqualTo(new TreeMap<>(Map.of("AWS::S3::Bucket", 1L)));
  }

  private static Anatomy the(String name) {
    return Objects.requireNonNull(ALL.get(name));
  }

  /** What a role's policy names does not hold the role. */
  private static Set<String> needs(Resource resource) {
    return resource.type().equals("AWS::IAM::Role") ? Set.of() : resource.references();
  }

  private static List<Resource> kept(Anatomy app) {
    return app.template.resources().stream().filter(DeletionTest::isKept).toList();
  }

  /** A snapshot is kept of it, but it goes. */
  private static boolean isKept(Resource resource) {
    return deletionPolicy(resource).startsWith("Retain");
  }

  private static Map<String, Long> typesOf(List<Resource> resources) {
    return resources.stream()
        .collect(Collectors.groupingBy(Resource::type, TreeMap::new, Collectors.counting()));
  }
}
