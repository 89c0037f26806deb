package io.github.threetierecs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.jsii.Builder;

/** Every option of every builder, by its path, so that a new one cannot be left out of a test. */
final class Options {
  static final ContainerImage IMAGE = ContainerImage.fromRegistry("nginx:stable");

  /** What is added to an application, by the path of its options. */
  static final List<String> ADDED = List.of("worker", "addedBackend", "scheduledTask");

  private static final ScheduleExpression EVERY_DAY = ScheduleExpression.expression("rate(1 day)");

  private static final Map<String, Supplier<Builder<?>>> BUILDERS = new LinkedHashMap<>();

  static {
    BUILDERS.put("network", NetworkProps::builder);
    BUILDERS.put("capacity", CapacityProps::builder);
    BUILDERS.put("frontend", () -> FrontendProps.builder().image(IMAGE));
    BUILDERS.put("backend", () -> BackendProps.builder().image(IMAGE));
    // Edges would make its applications, which the JVMs of SameTemplateTest must not do at once.
    ICertificate certificate =
        Certificate.fromCertificateArn(new Stack(), "Certificate", Edges.CERTIFICATE);
    BUILDERS.put(
        "tls",
        () -> BackendTlsProps.builder().certificate(certificate).domainName("backend.example.com"));
    BUILDERS.put("worker", () -> WorkerProps.builder().image(IMAGE));
    BUILDERS.put(
        "addedBackend",
        () -> AddedBackendProps.builder().image(IMAGE).pathPatterns(List.of("/search/*")));
    BUILDERS.put(
        "scheduledTask",
        () -> ScheduledTaskProps.builder().schedule(EVERY_DAY).command(List.of("trim")));
    BUILDERS.put("loadBalancer", LoadBalancerProps::builder);
    BUILDERS.put("edge", EdgeProps::builder);
    BUILDERS.put("webAcl", WebAclProps::builder);
    BUILDERS.put("database", DatabaseProps::builder);
    BUILDERS.put("rotation", RotationProps::builder);
    BUILDERS.put("applicationUser", ApplicationUserProps::builder);
    BUILDERS.put("container", ContainerProps::builder);
    BUILDERS.put("databaseMonitoring", DatabaseMonitoringProps::builder);
    BUILDERS.put("repositories", ImageRepositoriesProps::builder);
    BUILDERS.put("deployment", DeploymentProps::builder);
    BUILDERS.put("autoScaling", () -> AutoScalingProps.builder().maxTasks(4));
    BUILDERS.put("observability", ObservabilityProps::builder);
    BUILDERS.put("backup", BackupProps::builder);
    BUILDERS.put(
        "",
        () ->
            ThreeTierEcsAppProps.builder()
                .frontend(FrontendProps.builder().image(IMAGE).build())
                .backend(BackendProps.builder().image(IMAGE).build()));
  }

  private Options() {}

  /**
   * The paths of all options, such as {@code backend.cpu}. What an added service has in common with
   * the tiers is declared and refused as theirs is, so that it is not there twice.
   */
  static Stream<String> all() {
    return BUILDERS.keySet().stream()
        .flatMap(
            path ->
                setters(builder(path))
                    .map(
                        setter ->
                            path.isEmpty() ? setter.getName() : path + "." + setter.getName()))
        .filter(option -> !ADDED.contains(pathOf(option)) || isOfNoTier(option));
  }

  private static boolean isOfNoTier(String option) {
    String name = option.substring(option.indexOf('.') + 1);
    return setters(builder("backend")).noneMatch(it -> it.getName().equals(name));
  }

  /** The paths of the options that take a value of this type. */
  static Stream<String> of(Class<?> type) {
    return all().filter(option -> setter(option).getParameterTypes()[0] == type);
  }

  /** What an option takes, with what is in a list or a map. */
  static Type typeOf(String option) {
    return setter(option).getGenericParameterTypes()[0];
  }

  static Stream<Class<?>> builderClasses() {
    return BUILDERS.values().stream().map(builder -> builder.get().getClass());
  }

  /** A builder that would build, if it were not for the one option. */
  static Builder<?> with(String option, @Nullable Object value) {
    Builder<?> builder = builder(pathOf(option));
    set(builder, option, value);
    return builder;
  }

  static void set(Builder<?> builder, String option, @Nullable Object value) {
    try {
      setter(option).invoke(builder, value);
    } catch (InvocationTargetException refusal) {
      throw new AssertionError(option + " was refused before build()", refusal.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  static Builder<?> builder(String path) {
    Supplier<Builder<?>> builder = BUILDERS.get(path);
    if (builder == null) {
      throw new AssertionError("no builder for " + path);
    }
    return builder.get();
  }

  private static Method setter(String option) {
    String name = option.substring(option.indexOf('.') + 1);
    return setters(builder(pathOf(option)))
        .filter(method -> method.getName().equals(name))
        .findAny()
        .orElseThrow(() -> new AssertionError("no option " + option));
  }

  private static Stream<Method> setters(Builder<?> builder) {
    return Stream.of(builder.getClass().getMethods())
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> !method.isBridge() && !Modifier.isStatic(method.getModifiers()))
        .filter(
            method -> method.getDeclaringClass().getName().startsWith("io.github.threetierecs"));
  }

  private static String pathOf(String option) {
    int dot = option.indexOf('.');
    return dot < 0 ? "" : option.substring(0, dot);
  }
}
