package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.SubnetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerImage;

class WithoutNatTest {
  private static final String DIGEST =
      "0985e772fb9f729e6fa0980da05fca5d9c468e870eed43071545afa9d2e27d94";

  private static final Anatomy APP =
      Templates.in(
          stack ->
              new ThreeTierEcsApp(
                  stack,
                  "App",
                  withoutNat(
                      ContainerImage.fromEcrRepository(
                          Repository.fromRepositoryName(stack, "FrontendImages", "frontend")),
                      ContainerImage.fromEcrRepository(
                          Repository.fromRepositoryName(stack, "BackendImages", "backend")))));

  @Test
  void instancesAndTasksAreInSubnetsWithoutAWayOut() {
    for (Resource resource :
        List.of(APP.instances(), APP.frontend().service(), APP.backend().service())) {
      assertThat(APP.routes.subnetsOf(resource.logicalId()))
          .as("the subnets of %s", resource)
          .hasSize(2)
          .allMatch(subnet -> subnet.kind() == SubnetKind.ISOLATED);
    }
  }

  @Test
  void instancesAndTasksDoNotShareSubnetsWithTheDatabase() {
    assertThat(APP.routes.subnetsOf(APP.instances().logicalId()))
        .doesNotContainAnyElementsOf(APP.routes.subnetsOf(APP.database().logicalId()));
  }

  @Test
  void thereIsNoNatGateway() {
    assertThat(APP.template.resourcesOfType("AWS::EC2::NatGateway")).isEmpty();
    assertThat(APP.template.resourcesOfType("AWS::EC2::EIP")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecr.api",
        "ecr.dkr",
        "ecs",
        "ecs-agent",
        "ecs-telemetry",
        "logs",
        "secretsmanager"
      })
  void instancesAndTasksReachTheServicesThatTheyNeed(String service) {
    Resource endpoint = endpointOf(service);

    for (Resource client :
        List.of(APP.instances(), APP.frontend().service(), APP.backend().service())) {
      assertThat(canReach(APP.reachability, client.logicalId(), endpoint.logicalId(), 443))
          .as("whether %s reaches the VPC endpoint of %s", client, service)
          .isTrue();
    }
    assertThat(endpoint.isTrue("PrivateDnsEnabled"))
        .as("whether the usual host name of %s leads to its VPC endpoint", service)
        .isTrue();
    assertThat(APP.routes.subnetsOf(endpoint.logicalId()))
        .as("where the VPC endpoint of %s is", service)
        .isEqualTo(APP.routes.subnetsOf(APP.instances().logicalId()));
  }

  @Test
  void imageLayersComeFromS3ByAGatewayEndpoint() {
    Resource endpoint = endpointOf("s3");

    assertThat(endpoint.text("VpcEndpointType")).contains("Gateway");
    assertThat(endpoint.list("RouteTableIds"))
        .as("route tables with a route to S3, one for each private subnet")
        .hasSize(2);
    for (Resource it : APP.template.resourcesOfType("AWS::EC2::SubnetRouteTableAssociation")) {
      boolean leadsToS3 = endpoint.refersTo(APP.referent(it, "RouteTableId").logicalId());
      assertThat(
              APP.routes.subnetsOf(APP.instances().logicalId()).stream()
                  .anyMatch(subnet -> it.refersTo(subnet.logicalId())))
          .as("whether instances are in the subnet of %s", it)
          .isEqualTo(leadsToS3);
    }
  }

  @Test
  void nobodyElseIsAdmittedToTheEndpoints() {
    assertThat(APP.admittedTo(endpointOf("secretsmanager")))
        .as("what the VPC endpoints let in")
        .containsExactlyInAnyOrder(
            APP.from(APP.instances(), 443),
            APP.from(APP.frontend().service(), 443),
            APP.from(APP.backend().service(), 443));
  }

  @Test
  void nothingReachesTheInternet() {
    for (Resource resource :
        List.of(APP.instances(), APP.frontend().service(), APP.backend().service())) {
      assertThat(canReach(APP.reachability, resource.logicalId(), Reachability.INTERNET, 443))
          .as("whether %s reaches the internet", resource)
          .isFalse();
    }
  }

  @Test
  void instancesWaitForNothingThatIsNotThere() {
    assertThat(APP.madeBefore(APP.instances()))
        .as("what is made before the instances")
        .allMatch(id -> APP.template.find(id).isPresent() || id.startsWith("SsmParameterValue"));
  }

  @Test
  void dockerAssetsAreWithinReach(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
    ContainerImage image = ContainerImage.fromAsset(directory.toString());

    Anatomy app =
        Templates.in(stack -> new ThreeTierEcsApp(stack, "App", withoutNat(image, image)));

    assertThat(app.backend().container("Image")).contains(".dkr.ecr.");
  }

  @Test
  void publicImagesAreRefusedAllTogether() {
    ContainerImage nginx = ContainerImage.fromRegistry("nginx:stable");
    ContainerImage java = ContainerImage.fromRegistry("public.ecr.aws/docker/library/java:21");

    assertThatThrownBy(
            () -> Templates.in(stack -> new ThreeTierEcsApp(stack, "App", withoutNat(nginx, java))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("frontend.image: \"nginx:stable\" cannot be pulled")
        .hasMessageContaining(
            "backend.image: \"public.ecr.aws/docker/library/java:21\" cannot be pulled")
        .hasMessageContaining("network.nat");
  }

  /** A name may have a tag, a digest, or both. */
  @ParameterizedTest
  @ValueSource(strings = {":1.0", "@sha256:" + DIGEST, ":1.0@sha256:" + DIGEST})
  void aDigestChangesNothingOfWhereAnImageIs(String version) {
    String ours = "111111111111.dkr.ecr.%s.amazonaws.com/shop" + version;
    ContainerImage here = ContainerImage.fromRegistry(ours.formatted("eu-central-1"));
    ContainerImage elsewhere = ContainerImage.fromRegistry(ours.formatted("eu-west-1"));
    ContainerImage theirs = ContainerImage.fromRegistry("public.ecr.aws/their/shop" + version);

    Stack stack = inFrankfurt();
    new ThreeTierEcsApp(stack, "App", withoutNat(here, here));

    assertThat(Templates.of(stack).backend().container("Image"))
        .isEqualTo(ours.formatted("eu-central-1"));
    assertThatThrownBy(
            () -> new ThreeTierEcsApp(inFrankfurt(), "App", withoutNat(elsewhere, theirs)))
        .hasMessageContaining("frontend.image: \"111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop")
        .hasMessageContaining("is in eu-west-1, and with network.nat NONE")
        .hasMessageContaining("backend.image: \"public.ecr.aws/their/shop")
        .hasMessageContaining("cannot be pulled");
  }

  private static Stack inFrankfurt() {
    return Templates.stackIn(
        Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);
  }

  private static ThreeTierEcsAppProps withoutNat(ContainerImage frontend, ContainerImage backend) {
    return ThreeTierEcsAppProps.builder()
        .network(NetworkProps.builder().nat(NatStrategy.NONE).build())
        .frontend(FrontendProps.builder().image(frontend).build())
        .backend(BackendProps.builder().image(backend).build())
        .build();
  }

  private static Resource endpointOf(String service) {
    return Anatomy.theOnly(
        APP.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
            .filter(it -> it.text("ServiceName").orElse("").endsWith("}." + service))
            .toList());
  }
}
