package io.github.threetierecs;

import io.github.threetierecs.internal.connections.Connections;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.database.RedeployOnRotation;
import io.github.threetierecs.internal.database.SecretRotation;
import io.github.threetierecs.internal.guard.AddedServices;
import io.github.threetierecs.internal.guard.RisksByOption;
import io.github.threetierecs.internal.observability.AddedAlarms;
import io.github.threetierecs.internal.observability.Observability;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.Platform;
import io.github.threetierecs.internal.service.TaskImages;
import io.github.threetierecs.internal.service.TierService;
import io.github.threetierecs.internal.service.TierTask;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.GivenValues;
import io.github.threetierecs.internal.shared.JavaScriptNames;
import io.github.threetierecs.internal.shared.Places;
import io.github.threetierecs.internal.shared.Refusals;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * What is added to an application after it was made. Everything that counts, watches or names the
 * tiers is told of it.
 */
final class Additions {
  /** Names in the template and descriptions in the console come from it. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** The CDK takes a child of one of these names for what a construct mainly is. */
  private static final Set<String> DEFAULT_CHILD = Ordered.set("Default", "Resource");

  final Construct app;
  final Values options;
  final Platform platform;
  final MySqlDataTier data;
  final BackendTier backend;
  final Connections connections;
  final @Nullable Observability observability;
  private final Map<String, SecurityGroup> groups;
  private final @Nullable SecretRotation rotation;
  private final Map<String, Construct> scopes = new TreeMap<>();
  private @Nullable AddedServices services;

  /**
   * One kind of them.
   *
   * @param noun what a reader calls one
   * @param method what adds it
   * @param scope the id below which all of them are, so that theirs meet no other id
   * @param example an id
   * @param props how its options are made
   */
  record Kind(String noun, String method, String scope, String example, String props) {
    String name(String id) {
      return noun + " \"" + id + "\"";
    }
  }

  Additions(
      Construct app,
      Values options,
      Platform platform,
      MySqlDataTier data,
      BackendTier backend,
      Connections connections,
      Map<String, SecurityGroup> groups,
      @Nullable SecretRotation rotation,
      @Nullable Observability observability) {
    this.app = app;
    this.options = options;
    this.platform = platform;
    this.data = data;
    this.backend = backend;
    this.connections = connections;
    this.groups = groups;
    this.rotation = rotation;
    this.observability = observability;
  }

  /**
   * Adds one: what it says of itself is put in front of whatever is refused.
   *
   * @param chosen what its options are set to, once it is known that there are any
   * @param making makes it from what is in force, in {@link #scope}, and tells all others of it
   * @throws IllegalArgumentException if it does not fit to the application; names all problems
   */
  <T extends Construct, P> T add(
      Kind kind, String id, P props, Function<P, Values> chosen, Function<Values, T> making) {
    check(kind, id, props);
    String name = kind.name(id);
    Values set = chosen.apply(props);
    GivenValues.check(app, Map.of(name, set));
    Values effective = set.at(name).in(options.get(AppOptions.PROFILE));
    AddedServices.Checked checked = services().check(effective);
    Refusals refusals = new Refusals();
    refusals.from(name);
    try {
      TierService.checkAlarms(app, effective.get(ServiceOptions.DEPLOYMENT));
      T made = making.apply(effective);
      platform.words().name(made, "/" + kind.scope + "/" + id);
      services().add(checked).forEach(warning -> warning.addTo(made));
      return made;
    } catch (RuntimeException refusal) {
      throw refusals.of(refusal);
    }
  }

  private void check(Kind kind, String id, @Nullable Object props) {
    Problems problems = new Problems(kind.method);
    problems.argument("id", id, "pass a name such as \"" + kind.example + "\"");
    problems.argument("props", props, "pass " + kind.props);
    Construct scope = scopes.get(kind.scope);
    if (id != null && (Tokens.isToken(id) || !ID.matcher(id).matches())) {
      problems.add(
          "id",
          id,
          "is not a name",
          "pass up to 64 letters, digits, - and _, such as \"" + kind.example + "\"");
    } else if (id != null && DEFAULT_CHILD.contains(id)) {
      problems.add("id", id, "is what the CDK calls the main part of a construct", "pass another");
    } else if (id != null
        && !JavaScriptNames.refuse(problems, id)
        && scope != null
        && scope.getNode().tryFindChild(id) != null) {
      problems.add("id", id, "is the name of another " + kind.noun, "pass another");
    }
    if (app.getNode().getLocked()) {
      problems.add("id", id, "comes while the app is being synthesized", "add it before that");
    }
    problems.refuse();
  }

  /** {@return where all of a kind are} */
  Construct scope(Kind kind) {
    return scopes.computeIfAbsent(kind.scope, it -> new Construct(app, it));
  }

  /** Refuses log drivers that the instances do not know, and looks at its images. */
  void checkTask(String name, TierTask task) {
    Set<String> drivers = platform.capacity().software.refused(task.logDrivers);
    if (!drivers.isEmpty()) {
      Problems problems = new Problems(name);
      problems.add(
          "logging",
          String.join(", ", drivers),
          "is not what the instances were configured to accept, before it was added",
          "log through a FireLens router among the sidecars, or by a driver that the frontend or"
              + " backend has too");
      problems.refuse();
    }
    TaskImages.check(app, platform.network(), List.of(task));
  }

  /** Counts the rules of a security group that it has. */
  void watch(String owner, @Nullable SecurityGroup group) {
    if (group != null) {
      groups.put(owner, group);
    }
  }

  /** Accepts what its options make necessary. */
  void accept(Construct made, Values effective) {
    AcceptedRisks.acknowledge(
        RisksByOption.ofContainer(effective.get(ServiceOptions.CONTAINER)), made.getNode());
  }

  /**
   * Has its tasks replaced when the password changes: a container keeps what it was started with.
   */
  void redeployOnRotation(String words, Construct made, Ec2Service service) {
    if (rotation == null || rotation.redeployment == null || data.applicationSecret == null) {
      return;
    }
    RedeployOnRotation redeployment =
        new RedeployOnRotation(
            made,
            platform.words(),
            data.applicationSecret,
            new RedeployOnRotation.Tasks(words, made, service, platform.capacity().cluster));
    // If a rotation came before, the tasks would keep the old password.
    rotation.schedules.forEach(it -> it.getNode().addDependency(redeployment));
  }

  /** {@return a service, as those see it who watch it} */
  AddedAlarms.Watched watched(String name, Ec2Service service) {
    return new AddedAlarms.Watched(
        name,
        platform.capacity().clusterName,
        service,
        options.get(AppOptions.CAPACITY).get(CapacityOptions.CONTAINER_INSIGHTS)
            != ContainerInsights.DISABLED);
  }

  /**
   * {@return that a queue is of another account, if it is: Amazon SQS reports to CloudWatch of the
   * account that has it, where scaling and alarms of this one see nothing}
   */
  Problems accountOf(String name, String option, IQueue queue, String remedy) {
    Problems problems = new Problems(name);
    new Places(problems, Stack.of(app)).sameAccount(option, queue, queue.getQueueArn(), remedy);
    return problems;
  }

  private AddedServices services() {
    if (services == null) {
      services = new AddedServices(options);
    }
    return services;
  }
}
