package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.StackTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The logical ids of all that holds something: data, addresses, names that others know. They are
 * part of the API, though no compiler knows it.
 */
@Tag("generated")
class GoldenIdsTest {
  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "golden", "stateful-ids.txt");

  /** What is there only with some option. */
  private static final Path OF_OPTIONS =
      Path.of("src", "test", "resources", "golden", "stateful-ids-of-options.txt");

  private static final Set<String> STATEFUL =
      Set.of(
          "AWS::AutoScaling::AutoScalingGroup",
          "AWS::Backup::BackupVault",
          "AWS::EC2::EIP",
          "AWS::EC2::NatGateway",
          "AWS::EC2::SecurityGroup",
          "AWS::EC2::Subnet",
          "AWS::EC2::VPC",
          "AWS::ECR::Repository",
          "AWS::ECS::Cluster",
          "AWS::ECS::Service",
          "AWS::ElasticLoadBalancingV2::LoadBalancer",
          "AWS::KMS::Key",
          "AWS::Logs::LogGroup",
          "AWS::RDS::DBInstance",
          "AWS::RDS::DBSubnetGroup",
          "AWS::S3::Bucket",
          "AWS::SecretsManager::Secret",
          "AWS::SecretsManager::SecretTargetAttachment");

  /** An application has one of them, or one for each tier, whatever its options are. */
  private static final Set<String> SAME_WITH_EVERY_OPTION =
      Set.of(
          "AWS::AutoScaling::AutoScalingGroup",
          "AWS::EC2::VPC",
          "AWS::ECS::Cluster",
          "AWS::ECS::Service",
          "AWS::ElasticLoadBalancingV2::LoadBalancer",
          "AWS::RDS::DBInstance",
          "AWS::RDS::DBSubnetGroup",
          "AWS::SecretsManager::Secret",
          "AWS::SecretsManager::SecretTargetAttachment");

  private static final Configuration LARGEST =
      new Configuration(
          Profile.PRODUCTION, 3, Configuration.Place.ANYWHERE, FeatureFlags.RECOMMENDED);

  static List<Configuration> everyLargest() {
    return Configuration.every().stream()
        .filter(it -> it.profile() == LARGEST.profile() && it.maxAzs() == LARGEST.maxAzs())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("everyLargest")
  void whatHoldsSomethingKeepsItsLogicalId(Configuration configuration) throws IOException {
    List<String> ids = statefulIds(Templates.of(configuration).template);
    update(GOLDEN, ids);

    assertThat(ids)
        .as(
            """
            The logical ids in %s.
            To CloudFormation another logical id is another resource: a user who upgrades would \
            have the old one deleted, with all that it holds, and a new one made. So this is a \
            breaking change. Find what renamed or moved a construct, and undo it. If it is meant, \
            or if something was only added, run the test with -Dregenerate=true, and give \
            every id that goes away an entry in the changelog's breaking changes.\
            """,
            GOLDEN)
        .containsExactlyElementsOf(Files.readAllLines(GOLDEN));
  }

  @ParameterizedTest
  @MethodSource("io.github.threetierecs.Configuration#every")
  void noProfileRenamesWhatHoldsSomething(Configuration configuration) throws IOException {
    assertThat(Files.readAllLines(GOLDEN))
        .as(
            "%s, which has to have all that %s has: changing the profile or the zones must not"
                + " replace what stays",
            GOLDEN, configuration)
        .containsAll(statefulIds(Templates.of(configuration).template));
  }

  @Test
  void theListHasTheDatabaseItsSecretAndTheVpc() throws IOException {
    assertThat(String.join("\n", Files.readAllLines(GOLDEN)))
        .contains("AWS::RDS::DBInstance", "AWS::SecretsManager::Secret\n", "AWS::EC2::VPC");
  }

  /** Each value of each option, and the keys of what an option adds. */
  @Test
  void whatHoldsSomethingWithAnOptionKeepsItsLogicalId() throws IOException {
    Set<String> ids = new TreeSet<>();
    for (OptionChange choice : GeneratedCase.CHOICES) {
      ids.addAll(statefulIds(choice.second().template()));
      if (Set.of("worker.callsBackend", "addedBackend.callsBackend").contains(choice.option())) {
        ids.addAll(
            statefulIds(
                choice
                    .given("capacity.taskNetworking", TaskNetworking.BRIDGE)
                    .second()
                    .template()));
      }
      if (Set.of("observability", "backup").contains(choice.option())) {
        ids.addAll(statefulIds(choice.given("keys", KeyStrategy.ONE_PER_USE).second().template()));
      }
    }
    ids.removeAll(Files.readAllLines(GOLDEN));
    update(OF_OPTIONS, List.copyOf(ids));

    assertThat(ids)
        .as("The logical ids in %s, of which the same is to be said as of %s", OF_OPTIONS, GOLDEN)
        .containsExactlyElementsOf(Files.readAllLines(OF_OPTIONS));
    assertThat(ids)
        .as("other ids for what an application has in any case: an option would replace it")
        // Replicas, the application's user and what is added come on top. AWSVPC and BRIDGE are two
        // services on purpose, and an internal load balancer is another one, whose name is part of
        // no data.
        .filteredOn(
            it ->
                !it.matches(
                    "App(DataReplica|DataApplicationUser|(Front|Back)endBridgeService"
                        + "|FrontendInternalLoadBalancer|Workers|AddedBackends|ScheduledTasks).*"))
        .noneMatch(it -> SAME_WITH_EVERY_OPTION.contains(it.substring(it.indexOf(' ') + 1)));
  }

  /**
   * What holds something in a template, and has an id that the golden files do not know.
   *
   * @param app the id of the application; if it is another than theirs, so is the hash that a
   *     logical id ends in
   */
  static List<String> unknownIds(StackTemplate template, String app) throws IOException {
    Set<String> known = new HashSet<>();
    for (Path golden : List.of(GOLDEN, OF_OPTIONS)) {
      for (String id : Files.readAllLines(golden)) {
        known.add(app.equals("App") ? id : withoutHash(id).replaceFirst("^App", app));
      }
    }
    return statefulIds(template).stream()
        .filter(id -> !known.contains(app.equals("App") ? id : withoutHash(id)))
        .toList();
  }

  private static String withoutHash(String id) {
    return id.replaceFirst("[0-9A-F]{8}(?= )", "");
  }

  private static void update(Path golden, List<String> ids) throws IOException {
    if (Boolean.getBoolean("regenerate") && System.getenv("CI") == null) {
      Files.createDirectories(golden.getParent());
      Files.write(golden, ids);
    }
  }

  private static List<String> statefulIds(StackTemplate template) {
    return template.resources().stream()
        .filter(resource -> STATEFUL.contains(resource.type()))
        .map(resource -> resource.logicalId() + " " + resource.type())
        .sorted()
        .toList();
  }
}
