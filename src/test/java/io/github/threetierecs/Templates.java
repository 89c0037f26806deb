package io.github.threetierecs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
  static final String FRONTEND_IMAGE = "example/frontend:1";
  static final String BACKEND_IMAGE = "example/backend:1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Configuration, Anatomy> MADE = new HashMap<>();
  private static final AtomicInteger APPS = new AtomicInteger();

  private Templates() {}

  static Anatomy of(Configuration configuration) {
    Anatomy made = MADE.get(configuration);
    if (made == null) {
      NetworkProps network = NetworkProps.builder().maxAzs(configuration.maxAzs()).build();
      Stack stack = stackIn(app(configuration.flags()), "Shop", configuration.place());
      new ThreeTierEcsApp(
          stack, "App", props().profile(configuration.profile()).network(network).build());
      made = of(stack);
      MADE.put(configuration, made);
    }
    return made;
  }

  /** The one line, and nothing set but the profile. */
  static Anatomy of(Profile profile) {
    return of(
        new Configuration(profile, 2, Configuration.Place.ANYWHERE, FeatureFlags.RECOMMENDED));
  }

  static Anatomy with(UnaryOperator<ThreeTierEcsAppProps.Builder> choices) {
    return in(stack -> new ThreeTierEcsApp(stack, "App", choices.apply(props()).build()));
  }

  static Anatomy in(Consumer<Stack> content) {
    Stack stack = stackIn(app(FeatureFlags.NONE), "Shop", Configuration.Place.ANYWHERE);
    content.accept(stack);
    return of(stack);
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
    return App.Builder.create()
        .context(flags.context())
        // The CDK would leave one in the machine's temporary directory for every application.
        .outdir(Path.of("target", "cdk.out", "tests-" + APPS.incrementAndGet()).toString())
        .build();
  }

  static Stack stackIn(App app, String name, Configuration.Place place) {
    return new Stack(app, name, StackProps.builder().env(place.environment()).build());
  }

  static Anatomy of(Stack stack) {
    return new Anatomy(
        JSON.convertValue(Template.fromStack(stack).toJSON(), new TypeReference<>() {}));
  }
}
