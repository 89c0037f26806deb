package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.options.Values;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.jsii.Builder;

/** What was built can be changed: its builder begins with all that was chosen. */
class ToBuilderTest {
  static Stream<String> groups() {
    return Options.all()
        .filter(option -> option.contains("."))
        .map(option -> option.substring(0, option.indexOf('.')))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("groups")
  void everyGroupOfOptionsHasIt(String group) throws ReflectiveOperationException {
    Object built = Options.builder(group).build();

    Builder<?> again = (Builder<?>) built.getClass().getMethod("toBuilder").invoke(built);

    assertThat(again.build()).isInstanceOf(built.getClass()).isNotSameAs(built);
  }

  @Test
  void aTierKeepsWhatIsNotChanged() {
    FrontendProps first =
        Templates.frontend()
            .containerPort(3000)
            .cpu(512)
            .environment(Map.of("LOG_LEVEL", "info"))
            .edge(EdgeProps.builder().allowedCidrs(List.of("203.0.113.0/24")).build())
            .build();

    FrontendProps second = first.toBuilder().cpu(1024).build();

    Map<String, Object> expected = chosen(first.values);
    expected.put("cpu", 1024);
    assertThat(chosen(second.values)).isEqualTo(expected);
    assertThat(chosen(first.values)).containsEntry("cpu", 512);
  }

  @Test
  void whatGoesTogetherIsCheckedAgain() {
    BackendProps.Builder backend =
        Templates.backend()
            .sidecars(Map.of("agent", agent()))
            .startAfter(Map.of("agent", ContainerDependencyCondition.START))
            .build()
            .toBuilder()
            .sidecars(null);

    assertThatIllegalArgumentException()
        .isThrownBy(backend::build)
        .withMessage("backend.startAfter: \"agent\" is no sidecar; name one of the sidecars");
  }

  @Test
  void aPartIsChangedByItself() {
    DeploymentProps first =
        DeploymentProps.builder().strategy(DeploymentStrategy.CANARY).canaryPercent(20).build();

    assertThat(chosen(first.toBuilder().canaryPercent(null).build().values))
        .isEqualTo(Map.of("strategy", DeploymentStrategy.CANARY));
  }

  private static ContainerDefinitionOptions agent() {
    return ContainerDefinitionOptions.builder().image(Options.IMAGE).memoryLimitMiB(64).build();
  }

  private static Map<String, Object> chosen(Values values) {
    Map<String, Object> chosen = new TreeMap<>();
    values.forEach(chosen::put);
    return chosen;
  }
}
