package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/** A consumer's {@code cdk.json} does not shape what we make. */
class FeatureFlagsTest {
  /** IAM takes these in any order, and one of the flags sorts them. */
  private static final Set<String> UNORDERED = Set.of("Action", "Resource", "Statement");

  static List<Configuration> everyWithoutFlags() {
    return Configuration.every().stream().filter(it -> it.flags() == FeatureFlags.NONE).toList();
  }

  @ParameterizedTest
  @MethodSource("everyWithoutFlags")
  void theTemplateIsTheSameWithNoneAndWithAllThatTheCdkRecommends(Configuration withoutFlags) {
    Configuration withFlags = withoutFlags.with(FeatureFlags.RECOMMENDED);

    assertThat(sections(withFlags))
        .as("the template with the recommended feature flags, compared with the one without")
        .isEqualTo(sections(withoutFlags));
  }

  @ParameterizedTest
  @EnumSource
  void soIsTheWayIn(Configuration.Place place) {
    assertTheSame(place, Edges::everything);
  }

  @Test
  void norDoTheFlagsChangeWhatOptionsOfTheCapacityMake() {
    for (UnaryOperator<CapacityProps.Builder> choices :
        List.<UnaryOperator<CapacityProps.Builder>>of(
            CapacityTemplates::everyOption,
            CapacityTemplates::bottlerocket,
            it -> it.taskNetworking(TaskNetworking.BRIDGE))) {
      assertTheSame(props -> props.capacity(choices.apply(CapacityProps.builder()).build()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void norWhatShiftsTraffic(DeploymentStrategy strategy) {
    assertTheSame(Configuration.Place.ANYWHERE, stack -> Strategies.app(stack, strategy));
  }

  @Test
  void norWhatIsForTests() {
    assertTheSame(Configuration.Place.ANYWHERE, Strategies::tested);
  }

  @Test
  void norWhatConnectsTheTiers() {
    assertTheSame(ServiceConnectTest::connected);
  }

  @Test
  void norWhatBacksTheDatabaseUp() {
    assertTheSame(props -> props.backup(BackupProps.builder().build()));
  }

  @Test
  void norItsProxy() {
    assertTheSame(Configuration.Place.ANYWHERE, DatabaseProxyTest::app);
  }

  @Test
  void theFlagsOfThisTestReachTheCdk() {
    Configuration withoutFlags = everyWithoutFlags().get(0);

    assertThat(FeatureFlags.RECOMMENDED.context())
        .as("the recommended feature flags")
        .containsEntry("@aws-cdk/aws-iam:minimizePolicies", true)
        .hasSizeGreaterThan(50);
    assertThat(Templates.of(withoutFlags.with(FeatureFlags.RECOMMENDED)).json)
        .as("the template as it is with the flags, one of which sorts IAM actions")
        .isNotEqualTo(Templates.of(withoutFlags).json);
  }

  private static void assertTheSame(UnaryOperator<ThreeTierEcsAppProps.Builder> choices) {
    assertTheSame(
        Configuration.Place.ANYWHERE,
        stack -> new ThreeTierEcsApp(stack, "App", choices.apply(Templates.props()).build()));
  }

  private static void assertTheSame(Configuration.Place place, Consumer<Stack> content) {
    assertThat(made(FeatureFlags.RECOMMENDED, place, content))
        .as("the template with the recommended feature flags, compared with the one without")
        .isEqualTo(made(FeatureFlags.NONE, place, content));
  }

  private static Map<String, Object> made(
      FeatureFlags flags, Configuration.Place place, Consumer<Stack> content) {
    Stack stack = Templates.stackIn(Templates.app(flags), "Shop", place);
    content.accept(stack);
    return sections(Templates.of(stack));
  }

  private static Map<String, Object> sections(Configuration configuration) {
    return sections(Templates.of(configuration));
  }

  /** By resource, so that a difference is shown as that of one resource. */
  private static Map<String, Object> sections(Anatomy app) {
    Map<String, Object> sections = new TreeMap<>();
    app.json.forEach(
        (section, content) -> {
          if (content instanceof Map<?, ?> parts) {
            parts.forEach((id, body) -> sections.put(section + "." + id, sorted("", body)));
          } else {
            sections.put(section, content);
          }
        });
    return sections;
  }

  private static Object sorted(String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new TreeMap<>();
      map.forEach((name, nested) -> copy.put((String) name, sorted((String) name, nested)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = list.stream().map(item -> sorted("", item)).toList();
      return UNORDERED.contains(key)
          ? copy.stream().sorted(Comparator.comparing(Text::of)).toList()
          : copy;
    }
    return value;
  }
}
