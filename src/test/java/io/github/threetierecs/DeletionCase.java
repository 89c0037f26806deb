package io.github.threetierecs;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** A choice that may leave something behind, and what becomes of a stack with it. */
final class DeletionCase {
  // spotless:off
  static final List<DeletionCase> ALL = List.of(
      of("nothing set", it -> {}),
      of("`keys` `ONE_KEY` or `ONE_PER_USE`", it -> it.props.keys(KeyStrategy.ONE_PER_USE)),
      of("`network.vpc`", it -> it.props.network(NetworkProps.builder().vpc(ExistingVpcTest.imported(it.stack)).build())),
      of("`network.nat` `NONE`", Setup::withoutNat),
      of("`network.flowLogs` `true`", it -> it.props.network(NetworkProps.builder().flowLogs(true).build())),
      of("`capacity.containerInsights` `ENABLED` or `ENHANCED`", it -> it.props.capacity(CapacityProps.builder().containerInsights(ContainerInsights.ENABLED).build())),
      of("`capacity.managedTerminationProtection`", it -> it.props.capacity(CapacityProps.builder().managedTerminationProtection(true).build())),
      of("`capacity.taskNetworking` `BRIDGE`", it -> it.props.capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())),
      of("`deployment.strategy` `BLUE_GREEN`", it -> it.backend.deployment(DeploymentProps.builder().strategy(DeploymentStrategy.BLUE_GREEN).build())),
      of("`backend.serviceConnect`", it -> it.backend.serviceConnect(true)),
      of("`container.executeCommand`", it -> it.backend.container(ContainerProps.builder().executeCommand(true).build())),
      of("`loadBalancer.accessLogs` or `connectionLogs`", it -> it.frontend.loadBalancer(it.balancer().accessLogs(true).build())),
      of("`edge.hostedZone`", it -> it.frontend.edge(Edges.named(it.stack).build())),
      of("`edge.webAcl`", it -> it.frontend.edge(EdgeProps.builder().webAcl(WebAclProps.builder().build()).build())),
      of("`database.existing`", it -> it.props.database(ExistingDatabaseTest.database(it.stack).build()), true),
      of("`database.existingCluster`", it -> it.props.database(ExistingClusterTest.database(it.stack).build()), true),
      of("`database.removalPolicy` `SNAPSHOT`", it -> it.database.removalPolicy(RemovalPolicy.SNAPSHOT)),
      of("the same, with `keys` `ONE_KEY`", it -> it.database.removalPolicy(RemovalPolicy.SNAPSHOT), it -> it.props.keys(KeyStrategy.ONE_KEY)),
      of("`database.removalPolicy` `RETAIN`", it -> it.database.removalPolicy(RemovalPolicy.RETAIN)),
      of("the same, with `network.vpc`", it -> it.database.removalPolicy(RemovalPolicy.RETAIN), it -> it.props.network(NetworkProps.builder().vpc(ExistingVpcTest.imported(it.stack)).build())),
      of("`database.removalPolicy` `DESTROY`", it -> it.database.removalPolicy(RemovalPolicy.DESTROY)),
      of("`database.readReplicas`", it -> it.database.readReplicas(2)),
      of("`database.monitoring.logExports`", it -> it.database.monitoring(DatabaseMonitoringProps.builder().logExports(List.of("error")).build())),
      of("`database.monitoring.enhancedMonitoring`", it -> it.database.monitoring(DatabaseMonitoringProps.builder().enhancedMonitoring(Duration.seconds(60)).build())),
      of("`database.rotation`", it -> it.database.rotation(RotationProps.builder().build())),
      of("`rotation.alternatingUsers`", it -> it.database.rotation(RotationProps.builder().alternatingUsers(Secret.fromSecretCompleteArn(it.stack, "User", Rotated.USER_ARN)).build())),
      of("`database.proxy`", it -> it.database.proxy(true)),
      of("`observability`", it -> it.props.observability(ObservabilityProps.builder().build())),
      of("`backup`", it -> it.props.backup(BackupProps.builder().build())),
      of("`backup.copyTo`", it -> it.props.backup(BackupTest.copiedTo(it.stack, "arn:aws:backup:eu-west-1:111111111111:backup-vault:Copies"))),
      of("`ImageRepositories` in the stack", it -> new ImageRepositories(it.stack, "Images", ImageRepositoriesProps.builder().profile(it.profile).build())));
  // spotless:on

  final String choice;
  private final List<Consumer<Setup>> choices;
  private final boolean existingDatabase;
  private final Map<Profile, Deletion> deletions = new EnumMap<>(Profile.class);

  private DeletionCase(String choice, List<Consumer<Setup>> choices, boolean existingDatabase) {
    this.choice = choice;
    this.choices = choices;
    this.existingDatabase = existingDatabase;
  }

  private static DeletionCase of(String choice, Consumer<Setup> choices) {
    return new DeletionCase(choice, List.of(choices), false);
  }

  private static DeletionCase of(String choice, Consumer<Setup> one, Consumer<Setup> other) {
    return new DeletionCase(choice, List.of(one, other), false);
  }

  private static DeletionCase of(String choice, Consumer<Setup> choices, boolean existingDatabase) {
    return new DeletionCase(choice, List.of(choices), existingDatabase);
  }

  /** With the protection that docs/guides/delete.md takes off before. */
  Deletion in(Profile profile) {
    Deletion deletion = deletions.get(profile);
    if (deletion == null) {
      deletion = new Deletion(Templates.in(stack -> make(stack, profile)));
      deletions.put(profile, deletion);
    }
    return deletion;
  }

  private void make(Stack stack, Profile profile) {
    Setup setup = new Setup(stack, profile);
    choices.forEach(it -> it.accept(setup));
    if (!existingDatabase) {
      setup.props.database(setup.database.build());
    }
    new ThreeTierEcsApp(
        stack,
        "App",
        setup
            .props
            .profile(profile)
            .frontend(setup.frontend.build())
            .backend(setup.backend.build())
            .build());
  }

  @Override
  public String toString() {
    return choice;
  }

  /** What a choice is made on. */
  private static final class Setup {
    final Stack stack;
    final Profile profile;
    final ThreeTierEcsAppProps.Builder props = ThreeTierEcsAppProps.builder();
    final FrontendProps.Builder frontend = Templates.frontend().loadBalancer(balancer().build());
    final BackendProps.Builder backend = Templates.backend().loadBalancer(balancer().build());
    final DatabaseProps.Builder database = DatabaseProps.builder().deletionProtection(false);

    Setup(Stack stack, Profile profile) {
      this.stack = stack;
      this.profile = profile;
    }

    LoadBalancerProps.Builder balancer() {
      return LoadBalancerProps.builder().deletionProtection(false);
    }

    void withoutNat() {
      props.network(NetworkProps.builder().nat(NatStrategy.NONE).build());
      frontend.image(Templates.ecrImage("frontend"));
      backend.image(Templates.ecrImage("backend"));
    }
  }
}
