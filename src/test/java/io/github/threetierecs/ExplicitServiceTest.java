package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.services.ecs.AlarmBehavior;
import software.amazon.awscdk.services.ecs.DeploymentAlarmOptions;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.ServiceConnectProps;

/** E4: what is off is written, and what users switch on themselves is on. */
class ExplicitServiceTest {
  private static final String ALARMS = "DeploymentConfiguration.Alarms";
  private static final String CONNECT = "ServiceConnectConfiguration";

  @ParameterizedTest
  @EnumSource
  void whatNoOptionSwitchesOnIsWrittenAsOff(Profile profile) {
    assertThat(Templates.of(profile).template.resourcesOfType("AWS::ECS::Service"))
        .hasSize(2)
        .allSatisfy(
            service -> {
              assertThat(service.text("DeploymentConfiguration.Strategy")).contains("ROLLING");
              assertThat(service.property(ALARMS))
                  .contains(Map.of("AlarmNames", List.of(), "Enable", false, "Rollback", false));
              assertThat(service.property(CONNECT)).contains(Map.of("Enabled", false));
              assertThat(service.text("EnableExecuteCommand")).contains("false");
            });
  }

  @Test
  void alarmsThatAreAddedLaterAreOn() {
    assertThat(
            changed(
                    service ->
                        service.enableDeploymentAlarms(
                            List.of("Errors"),
                            DeploymentAlarmOptions.builder()
                                .behavior(AlarmBehavior.FAIL_ON_ALARM)
                                .build()))
                .property(ALARMS))
        .contains(Map.of("AlarmNames", List.of("Errors"), "Enable", true, "Rollback", false));
  }

  @Test
  void serviceConnectThatIsAddedLaterIsOn() {
    assertThat(
            changed(
                    service ->
                        service.enableServiceConnect(
                            ServiceConnectProps.builder().namespace("theirs").build()))
                .property(CONNECT))
        .contains(Map.of("Enabled", true, "Namespace", "theirs"));
  }

  @Test
  void serviceConnectOfTheClustersOwnNamespaceIsOnToo() {
    assertThat(
            Templates.in(
                    stack -> {
                      ThreeTierEcsApp app =
                          new ThreeTierEcsApp(stack, "App", Templates.props().build());
                      app.getCluster()
                          .addDefaultCloudMapNamespace(
                              software.amazon.awscdk.services.ecs.CloudMapNamespaceOptions.builder()
                                  .name("theirs")
                                  .build());
                      app.getBackendService().enableServiceConnect();
                    })
                .backend()
                .service()
                .text(CONNECT + ".Enabled"))
        .contains("true");
  }

  private static Resource changed(Consumer<Ec2Service> change) {
    return Templates.in(
            stack ->
                change.accept(
                    new ThreeTierEcsApp(stack, "App", Templates.props().build())
                        .getBackendService()))
        .backend()
        .service();
  }
}
