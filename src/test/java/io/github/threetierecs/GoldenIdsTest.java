package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The logical ids of all that holds something: data, addresses, names that others know. They are
 * part of the API, though no compiler knows it.
 */
class GoldenIdsTest {
  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "golden", "stateful-ids.txt");

  private static final Set<String> STATEFUL =
      Set.of(
          "AWS::AutoScaling::AutoScalingGroup",
          "AWS::EC2::EIP",
          "AWS::EC2::NatGateway",
          "AWS::EC2::SecurityGroup",
          "AWS::EC2::Subnet",
          "AWS::EC2::VPC",
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
    List<String> ids = statefulIds(configuration);
    if (Boolean.getBoolean("golden.update") && System.getenv("CI") == null) {
      Files.createDirectories(GOLDEN.getParent());
      Files.write(GOLDEN, ids);
    }

    assertThat(ids)
        .as(
            """
            The logical ids in %s.
            To CloudFormation another logical id is another resource: a user who upgrades would \
            have the old one deleted, with all that it holds, and a new one made. So this is a \
            breaking change. Find what renamed or moved a construct, and undo it. If it is meant, \
            or if something was only added, run the test with -Dgolden.update=true, and give \
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
        .containsAll(statefulIds(configuration));
  }

  @Test
  void theListHasTheDatabaseItsSecretAndTheVpc() throws IOException {
    assertThat(String.join("\n", Files.readAllLines(GOLDEN)))
        .contains("AWS::RDS::DBInstance", "AWS::SecretsManager::Secret\n", "AWS::EC2::VPC");
  }

  private static List<String> statefulIds(Configuration configuration) {
    return Templates.of(configuration).template.resources().stream()
        .filter(resource -> STATEFUL.contains(resource.type()))
        .map(resource -> resource.logicalId() + " " + resource.type())
        .sorted()
        .toList();
  }
}
