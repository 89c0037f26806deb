package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.guard.RegionalGaps;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.placement.InstanceCatalogue;
import io.github.threetierecs.internal.service.Placeholder;
import io.github.threetierecs.internal.shared.Warning;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerImage;

/** A Region without what we make by default is named at synth, with what it has instead. */
class RegionalGapsTest {
  @ParameterizedTest
  @ValueSource(strings = {"ap-southeast-4", "eu-south-2"})
  @Answers(Complaint.REGIONS_WITHOUT_A_DEFAULT)
  void aRegionWithoutTheDefaultInstancesIsNamed(String region) {
    assertThat(warnings(region, props -> props))
        .containsExactly(
            "capacity.instanceType: m6i.large is not available in "
                + region
                + ", as far as is known; set another, such as new InstanceType(\"m7i.large\")");
  }

  @Test
  @Answers(Complaint.REGIONS_WITHOUT_A_DEFAULT)
  void aRegionWithoutTheDefaultDatabaseIsNamed() {
    assertThat(warnings("ca-west-1", props -> props.profile(Profile.DEVELOPMENT)))
        .containsExactly(
            "database.instanceType: t4g.micro is not available in ca-west-1, as far as is known;"
                + " set another, such as new InstanceType(\"t3.micro\")");
  }

  @Test
  void theRemedyHelps() {
    assertThat(
            warnings(
                "eu-south-2",
                props ->
                    props.capacity(
                        CapacityProps.builder()
                            .instanceType(new InstanceType("m7i.large"))
                            .build())))
        .isEmpty();
  }

  @Test
  void aTypeThatIsAskedForByNameIsNamedToo() {
    assertThat(
            warnings(
                "eu-south-2",
                props ->
                    props
                        .profile(Profile.DEVELOPMENT)
                        .capacity(
                            CapacityProps.builder()
                                .instanceType(new InstanceType("m6i.large"))
                                .build())))
        .singleElement()
        .asString()
        .startsWith("capacity.instanceType: m6i.large");
  }

  @Test
  void otherTypesAndTheReplicasAreNamedByTheirOwnOptions() {
    assertThat(
            warnings(
                "eu-south-2",
                props ->
                    props.capacity(
                        CapacityProps.builder()
                            .instanceType(new InstanceType("m7i.large"))
                            .otherInstanceTypes(List.of(new InstanceType("m6i.large")))
                            .build())))
        .containsExactly(
            "capacity.otherInstanceTypes: m6i.large is not available in eu-south-2, as far as is"
                + " known; set another, such as new InstanceType(\"m7i.large\")");
    assertThat(
            warnings(
                "ca-west-1",
                props ->
                    props.database(
                        DatabaseProps.builder()
                            .readReplicas(1)
                            .replicaInstanceType(new InstanceType("t4g.micro"))
                            .build())))
        .containsExactly(
            "database.replicaInstanceType: t4g.micro is not available in ca-west-1, as far as is"
                + " known; set another, such as new InstanceType(\"t3.micro\")");
  }

  @Test
  void ofADatabaseThatIsThereAlreadyNothingIsSaid() {
    for (DatabaseProps.Builder existing :
        List.of(
            ExistingDatabaseTest.database(new Stack()),
            ExistingClusterTest.database(new Stack()))) {
      assertThat(
              warnings(
                  "ca-west-1",
                  props -> props.profile(Profile.DEVELOPMENT).database(existing.build())))
          .isEmpty();
    }
  }

  @Test
  void anOptionThatARegionDoesNotHaveIsNamed() {
    assertThat(
            warnings(
                "ap-east-2", props -> props.database(DatabaseProps.builder().proxy(true).build())))
        .containsExactly(
            "database.proxy: AWS::RDS::DBProxy is not available in ap-east-2, as far as is known;"
                + " leave it out");
  }

  @Test
  void thePlaceholderComesFromOutsideOfChina() {
    UnaryOperator<ThreeTierEcsAppProps.Builder> placeholder =
        props -> props.frontend(FrontendProps.builder().image(Placeholder.image()).build());

    assertThat(warnings("cn-north-1", placeholder))
        .containsExactly(
            "frontend.image: "
                + Placeholder.NAME
                + " comes from a registry outside of China, which cn-north-1 may not reach; push an"
                + " image to an ECR repository there, and pass its tag");
    assertThat(warnings("us-gov-west-1", placeholder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-central-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1"})
  void otherRegionsAreNotSpokenOf(String region) {
    for (Profile profile : Profile.values()) {
      assertThat(warnings(region, props -> props.profile(profile))).isEmpty();
    }
  }

  @Test
  void nothingIsSaidWhereTheRegionIsNotKnown() {
    assertThat(warnings(new Stack().getRegion(), props -> props)).isEmpty();
  }

  @Test
  void theConstructTellsOfIt() {
    Stack stack =
        new Stack(
            Templates.app(FeatureFlags.NONE),
            "Shop",
            StackProps.builder()
                .env(Environment.builder().account("111111111111").region("eu-south-2").build())
                .build());

    new ThreeTierEcsApp(stack, "App", Templates.props().build());

    Annotations.fromStack(stack)
        .hasWarning(
            "/Shop/App",
            Match.stringLikeRegexp("capacity.instanceType: m6i.large .*ThreeTierEcsApp::Region.*"));
  }

  /** A default that changes needs a row; .ci/regional-gaps.py then says what is in it. */
  @Test
  void theTableHasEveryDefaultTypeAndNoOther() {
    Set<String> defaults =
        Set.of(
            "capacity.instanceType " + CapacityOptions.INSTANCE_TYPE.defaultIn(Profile.PRODUCTION),
            "capacity.instanceType " + CapacityOptions.INSTANCE_TYPE.defaultIn(Profile.DEVELOPMENT),
            "database.instanceType " + DatabaseOptions.INSTANCE_TYPE.defaultIn(Profile.PRODUCTION),
            "database.instanceType " + DatabaseOptions.INSTANCE_TYPE.defaultIn(Profile.DEVELOPMENT),
            "database.proxy AWS::RDS::DBProxy");

    assertThat(
            RegionalGaps.all().stream()
                .map(it -> it.option() + " " + it.what())
                .collect(Collectors.toSet()))
        .isEqualTo(defaults);
  }

  @Test
  void whatIsThereInsteadIsOfTheSameArchitectureAndNoSmaller() {
    assertThat(RegionalGaps.all())
        .filteredOn(it -> it.instead() != null && it.option().startsWith("capacity."))
        .isNotEmpty()
        .allSatisfy(
            it -> {
              var missing = InstanceCatalogue.find(it.what()).orElseThrow();
              var instead = InstanceCatalogue.find(String.valueOf(it.instead())).orElseThrow();
              assertThat(instead.architecture()).isEqualTo(missing.architecture());
              assertThat(instead.memoryMiB()).isGreaterThanOrEqualTo(missing.memoryMiB());
              assertThat(instead.vcpu()).isGreaterThanOrEqualTo(missing.vcpu());
            });
  }

  private static List<String> warnings(
      String region, UnaryOperator<ThreeTierEcsAppProps.Builder> choices) {
    ThreeTierEcsAppProps.Builder props =
        ThreeTierEcsAppProps.builder()
            .frontend(image("frontend"))
            .backend(
                BackendProps.builder().image(ContainerImage.fromRegistry("example/back")).build());
    return RegionalGaps.warnings(region, choices.apply(props).build().values).stream()
        .map(Warning::text)
        .toList();
  }

  private static FrontendProps image(String name) {
    return FrontendProps.builder().image(ContainerImage.fromRegistry("example/" + name)).build();
  }
}
