package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnParameter;

/** What CloudFormation refuses to deploy over a stack that is there. */
class ReplacementGuardTest {
  private static final Anatomy PRODUCTION = Templates.of(Profile.PRODUCTION);

  @Test
  void theSameTemplateIsNotRefused() {
    assertThat(DeployedRules.refusals(PRODUCTION.json, PRODUCTION.json)).isEmpty();
  }

  @Test
  void aStackOfAnEarlierReleaseIsNotRefused() {
    assertThat(DeployedRules.refusals(Map.of(), PRODUCTION.json)).isEmpty();
  }

  @Test
  void aDefaultThatIsWrittenOutIsNotRefused() {
    assertThat(
            refused(
                props ->
                    props
                        .keys(KeyStrategy.ONE_KEY)
                        .network(NetworkProps.builder().cidr("10.0.0.0/16").build())
                        .database(
                            DatabaseProps.builder()
                                .databaseName("app")
                                .username("dbadmin")
                                .build())))
        .isEmpty();
  }

  @Test
  void anotherProfileIsRefusedForItsKeys() {
    assertThat(refused(props -> props.profile(Profile.DEVELOPMENT)))
        .singleElement()
        .asString()
        .contains("from keys or the profile");
  }

  @Test
  void anotherProfileWithTheKeysAsTheyWereIsNotRefused() {
    assertThat(refused(props -> props.profile(Profile.DEVELOPMENT).keys(KeyStrategy.ONE_KEY)))
        .isEmpty();
  }

  @Test
  void anotherVpcIsRefusedWithTheParameterThatConfirmsIt() {
    assertThat(refused(props -> props.network(NetworkProps.builder().cidr("10.1.0.0/16").build())))
        .singleElement()
        .asString()
        .isEqualTo(
            "This replaces or deletes the VPC. It comes from network.cidr or vpc. Set back what was"
                + " changed. docs/upgrades.md has the safe ways; if you mean it, deploy once with:"
                + " --parameters AppVpcMadeFrom5E01928A=cidr:10.1.0.0/16");
  }

  @Test
  @Answers(Complaint.ZONE_LIST_CHANGES)
  void namingTheZonesThatAreDeployedChangesNothing() {
    Anatomy named =
        Templates.with(
            props ->
                props.network(
                    NetworkProps.builder()
                        .availabilityZones(DeployedZones.FRANKFURT.subList(0, 2))
                        .build()));

    assertThat(String.valueOf(named.json)).doesNotContain("Fn::GetAZs");
    assertThat(DeployedZones.in(named.json)).isEqualTo(DeployedZones.in(PRODUCTION.json));
    assertThat(DeployedRules.refusals(PRODUCTION.json, named.json)).isEmpty();
  }

  @Test
  void aNameThatIsAParameterIsNotCompared() {
    Anatomy app =
        Templates.in(
            stack ->
                new ThreeTierEcsApp(
                    stack,
                    "App",
                    Templates.props()
                        .database(
                            DatabaseProps.builder()
                                .databaseName(new CfnParameter(stack, "Name").getValueAsString())
                                .build())
                        .build()));

    assertThat(String.valueOf(app.json.get("Parameters")))
        .contains("databaseName:token/username:dbadmin/keys:ONE_KEY");
  }

  private static List<String> refused(UnaryOperator<ThreeTierEcsAppProps.Builder> change) {
    return DeployedRules.refusals(PRODUCTION.json, Templates.with(change).json);
  }
}
