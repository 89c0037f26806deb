package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;

/** A database that outlives its stack has all that it needs, and the deletion succeeds. */
class KeptDatabaseTest {
  private static final Anatomy KEPT = kept(Profile.PRODUCTION, it -> it);

  @Test
  void allThatTheDatabaseUsesIsKept() {
    assertThat(
            KEPT.madeBefore(KEPT.database()).stream()
                .map(KEPT.template::resource)
                .filter(it -> !deletionPolicy(it).equals("Retain")))
        .as("what the database refers to, and what that refers to, but is deleted under it")
        .isEmpty();
    assertThat(
            KEPT.madeBefore(KEPT.database()).stream().map(id -> KEPT.template.resource(id).type()))
        .as("what was asked")
        .contains(
            "AWS::EC2::VPC",
            "AWS::EC2::Subnet",
            "AWS::EC2::SecurityGroup",
            "AWS::IAM::Role",
            "AWS::KMS::Key",
            "AWS::RDS::DBParameterGroup",
            "AWS::RDS::DBSubnetGroup",
            "AWS::SecretsManager::Secret");
  }

  @Test
  void nothingElseIsKeptThatAStackOfSnapshotsWouldDelete() {
    assertThat(keptTypes(KEPT))
        .as("what is kept with the database")
        .containsExactlyInAnyOrderElementsOf(
            union(
                keptTypes(Templates.of(Profile.PRODUCTION)),
                Set.of(
                    "AWS::EC2::RouteTable",
                    "AWS::EC2::SecurityGroup",
                    "AWS::EC2::Subnet",
                    "AWS::EC2::SubnetRouteTableAssociation",
                    "AWS::EC2::VPC",
                    "AWS::IAM::Role",
                    "AWS::RDS::DBInstance",
                    "AWS::RDS::DBParameterGroup",
                    "AWS::RDS::DBSubnetGroup",
                    "AWS::SecretsManager::SecretTargetAttachment")));
    assertThat(
            KEPT.template.resourcesOfType("AWS::EC2::Subnet").stream()
                .filter(KeptDatabaseTest::isKept)
                .map(Resource::logicalId))
        .as("subnets that are kept")
        .containsExactlyInAnyOrderElementsOf(
            KEPT.routes.subnetsOf(KEPT.database().logicalId()).stream()
                .map(subnet -> subnet.logicalId())
                .toList());
  }

  @Test
  void theKeptSecurityGroupNamesNoGroupThatIsDeleted() {
    Resource group =
        KEPT.template.resource(
            Anatomy.theOnly(KEPT.reachability.securityGroupsOf(KEPT.database().logicalId())));

    assertThat(group.list("SecurityGroupIngress")).as("rules that would stay").isEmpty();
    assertThat(group.references()).containsExactly(KEPT.vpc().logicalId());
  }

  @Test
  void readReplicasAreDeleted() {
    assertThat(kept(Profile.PRODUCTION, it -> it.readReplicas(2)).readReplicas())
        .hasSize(2)
        .allMatch(replica -> deletionPolicy(replica).equals("Delete"));
  }

  @Test
  void nothingIsLeftOfAFirstDeploymentThatFails() {
    Anatomy app =
        kept(
            Profile.DEVELOPMENT,
            it -> it.removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE).requireTls(true));

    assertThat(
            app.madeBefore(app.database()).stream()
                .map(id -> deletionPolicy(app.template.resource(id))))
        .isNotEmpty()
        .containsOnly("RetainExceptOnCreate");
    assertThat(deletionPolicy(app.database())).isEqualTo("RetainExceptOnCreate");
  }

  @Test
  void theKeyStaysWithTheDataInDevelopmentToo() {
    for (RemovalPolicy removal : List.of(RemovalPolicy.SNAPSHOT, RemovalPolicy.RETAIN)) {
      Anatomy app =
          Templates.with(
              props ->
                  props
                      .profile(Profile.DEVELOPMENT)
                      .keys(KeyStrategy.ONE_PER_USE)
                      .database(DatabaseProps.builder().removalPolicy(removal).build()));

      assertThat(
              app.template.resourcesOfType("AWS::KMS::Key").stream()
                  .filter(KeptDatabaseTest::isKept))
          .as("keys that stay with %s", removal)
          .containsExactlyInAnyOrder(
              app.referent(app.database(), "KmsKeyId"),
              app.referent(app.databaseSecret(), "KmsKeyId"));
    }
  }

  @Test
  void aVpcThatWasGivenIsLeftToItsOwner() {
    Anatomy app =
        Templates.in(
            stack -> {
              Stack owners = new Stack((App) stack.getNode().getRoot(), "Owners");
              new ThreeTierEcsApp(
                  stack,
                  "App",
                  Templates.props()
                      .network(
                          NetworkProps.builder()
                              .vpc(new Vpc(owners, "Vpc"))
                              .databaseSubnets(
                                  SubnetSelection.builder()
                                      .subnetType(SubnetType.PRIVATE_WITH_EGRESS)
                                      .build())
                              .build())
                      .database(DatabaseProps.builder().removalPolicy(RemovalPolicy.RETAIN).build())
                      .build());
              assertThat(
                      Templates.of(owners).template.resources().stream()
                          .filter(KeptDatabaseTest::isKept))
                  .as("what of the owner's VPC is kept")
                  .isEmpty();
            });

    assertThat(app.madeBefore(app.database()).stream().map(app.template::resource))
        .isNotEmpty()
        .allMatch(KeptDatabaseTest::isKept);
  }

  private static Anatomy kept(Profile profile, UnaryOperator<DatabaseProps.Builder> more) {
    return Templates.with(
        props ->
            props
                .profile(profile)
                .database(
                    more.apply(DatabaseProps.builder().removalPolicy(RemovalPolicy.RETAIN))
                        .build()));
  }

  private static Set<String> keptTypes(Anatomy app) {
    return app.template.resources().stream()
        .filter(KeptDatabaseTest::isKept)
        .map(Resource::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }

  private static boolean isKept(Resource resource) {
    return deletionPolicy(resource).startsWith("Retain");
  }
}
