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
import io.github.threetierecs.internal.options.WorkerOptions;
import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.Platform;
import io.github.threetierecs.internal.service.TaskImages;
import io.github.threetierecs.internal.service.Worker;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.GivenValues;
import io.github.threetierecs.internal.shared.Refusals;
import io.github.threetierecs.internal.shared.Warning;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;
import software.constructs.Node;

/**
 * What is added to an application after it was made: services that nobody calls. Everything that
 * counts, watches or names the tiers is told of them.
 */
final class Workers {
  /** Names in the template and descriptions in the console come from it. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Below it are the workers, so that their ids meet no other id of the application. */
  private static final String SCOPE = "Workers";

  private final Construct app;
  private final Values options;
  private final Platform platform;
  private final MySqlDataTier data;
  private final BackendTier backend;
  private final Connections connections;
  private final Map<String, SecurityGroup> groups;
  private final @Nullable SecretRotation rotation;
  private final @Nullable Observability observability;
  private @Nullable Construct scope;
  private @Nullable AddedServices services;

  Workers(
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
   * Adds one.
   *
   * @throws IllegalArgumentException if it does not fit to the application; names all problems
   */
  WorkerResources add(String id, WorkerProps props) {
    check(id, props);
    String name = "worker \"" + id + "\"";
    Values worker = props.values.at(name).in(options.get(AppOptions.PROFILE));
    GivenValues.check(app, Map.of(name, props.values));
    List<Warning> warnings = services().add(worker);
    Refusals refusals = new Refusals();
    refusals.from(name);
    try {
      Worker made = new Worker(scope(), id, worker, platform, data, backend);
      join(name, id, worker, made);
      warnings.forEach(warning -> warning.addTo(made));
      return new WorkerResources(made);
    } catch (RuntimeException refusal) {
      throw refusals.of(refusal);
    }
  }

  private void check(String id, WorkerProps props) {
    Problems problems = new Problems("addWorker");
    problems.argument("id", id, "pass a name such as \"Mailer\"");
    problems.argument("props", props, "pass WorkerProps.builder().image(…).build()");
    if (id != null && (Tokens.isToken(id) || !ID.matcher(id).matches())) {
      problems.add(
          "id", id, "is not a name", "pass up to 64 letters, digits, - and _, such as \"Mailer\"");
    } else if (id != null && scope != null && scope.getNode().tryFindChild(id) != null) {
      problems.add("id", id, "is the name of another worker", "pass another");
    }
    Node node = app.getNode();
    if (node.getLocked()) {
      problems.add("id", id, "comes while the app is being synthesized", "add it before that");
    }
    problems.refuse();
  }

  /** Has it counted, watched and named. */
  private void join(String name, String id, Values worker, Worker made) {
    boolean database = worker.get(WorkerOptions.DATABASE);
    Set<String> drivers = platform.capacity().software.refused(made.task.logDrivers);
    if (!drivers.isEmpty()) {
      Problems problems = new Problems(name);
      problems.add(
          "logging",
          String.join(", ", drivers),
          "is not what the instances were configured to accept, before the worker was added",
          "log through a FireLens router among the sidecars, or by a driver that the frontend or"
              + " backend has too");
      problems.refuse();
    }
    connections.add(name, made.service, database, worker.get(WorkerOptions.CALLS_BACKEND));
    if (made.securityGroup != null) {
      groups.put("the tasks of " + name, made.securityGroup);
    }
    TaskImages.check(app, platform.network(), List.of(made.task));
    if (database && rotation != null && rotation.redeployment != null) {
      redeploy(id, made, rotation);
    }
    if (observability != null) {
      IQueue queue = worker.find(WorkerOptions.QUEUE);
      AddedAlarms.add(
          observability,
          name,
          platform.capacity().clusterName,
          made.service,
          options.get(AppOptions.CAPACITY).get(CapacityOptions.CONTAINER_INSIGHTS)
              != ContainerInsights.DISABLED,
          queue == null ? null : queue.getQueueName());
    }
    platform.words().name(made, "/" + SCOPE + "/" + id);
    AcceptedRisks.acknowledge(
        RisksByOption.ofContainer(worker.get(ServiceOptions.CONTAINER)), made.getNode());
  }

  /** A container keeps the password that it was started with. */
  private void redeploy(String id, Worker made, SecretRotation changes) {
    if (data.applicationSecret == null) {
      return;
    }
    RedeployOnRotation redeployment =
        new RedeployOnRotation(
            made,
            platform.words(),
            data.applicationSecret,
            new RedeployOnRotation.Tasks(
                "worker " + id, made, made.service, platform.capacity().cluster));
    // If a rotation came before, the tasks would keep the old password.
    changes.schedules.forEach(it -> it.getNode().addDependency(redeployment));
  }

  private Construct scope() {
    if (scope == null) {
      scope = new Construct(app, SCOPE);
    }
    return scope;
  }

  private AddedServices services() {
    if (services == null) {
      services = new AddedServices(options);
    }
    return services;
  }
}
