package io.github.threetierecs;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.ssm.StringParameter;

/**
 * Applications with all that has a role, a policy or an endpoint: in two templates, since not every
 * option goes with every other.
 */
final class WithEverything {
  private WithEverything() {}

  /**
   * One key, rolling deployments, Service Connect, RDS Proxy with a user of the application's; and
   * what is added by a method.
   */
  static Anatomy rolling(@Nullable String region) {
    Stack stack = stack(region);
    ThreeTierEcsApp app =
        app(
            stack,
            KeyStrategy.ONE_KEY,
            DeploymentStrategy.ROLLING,
            backend(stack).serviceConnect(true),
            DatabaseProps.builder()
                .proxy(true)
                .applicationUser(ApplicationUserProps.builder().build()));
    app.addScheduledTask(
        "Nightly",
        ScheduledTaskProps.builder()
            .schedule(ScheduleExpression.expression("rate(1 day)"))
            .command(List.of("trim"))
            .build());
    return Templates.of(stack);
  }

  /** A key for each use, blue/green deployments, read replicas, signing in by IAM. */
  static Anatomy shifting(@Nullable String region) {
    Stack stack = stack(region);
    DeploymentProps shifted =
        DeploymentProps.builder().strategy(DeploymentStrategy.BLUE_GREEN).testPort(8443).build();
    app(
        stack,
        KeyStrategy.ONE_PER_USE,
        DeploymentStrategy.BLUE_GREEN,
        backend(stack).deployment(shifted),
        DatabaseProps.builder().readReplicas(1).iamAuthentication(true));
    return Templates.of(stack);
  }

  /** Without NAT, so that whatever leaves goes through VPC endpoints. */
  static Anatomy closed() {
    return Templates.with(
        props ->
            props
                .network(NetworkProps.builder().nat(NatStrategy.NONE).build())
                .frontend(Templates.frontend().image(Templates.ecrImage("frontend")).build())
                .backend(Templates.backend().image(Templates.ecrImage("backend")).build()));
  }

  /** With an Aurora cluster that is there already, and is backed up. */
  static Anatomy cluster() {
    return Templates.with(
        (stack, props) ->
            props
                .database(
                    DatabaseProps.builder()
                        .existingCluster(ExistingClusterTest.cluster(stack, it -> it))
                        .existingSecret(
                            software.amazon.awscdk.services.secretsmanager.Secret
                                .fromSecretCompleteArn(
                                    stack,
                                    "Theirs",
                                    "arn:aws:secretsmanager:eu-central-1:111111111111:secret:shop-AbCdEf"))
                        .build())
                .backup(BackupProps.builder().build()));
  }

  private static Stack stack(@Nullable String region) {
    Environment environment =
        region == null
            ? null
            : Environment.builder().account("111111111111").region(region).build();
    return new Stack(
        Templates.app(FeatureFlags.NONE), "Shop", StackProps.builder().env(environment).build());
  }

  private static BackendProps.Builder backend(Stack stack) {
    ImageRepositories images =
        new ImageRepositories(stack, "Images", ImageRepositoriesProps.builder().build());
    return Templates.backend()
        .image(images.backendImage("1"))
        .container(ContainerProps.builder().executeCommand(true).build())
        .secrets(
            Map.of(
                "LEVEL",
                Secret.fromSsmParameter(
                    StringParameter.fromStringParameterName(stack, "Level", "/shop/level")),
                "TOKEN",
                Secret.fromSecretsManager(
                    software.amazon.awscdk.services.secretsmanager.Secret.fromSecretNameV2(
                        stack, "Token", "token")),
                "KEY",
                Secret.fromSecretsManager(
                    new software.amazon.awscdk.services.secretsmanager.Secret(stack, "Key"))));
  }

  private static ThreeTierEcsApp app(
      Stack stack,
      KeyStrategy keys,
      DeploymentStrategy strategy,
      BackendProps.Builder backend,
      DatabaseProps.Builder database) {
    return new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .keys(keys)
            .network(NetworkProps.builder().interfaceEndpoints(true).build())
            .capacity(CapacityProps.builder().sessionManager(true).eniTrunking(true).build())
            .frontend(
                Templates.frontend()
                    .edge(EdgeProps.builder().webAcl(WebAclProps.builder().build()).build())
                    .deployment(DeploymentProps.builder().strategy(strategy).build())
                    .build())
            .backend(backend.build())
            .database(database.rotation(RotationProps.builder().build()).portForward(true).build())
            .observability(ObservabilityProps.builder().build())
            .backup(BackupProps.builder().build())
            .build());
  }
}
