package io.github.threetierecs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.ContainerImage;

/**
 * Makes templates of the construct. A synthesis takes a fifth of a second, so the usual ones are
 * made once, and every question is asked of the map that came out.
 */
final class Templates {
  private static final String STRICT = "@aws-cdk/core:validateAgainstDefaultRules";
  static final String FRONTEND_IMAGE = "example/frontend:1";
  static final String BACKEND_IMAGE = "example/backend:1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Object, Anatomy> MADE = new HashMap<>();
  private static final AtomicInteger APPS = new AtomicInteger();

  private Templates() {}

  static Anatomy of(Configuration configuration) {
    return once(
        configuration,
        () -> {
          NetworkProps network = NetworkProps.builder().maxAzs(configuration.maxAzs()).build();
          Stack stack = stackIn(app(configuration.flags()), "Shop", configuration.place());
          new ThreeTierEcsApp(
              stack, "App", props().profile(configuration.profile()).network(network).build());
          return of(stack);
        });
  }

  /** Nothing set but the profile. */
  static Anatomy of(Profile profile) {
    return once(profile, () -> with(props -> props.profile(profile)));
  }

  private static Anatomy once(Object key, Supplier<Anatomy> maker) {
    Anatomy made = MADE.get(key);
    if (made == null) {
      made = maker.get();
      MADE.put(key, made);
    }
    return made;
  }

  static Anatomy with(UnaryOperator<ThreeTierEcsAppProps.Builder> choices) {
    return in(stack -> appIn(stack, choices));
  }

  /** The same, of what else is in the stack. */
  static Anatomy with(
      BiFunction<Stack, ThreeTierEcsAppProps.Builder, ThreeTierEcsAppProps.Builder> choices) {
    return in(stack -> new ThreeTierEcsApp(stack, "App", choices.apply(stack, props()).build()));
  }

  static Anatomy in(Consumer<Stack> content) {
    Stack stack = anywhere();
    content.accept(stack);
    return of(stack);
  }

  /** A stack that may be deployed to any account and Region. */
  static Stack anywhere() {
    return stackIn(app(FeatureFlags.NONE), "Shop", Configuration.Place.ANYWHERE);
  }

  /** An application in a stack, to which more can be added. */
  static ThreeTierEcsApp appIn(Stack stack, UnaryOperator<ThreeTierEcsAppProps.Builder> choices) {
    return new ThreeTierEcsApp(stack, "App", choices.apply(props()).build());
  }

  /** The required options, and no other. */
  static ThreeTierEcsAppProps.Builder props() {
    return ThreeTierEcsAppProps.builder().frontend(frontend().build()).backend(backend().build());
  }

  static FrontendProps.Builder frontend() {
    return FrontendProps.builder().image(ContainerImage.fromRegistry(FRONTEND_IMAGE));
  }

  static BackendProps.Builder backend() {
    return BackendProps.builder().image(ContainerImage.fromRegistry(BACKEND_IMAGE));
  }

  /** An image in a registry that is within reach without NAT. */
  static ContainerImage ecrImage(String name) {
    return ContainerImage.fromRegistry(
        "111111111111.dkr.ecr.eu-central-1.amazonaws.com/%s:1".formatted(name));
  }

  static App app(FeatureFlags flags) {
    return builder().context(flags.context()).build();
  }

  /**
   * In which the CDK's rule engine only warns, where the strict profile has it fail: it takes a
   * port that is a parameter for none (E3687), and the CDK's own dummy of a VPC that is to be
   * looked up for a wrong id (E1151).
   */
  static App lenientApp() {
    return builder().postCliContext(Map.of(STRICT, false)).build();
  }

  /** In which the CDK's rule engine fails a synthesis, where it runs: in the strict profile. */
  static App strictApp() {
    return builder().context(Map.of(STRICT, true)).build();
  }

  /** The CDK would leave its output in the machine's temporary directory for every application. */
  private static App.Builder builder() {
    Path outdir = Path.of("target", "cdk.out", "tests-" + APPS.incrementAndGet());
    try {
      // A CDK before 2.256 writes no report where nothing is found, and leaves that of an earlier
      // run.
      Files.deleteIfExists(outdir.resolve("validation-report.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return App.Builder.create().outdir(outdir.toString());
  }

  static Stack stackIn(App app, String name, Configuration.Place place) {
    return new Stack(app, name, StackProps.builder().env(place.environment()).build());
  }

  static Anatomy of(Stack stack) {
    return new Anatomy(
        JSON.convertValue(Template.fromStack(stack).toJSON(), new TypeReference<>() {}));
  }
}
