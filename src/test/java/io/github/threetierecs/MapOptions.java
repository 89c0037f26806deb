package io.github.threetierecs;

import static io.github.threetierecs.OptionChange.made;
import static io.github.threetierecs.OptionChange.to;

import io.github.threetierecs.OptionChange.Value;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.GenericLogDriver;
import software.amazon.awscdk.services.ecs.GenericLogDriverProps;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.jsii.JsiiSerializable;

/**
 * Every option that takes a map, or a struct of the CDK with a map in it, set to a value with
 * several entries in each map. The entries come in the order that a test asks for.
 */
final class MapOptions {
  /** In which order a user happens to give the entries of all maps. */
  enum Order {
    BY_NAME,
    BACKWARDS,
    /** As {@code Map.of} and {@code Map.copyOf} have it: another in every JVM. */
    OF_JAVA;

    <V> Map<String, V> of(SortedMap<String, V> entries) {
      if (this == OF_JAVA) {
        return Map.copyOf(entries);
      }
      List<String> names = new ArrayList<>(entries.keySet());
      if (this == BACKWARDS) {
        Collections.reverse(names);
      }
      Map<String, V> map = new LinkedHashMap<>();
      names.forEach(name -> map.put(name, entries.get(name)));
      return map;
    }
  }

  private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "omega", "zeta");
  private static final List<String> SIDECARS = List.of("agent", "proxy", "tracer");

  private final Order order;

  MapOptions(Order order) {
    this.order = order;
  }

  // spotless:off
  List<OptionChange> all() {
    Value sidecars = made("several", this::sidecars);
    return List.of(
        to("service.environment", made("several", stack -> texts("ENV"))),
        to("service.secrets", made("several", stack -> secrets(stack, "Of"))),
        to("backend.migrationSecrets", made("several", stack -> secrets(stack, "Migration"))).given("backend.migration", List.of("migrate")),
        to("service.logging", made("several", stack -> splunk(stack, "Splunk"))),
        to("service.sidecars", sidecars),
        to("service.startAfter", made("several", stack -> map(SIDECARS, name -> ContainerDependencyCondition.START))).given("service.sidecars", sidecars),
        to("autoScaling.schedules", made("several", stack -> map(NAMES, name -> Scaling.to(2, 4 + NAMES.indexOf(name))))),
        to("database.parameters", made("several", stack -> map(List.of("event_scheduler", "general_log", "long_query_time", "max_connections", "slow_query_log"), name -> "1"))));
  }
  // spotless:on

  private Map<String, ContainerDefinitionOptions> sidecars(Stack stack) {
    return map(
        SIDECARS,
        name ->
            ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry("example/" + name))
                .memoryLimitMiB(64)
                .dockerLabels(texts("label"))
                .environment(texts("ENV"))
                .logging(splunk(stack, "Logs" + name))
                .extraHosts(map(NAMES, it -> "192.0.2." + it.length()))
                .secrets(secrets(stack, name))
                .build());
  }

  /** A driver keeps its maps to itself, so that nothing finds them. */
  private LogDriver splunk(Stack stack, String of) {
    return new GenericLogDriver(
        GenericLogDriverProps.builder()
            .logDriver("splunk")
            .options(texts("option"))
            .secretOptions(secrets(stack, of))
            .build());
  }

  private Map<String, String> texts(String prefix) {
    return map(NAMES, name -> prefix + "-" + name);
  }

  private Map<String, Secret> secrets(Stack stack, String of) {
    return map(
        NAMES.stream().map(name -> "secret-" + name).toList(),
        name ->
            Secret.fromSecretsManager(
                software.amazon.awscdk.services.secretsmanager.Secret.fromSecretCompleteArn(
                    stack,
                    "Map" + of + name,
                    "arn:aws:secretsmanager:eu-central-1:111111111111:secret:%s-%s-AbCdEf"
                        .formatted(of, name))));
  }

  private <V> Map<String, V> map(List<String> names, Function<String, V> value) {
    SortedMap<String, V> entries = new TreeMap<>();
    names.forEach(name -> entries.put(name, value.apply(name)));
    return order.of(entries);
  }

  /** Every map that an option takes, by its path: that of the option, and of a struct in it. */
  static Stream<String> paths() {
    return Options.all()
        .flatMap(
            option ->
                pathsIn(
                    option.startsWith("backend.migration")
                        ? option
                        : option.replaceFirst("^(frontend|backend)\\.", "service."),
                    Options.typeOf(option)))
        .distinct();
  }

  private static Stream<String> pathsIn(String path, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return isUnordered(generic.getRawType())
          ? Stream.concat(Stream.of(path), pathsIn(path, of[of.length - 1]))
          : pathsIn(path, of[of.length - 1]);
    }
    return type instanceof Class<?> struct && isStruct(struct)
        ? getters(struct)
            .flatMap(it -> pathsIn(path + "." + propertyOf(it), it.getGenericReturnType()))
        : Stream.empty();
  }

  /** A map, a set, or a collection that may be one. */
  private static boolean isUnordered(Type type) {
    return type == Map.class
        || (type instanceof Class<?> raw
            && Collection.class.isAssignableFrom(raw)
            && raw != List.class);
  }

  /** The maps that a value has, by their paths, as {@link #paths} has them. */
  static Stream<String> pathsIn(String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      return Stream.concat(
          map.size() > 2 ? Stream.of(path) : Stream.empty(),
          map.values().stream().flatMap(it -> pathsIn(path, it)));
    }
    if (value instanceof List<?> list) {
      return list.stream().flatMap(it -> pathsIn(path, it));
    }
    return value instanceof JsiiSerializable struct
        ? Stream.of(struct.getClass().getInterfaces())
            .filter(MapOptions::isStruct)
            .flatMap(MapOptions::getters)
            .flatMap(it -> pathsIn(path + "." + propertyOf(it), valueOf(it, struct)))
        : Stream.empty();
  }

  private static Object valueOf(Method getter, Object struct) {
    try {
      Object value = getter.invoke(struct);
      return value == null ? List.of() : value;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(getter.getName(), e);
    }
  }

  private static boolean isStruct(Class<?> type) {
    return JsiiSerializable.class.isAssignableFrom(type)
        && Stream.of(type.getMethods()).anyMatch(it -> it.getName().equals("builder"));
  }

  private static Stream<Method> getters(Class<?> struct) {
    return Stream.of(struct.getMethods())
        .filter(it -> it.getName().startsWith("get") && it.getParameterCount() == 0);
  }

  private static String propertyOf(Method getter) {
    String name = getter.getName().substring("get".length());
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
