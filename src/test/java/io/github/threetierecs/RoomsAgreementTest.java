package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.database.ApplicationUser;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.ServiceLoad;
import io.github.threetierecs.internal.placement.TaskSize;
import io.github.threetierecs.internal.room.GroupRoom;
import io.github.threetierecs.internal.room.Need;
import io.github.threetierecs.internal.room.Occasion;
import io.github.threetierecs.internal.room.Rooms;
import io.github.threetierecs.internal.room.ServiceRoom;
import io.github.threetierecs.internal.service.Migration;
import io.github.threetierecs.internal.service.TierLoad;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.applicationautoscaling.Schedule;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.PortMapping;

/**
 * What a template says of the room for tasks is what the check of the options has reckoned: the
 * same requirements of both tiers, and the same numbers in its warnings.
 */
class RoomsAgreementTest {
  /** What the check says of a scenario, and when it says it. */
  private static final Pattern WARNING =
      Pattern.compile(
          "capacity\\.(max|min)Instances: \\d+.* have room for (\\d+) of (\\d+) tasks"
              + " (while both tiers are deployed |without one of \\d Availability Zones )?at .*;"
              + " (?:set capacity\\.(?:max|min)Instances to (\\d+))?.*");

  static Iterable<Configuration> everyConfiguration() {
    return Configuration.every();
  }

  @ParameterizedTest
  @MethodSource("everyConfiguration")
  void theDefaultsAreReadAsTheyWereReckoned(Configuration configuration) {
    ThreeTierEcsAppProps props =
        Templates.props()
            .profile(configuration.profile())
            .network(NetworkProps.builder().maxAzs(configuration.maxAzs()).build())
            .build();
    GroupRoom group = agreed(Templates.of(configuration).template, "App", props, "");

    assertThat(group.notes()).filteredOn(it -> !it.contains("awsvpcTrunking")).isEmpty();
    assertThat(group.zones()).isEqualTo(configuration.maxAzs());
    assertThat(group.needs()).allMatch(Need::isMet);
  }

  @Test
  void whatProductionNeeds() {
    GroupRoom group = Rooms.of(Templates.of(Profile.PRODUCTION).template).groups().get(0);

    assertThat(group.instanceTypes()).containsExactly("m6i.large");
    assertThat(group.fewest()).hasValue(2);
    assertThat(group.usual()).hasValue(2);
    assertThat(group.most()).hasValue(8);
    assertThat(group.offer()).hasValue(new Room(2048, 7636, 2));
    assertThat(group.services())
        .allSatisfy(
            it -> {
              assertThat(it.desired()).hasValue(2);
              assertThat(it.perInstance()).hasValue(2);
            });
    assertThat(group.waitingAtFirst()).hasValue(0);
    assertThat(needed(group, Occasion.NORMAL)).isEqualTo(2);
    // All tasks twice, two on an instance.
    assertThat(needed(group, Occasion.DEPLOYMENT)).isEqualTo(4);
    // One of two is lost, and counts.
    assertThat(needed(group, Occasion.LOSS_OF_A_ZONE)).isEqualTo(3);
    assertThat(needed(group, Occasion.MOST_TASKS)).isEqualTo(2);
  }

  /** What has little room, so that the check warns: of every occasion there is one. */
  @Test
  void whatIsWarnedOfIsReadWithTheSameNumbers() {
    Map<Occasion, Integer> compared = new EnumMap<>(Occasion.class);
    for (Tight tight : tight()) {
      ThreeTierEcsAppProps props = tight.props();
      GroupRoom group =
          agreed(
              Templates.in(stack -> new ThreeTierEcsApp(stack, "App", props)).template,
              "App",
              props,
              tight.name);
      said(props).keySet().forEach(it -> compared.merge(it.occasion, 1, Integer::sum));
      assertThat(group.services()).as(tight.name).allMatch(it -> it.load().isPresent());
    }

    assertThat(compared).containsOnlyKeys(Occasion.values());
  }

  static Stream<Integer> numbers() {
    return IntStream.range(0, 30).boxed();
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void anyOptionsAreReadAsTheyWereReckoned(int number) {
    GeneratedCase chosen = GeneratedCase.of(20_261_130L, number);
    Optional<Anatomy> synthesized = chosen.synthesized();
    if (synthesized.isEmpty()) {
      return;
    }
    StackTemplate template = synthesized.get().template;
    for (int app = 0; app < chosen.apps().size(); app++) {
      ThreeTierEcsAppProps props =
          OptionChange.props(
              OptionChange.builders(new Stack(), chosen.apps().get(app).values(), new HashMap<>()));
      agreed(template, GeneratedCase.IDS.get(app), props, chosen.toString());
    }
  }

  /** Options, and what a reader calls them. */
  private static final class Tight {
    final String name;
    final CapacityProps.Builder capacity = CapacityProps.builder();
    final FrontendProps.Builder frontend = Templates.frontend();
    final BackendProps.Builder backend = Templates.backend();
    final ThreeTierEcsAppProps.Builder app = Templates.props();

    Tight(String name, String type, Consumer<Tight> choices) {
      this.name = name;
      capacity.instanceType(new InstanceType(type));
      choices.accept(this);
    }

    ThreeTierEcsAppProps props() {
      return app.capacity(capacity.build())
          .frontend(frontend.build())
          .backend(backend.build())
          .build();
    }

    void tasks(int ofFrontend, int ofBackend) {
      frontend.desiredCount(ofFrontend);
      backend.desiredCount(ofBackend);
    }

    void instances(int fewest, int most) {
      capacity.minInstances(fewest).maxInstances(most);
    }

    void deployment(DeploymentProps deployment) {
      frontend.deployment(deployment);
      backend.deployment(deployment);
    }
  }

  private static List<Tight> tight() {
    DeploymentProps stopsFirst =
        DeploymentProps.builder().minHealthyPercent(50).maxHealthyPercent(100).build();
    return List.of(
        new Tight(
            "a deployment",
            "m6i.large",
            it -> {
              it.instances(5, 8);
              it.tasks(5, 5);
            }),
        new Tight("the most tasks", "m6i.large", it -> it.tasks(9, 9)),
        new Tight("the start", "m6i.large", it -> it.tasks(4, 2)),
        new Tight(
            "the loss of a zone",
            "t3.medium",
            it -> {
              it.app.profile(Profile.DEVELOPMENT);
              it.instances(3, 3);
              it.tasks(3, 3);
              it.deployment(stopsFirst);
            }),
        new Tight(
            "three zones",
            "m7g.large",
            it -> {
              it.app.network(NetworkProps.builder().maxAzs(3).build());
              it.instances(1, 7);
              it.tasks(4, 5);
            }),
        new Tight(
            "a port of the instance",
            "m6i.large",
            it -> {
              it.capacity.taskNetworking(TaskNetworking.BRIDGE);
              it.instances(3, 5);
              it.backend.desiredCount(3).sidecars(Map.of("agent", agent().build()));
            }),
        new Tight(
            "several types with trunking",
            "m6i.xlarge",
            it -> {
              it.capacity
                  .otherInstanceTypes(List.of(new InstanceType("m6i.large")))
                  .eniTrunking(true);
              it.instances(2, 4);
              it.tasks(20, 10);
            }),
        new Tight(
            "blue/green, scaled by a schedule",
            "m6i.large",
            it -> {
              it.backend.deployment(
                  DeploymentProps.builder().strategy(DeploymentStrategy.BLUE_GREEN).build());
              it.capacity.eniTrunking(true);
              it.instances(2, 5);
              it.frontend.autoScaling(scaledTo(12)).cpu(512);
            }),
        new Tight(
            "a migration that shares the memory of the backend",
            "t3.large",
            it -> {
              it.instances(2, 5);
              it.backend.migration(List.of("migrate")).memoryMiB(2_000).desiredCount(3);
            }),
        new Tight(
            "Service Connect, the application's user and a migration",
            "t3.large",
            it -> {
              it.instances(2, 5);
              it.backend.serviceConnect(true).migration(List.of("migrate")).desiredCount(3);
              it.app.database(
                  DatabaseProps.builder()
                      .applicationUser(ApplicationUserProps.builder().build())
                      .build());
            }));
  }

  private static AutoScalingProps scaledTo(int most) {
    return AutoScalingProps.builder()
        .minTasks(3)
        .maxTasks(4)
        .schedules(
            Map.of(
                "sale",
                ScalingSchedule.builder()
                    .schedule(Schedule.expression("cron(0 8 * * ? *)"))
                    .maxCapacity(most)
                    .build()))
        .build();
  }

  private static ContainerDefinitionOptions.Builder agent() {
    return ContainerDefinitionOptions.builder()
        .image(ContainerImage.fromRegistry("example/agent:1"))
        .memoryLimitMiB(64)
        .portMappings(List.of(PortMapping.builder().containerPort(8125).hostPort(8125).build()));
  }

  /** One place where a warning and what is read can differ. */
  private record Place(Occasion occasion, boolean atFirst) {}

  private record Numbers(int tasks, int waiting, Optional<Integer> enough) {}

  /** Holds what is read of an application against what its options said. */
  private static GroupRoom agreed(
      StackTemplate template, String id, ThreeTierEcsAppProps props, String name) {
    GroupRoom group =
        Rooms.of(template).groups().stream()
            .filter(it -> it.id().startsWith(id + "Capacity"))
            .findFirst()
            .orElseThrow();
    Values network = props.values.get(AppOptions.NETWORK);
    Values capacity = props.values.get(AppOptions.CAPACITY);
    boolean interfaces = CapacityOptions.givesInterfaces(capacity);
    Values backend = wholeBackend(props.values);
    boolean proxied = backend.get(BackendOptions.SERVICE_CONNECT);
    boolean frontends =
        same(
            group,
            id + "Frontend",
            props.values.get(AppOptions.FRONTEND),
            interfaces,
            proxied,
            name);
    boolean backends = same(group, id + "Backend", backend, interfaces, proxied, name);
    boolean counted =
        frontends
            && backends
            && group.fewest().isPresent()
            && group.most().isPresent()
            && group.zones() == NetworkOptions.zones(network)
            // The options of an application know nothing of what is added to it.
            && group.services().size() == 2
            // No template knows of the daemon that an option announces.
            && !capacity.has(CapacityOptions.DAEMON_CPU)
            && !capacity.has(CapacityOptions.DAEMON_MEMORY_MIB);
    if (counted) {
      same(group, said(props), name);
    }
    return group;
  }

  private static Values wholeBackend(Values app) {
    Values backend = app.get(AppOptions.BACKEND);
    Values user = app.get(AppOptions.DATABASE).find(DatabaseOptions.APPLICATION_USER);
    return Migration.sizedIn(
        user == null ? backend : ServiceOptions.beginningWith(backend, ApplicationUser.size(user)));
  }

  /** {@return whether all that the tier requires is known; parameters are not} */
  private static boolean same(
      GroupRoom group, String id, Values tier, boolean interfaces, boolean proxied, String name) {
    ServiceRoom service =
        group.services().stream().filter(it -> it.id().startsWith(id)).findFirst().orElseThrow();
    ServiceLoad expected = new TierLoad(tier, interfaces, proxied).load();
    if (service.load().isEmpty()) {
      assertThat(name).as("%s: %s", service.id(), service.notes()).contains("= a parameter");
      assertThat(service.notes()).isNotEmpty();
      return false;
    }
    ServiceLoad read = service.load().orElseThrow();
    if (read.shiftsTraffic()) {
      // The percentages have no effect.
      assertThat(read)
          .as(name)
          .returns(expected.size(), ServiceLoad::size)
          .returns(expected.wanted(), ServiceLoad::wanted)
          .returns(expected.most(), ServiceLoad::most)
          .returns(expected.shiftsTraffic(), ServiceLoad::shiftsTraffic);
    } else {
      assertThat(read).as(name).isEqualTo(expected);
    }
    TaskSize size = expected.size();
    assertThat(service.size()).as(name).hasValue(size);
    return true;
  }

  private static void same(GroupRoom group, Map<Place, Numbers> said, String name) {
    said.forEach(
        (place, numbers) -> {
          Need need = group.need(place.occasion);
          assertThat(need.tasks()).as("%s, %s", name, place).hasValue(numbers.tasks);
          assertThat(place.atFirst ? group.waitingAtFirst() : need.waiting())
              .as("%s, %s", name, place)
              .hasValue(numbers.waiting);
          // What is enough at the start is searched above the fewest; on most occasions, anywhere.
          numbers.enough.ifPresent(
              it -> assertThat(need.instances()).as("%s, %s", name, place).hasValue(it));
        });
    boolean eachFits =
        group.offer().isPresent()
            && group.services().stream().allMatch(it -> it.perInstance().orElse(0) > 0);
    if (eachFits) {
      assertThat(waits(group, Occasion.MOST_TASKS))
          .as(name)
          .isEqualTo(said.containsKey(new Place(Occasion.MOST_TASKS, false)));
      assertThat(waits(group, Occasion.LOSS_OF_A_ZONE))
          .as(name)
          .isEqualTo(said.containsKey(new Place(Occasion.LOSS_OF_A_ZONE, false)));
      assertThat(waits(group, Occasion.DEPLOYMENT))
          .as(name)
          .isEqualTo(
              said.containsKey(new Place(Occasion.DEPLOYMENT, false))
                  // What is part of it has been warned of already.
                  || said.containsKey(new Place(Occasion.MOST_TASKS, false)));
      assertThat(group.waitingAtFirst().orElseThrow() > 0)
          .as(name)
          .isEqualTo(said.containsKey(new Place(Occasion.NORMAL, true)));
    } else {
      assertThat(group.needs()).as(name).allMatch(it -> !it.reason().isEmpty());
    }
  }

  private static boolean waits(GroupRoom group, Occasion occasion) {
    return !group.need(occasion).isMet();
  }

  private static int needed(GroupRoom group, Occasion occasion) {
    return group.need(occasion).instances().orElseThrow();
  }

  /** The numbers in the warnings. */
  private static Map<Place, Numbers> said(ThreeTierEcsAppProps props) {
    Map<Place, Numbers> said = new HashMap<>();
    props.warnings.forEach(
        warning -> {
          Matcher numbers = WARNING.matcher(warning.text());
          if (numbers.matches()) {
            int tasks = Integer.parseInt(numbers.group(3));
            said.put(
                placeOf(numbers),
                new Numbers(
                    tasks,
                    tasks - Integer.parseInt(numbers.group(2)),
                    Optional.ofNullable(numbers.group(5)).map(Integer::valueOf)));
          }
        });
    return said;
  }

  private static Place placeOf(Matcher numbers) {
    String when = Objects.requireNonNullElse(numbers.group(4), "");
    if (numbers.group(1).equals("min")) {
      return new Place(Occasion.NORMAL, true);
    }
    return new Place(
        when.startsWith("while")
            ? Occasion.DEPLOYMENT
            : when.startsWith("without") ? Occasion.LOSS_OF_A_ZONE : Occasion.MOST_TASKS,
        false);
  }
}
