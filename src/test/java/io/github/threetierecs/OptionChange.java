package io.github.threetierecs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.template.StackTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.jsii.Builder;

/**
 * Two values of an option. An option is named as in {@link Options}, and one that both services
 * have, {@code service.cpu}; it is set for both of them.
 *
 * @param option its path
 * @param before the first value
 * @param after the second value
 * @param given what is set with either value, since the option needs it
 * @param also what is set with the second value only
 */
record OptionChange(
    String option, Setting before, Setting after, List<Setting> given, List<Setting> also) {

  /** What a value is for a reader, and how to make it in a stack; none leaves the option out. */
  record Value(String text, @Nullable Function<Stack, Object> maker) {}

  /** A template, as it was before or is after a change. */
  record Deployed(Map<String, Object> json, StackTemplate template) {
    Deployed(Map<String, Object> json) {
      this(json, StackTemplate.of(json));
    }
  }

  record Setting(String option, Value value) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Value LEFT_OUT = new Value("left out", null);
  private static final Map<Set<String>, Deployed> MADE = new HashMap<>();

  /** The groups that each tier has. */
  static final List<String> OF_A_TIER =
      List.of("loadBalancer", "container", "deployment", "autoScaling");

  /** Which group is which option of which other. */
  private static final List<List<String>> GROUPS = groups();

  private static List<List<String>> groups() {
    List<List<String>> groups =
        new ArrayList<>(
            List.of(
                List.of("webAcl", "edge.webAcl"),
                List.of("edge", "frontend.edge"),
                List.of("tls", "backend.tls"),
                List.of("databaseMonitoring", "database.monitoring"),
                List.of("rotation", "database.rotation"),
                List.of("applicationUser", "database.applicationUser")));
    for (String ofTier : OF_A_TIER) {
      groups.add(List.of(ofTier, "service." + ofTier));
      groups.add(List.of("frontend." + ofTier, "frontend." + ofTier));
      groups.add(List.of("backend." + ofTier, "backend." + ofTier));
    }
    for (String ofApp :
        List.of(
            "network", "capacity", "frontend", "backend", "database", "observability", "backup")) {
      groups.add(List.of(ofApp, ofApp));
    }
    return groups;
  }

  /** The option left out, and a value. */
  static OptionChange to(String option, Object after) {
    return between(option, LEFT_OUT, after);
  }

  static OptionChange between(String option, Object before, Object after) {
    return new OptionChange(
        option,
        new Setting(option, value(before)),
        new Setting(option, value(after)),
        List.of(),
        List.of());
  }

  static Value made(String text, Function<Stack, Object> maker) {
    return new Value(text, maker);
  }

  private static Value value(Object value) {
    return value instanceof Value made ? made : new Value(String.valueOf(value), stack -> value);
  }

  OptionChange given(String other, Object value) {
    return new OptionChange(
        option, before, after, plus(given, new Setting(other, value(value))), also);
  }

  OptionChange also(String other, Object value) {
    return new OptionChange(
        option, before, after, given, plus(also, new Setting(other, value(value))));
  }

  private static List<Setting> plus(List<Setting> settings, Setting another) {
    return Stream.concat(settings.stream(), Stream.of(another)).toList();
  }

  Deployed first() {
    return template(plus(given, before));
  }

  Deployed second() {
    return template(Stream.concat(plus(given, after).stream(), also.stream()).toList());
  }

  /** The second template, but that the second value is not set: it is the option's default. */
  Deployed secondByDefault(List<Option<?>> declared) {
    List<Setting> settings =
        Stream.concat(
                plus(given, new Setting(option, LEFT_OUT)).stream(),
                also.stream().filter(it -> !it.option.equals(option)))
            .toList();
    return deployed(
        stack -> {
          Object value = Objects.requireNonNull(after.value.maker).apply(stack);
          FlippedDefault.of(declared, value, () -> make(stack, settings));
        });
  }

  boolean isOfRepositories() {
    return option.startsWith("repositories.");
  }

  private static Deployed template(List<Setting> settings) {
    // Most begin with nothing set at all, and which option is left out then does not matter.
    Set<String> key = new TreeSet<>();
    for (Setting it : settings) {
      key.add(groupOf(it.option));
      if (it.value.maker != null) {
        key.add(it.option + " " + it.value.text);
      }
    }
    Deployed made = MADE.get(key);
    if (made == null) {
      made = deployed(stack -> make(stack, settings));
      MADE.put(key, made);
    }
    return made;
  }

  /** What is made for an option although the option itself is left out. */
  private static String groupOf(String option) {
    return option.matches(
            "(webAcl|rotation|autoScaling|observability|backup|repositories|worker|addedBackend|scheduledTask)\\..*")
        ? option.replaceAll("\\..*", "")
        : "";
  }

  /** Read from the file: some hundreds are made, and this is the quickest way. */
  private static Deployed deployed(Consumer<Stack> content) {
    App app = Templates.app(FeatureFlags.NONE);
    content.accept(Templates.stackIn(app, "Shop", Configuration.Place.ANYWHERE));
    Path file = Path.of(app.synth().getDirectory(), "Shop.template.json");
    try {
      Map<String, Object> json = JSON.readValue(file.toFile(), new TypeReference<>() {});
      return new Deployed(DeployedZones.in(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Stack stack, List<Setting> settings) {
    Map<String, Builder<?>> builders = builders(stack, settings, new HashMap<>());
    Builder<?> repositories = builders.get("repositories");
    if (repositories == null) {
      make(stack, "App", builders);
    } else {
      new ImageRepositories(stack, "AppImages", (ImageRepositoriesProps) repositories.build());
    }
  }

  /**
   * The builders that settings need, by their path, with the settings.
   *
   * @param made what the values have made in this stack: each makes it once, whoever has it
   */
  static Map<String, Builder<?>> builders(
      Stack stack, Collection<Setting> settings, Map<Value, Object> made) {
    Map<String, Builder<?>> builders = new LinkedHashMap<>();
    for (Setting setting : settings) {
      Function<Stack, Object> maker = setting.value.maker;
      set(
          builders,
          setting.option,
          maker == null ? null : made.computeIfAbsent(setting.value, any -> maker.apply(stack)));
    }
    return builders;
  }

  static ThreeTierEcsApp make(Stack stack, String id, Map<String, Builder<?>> builders) {
    ThreeTierEcsApp app = new ThreeTierEcsApp(stack, id, props(builders));
    Builder<?> worker = builders.get("worker");
    if (worker != null) {
      app.addWorker("Mailer", (WorkerProps) worker.build());
    }
    Builder<?> backend = builders.get("addedBackend");
    if (backend != null) {
      app.addBackend("Search", (AddedBackendProps) backend.build());
    }
    Builder<?> scheduled = builders.get("scheduledTask");
    if (scheduled != null) {
      app.addScheduledTask("Nightly", (ScheduledTaskProps) scheduled.build());
    }
    return app;
  }

  /** The options of an application, if {@code build()} accepts them. */
  static ThreeTierEcsAppProps props(Map<String, Builder<?>> builders) {
    for (List<String> group : GROUPS) {
      Builder<?> builder = builders.get(group.get(0));
      if (builder != null) {
        set(builders, group.get(1), builder.build());
      }
    }
    ThreeTierEcsAppProps.Builder app =
        (ThreeTierEcsAppProps.Builder) builders.computeIfAbsent("", Options::builder);
    for (String added : Options.ADDED) {
      Builder<?> builder = builders.get(added);
      if (builder != null) {
        builder.build();
      }
    }
    return app.build();
  }

  static void set(Map<String, Builder<?>> builders, String option, @Nullable Object value) {
    if (option.startsWith("service.")) {
      set(builders, option.replace("service.", "frontend."), value);
      set(builders, option.replace("service.", "backend."), value);
      return;
    }
    String path = option.substring(0, Math.max(0, option.lastIndexOf('.')));
    // The group of one tier, as backend.container, is built as either tier's.
    int ofTier = path.indexOf('.') + 1;
    Builder<?> builder =
        builders.computeIfAbsent(path, any -> Options.builder(any.substring(ofTier)));
    if (value != null) {
      Options.set(builder, option.substring(ofTier), value);
    }
  }

  @Override
  public String toString() {
    return option;
  }
}
