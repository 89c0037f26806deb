package io.github.threetierecs;

import static io.github.threetierecs.SidecarsTest.sidecar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.options.ServiceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.GenericLogDriver;
import software.amazon.awscdk.services.ecs.GenericLogDriverProps;

/** A task definition is at most 64 KiB, and has at most ten containers. */
class TaskDefinitionSizeTest {
  private static final String LARGE = "x".repeat(100_000);
  private static final String REMEDY =
      "; keep large values in Parameter Store, in Amazon S3 or in the image";

  @Test
  void aLargeVariableIsRefused() {
    assertRefused(
        Templates.backend().environment(Map.of("BIG", "x".repeat(100_000))),
        "backend.environment: 100 003 bytes are more than the 65 536 that a task definition can"
            + " have in total"
            + REMEDY);
  }

  @Test
  void manySmallOnesAreAddedUp() {
    assertRefused(
        Templates.backend()
            .environment(Map.of("A", "ä".repeat(20_000)))
            .sidecars(Map.of("b", sidecar().command(List.of("x".repeat(30_000))).build())),
        "backend.environment: 40 001 bytes of the 70 001 bytes of text of service backend are more"
            + " than the 65 536 that a task definition can have in total"
            + REMEDY);
  }

  @Test
  void whatTheRestOfTheTaskAddsIsCountedByTheConstruct() {
    ThreeTierEcsAppProps props =
        Templates.props()
            .backend(Templates.backend().environment(Map.of("BIG", "x".repeat(65_500))).build())
            .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Templates.in(stack -> new ThreeTierEcsApp(stack, "App", props)))
        .withMessageMatching(
            "backend\\.environment: 65 \\d{3} bytes are the largest part of a task definition of at"
                + " least 6\\d \\d{3} bytes, and ECS allows 65 536"
                + REMEDY);
  }

  @Test
  void theLargestPartIsNamedByItsOption() {
    assertNamed(
        "backend\\.container\\.workingDirectory: 100 001 bytes",
        Templates.backend()
            .container(ContainerProps.builder().workingDirectory("/" + LARGE).build()));
    assertNamed(
        "backend\\.logging: 100 0\\d\\d bytes",
        Templates.backend()
            .logging(
                new GenericLogDriver(
                    GenericLogDriverProps.builder()
                        .logDriver("json-file")
                        .options(Map.of("tag", LARGE))
                        .build())));
    assertNamed(
        "backend\\.sidecars\\.proxy\\.user: 100 000 bytes",
        Templates.backend().sidecars(Map.of("proxy", sidecar().user(LARGE).build())));
  }

  private static void assertNamed(String beginning, BackendProps.Builder backend) {
    ThreeTierEcsAppProps props = Templates.props().backend(backend.build()).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Templates.in(stack -> new ThreeTierEcsApp(stack, "App", props)))
        .withMessageMatching(beginning + " are the largest part of a task definition .*" + REMEDY);
  }

  @Test
  void soIsWhatSurroundsAToken() {
    ThreeTierEcsAppProps props =
        Templates.props()
            .backend(
                Templates.backend()
                    .environment(Map.of("BIG", Aws.REGION + "x".repeat(65_600)))
                    .build())
            .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Templates.in(stack -> new ThreeTierEcsApp(stack, "App", props)))
        .withMessageStartingWith("backend.environment: 65 ")
        .withMessageContaining(" a task definition of at least 6");
  }

  @Test
  void whatJustFitsIsAccepted() {
    assertThat(
            Templates.with(
                props ->
                    props.backend(
                        Templates.backend()
                            .environment(Map.of("BIG", "x".repeat(62_000)))
                            .build())))
        .isNotNull();
  }

  @Test
  void tenContainersAreTheMost() {
    Map<String, ContainerDefinitionOptions> sidecars = new LinkedHashMap<>();
    for (int i = 0; i < 10; i++) {
      sidecars.put("sidecar" + i, sidecar().build());
    }
    assertRefused(
        Templates.backend().sidecars(sidecars),
        "backend.sidecars: 10 sidecars and the service's own container are more than the 10 that a"
            + " task definition can have; keep at most 9");
    sidecars.remove("sidecar0");
    assertThat(Templates.backend().sidecars(sidecars).build().values.find(ServiceOptions.SIDECARS))
        .hasSize(9);
  }

  private static void assertRefused(BackendProps.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
