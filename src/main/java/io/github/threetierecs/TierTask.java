package io.github.threetierecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ecs.AwsLogDriver;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** What a tier runs: its container, what that is told, and where its output goes. */
final class TierTask {
  final LogGroup logGroup;
  final Ec2TaskDefinition definition;
  final ContainerDefinition container;

  TierTask(
      Construct scope,
      Platform platform,
      ServiceProps props,
      Map<String, String> environment,
      Map<String, Secret> secrets) {
    Profile profile = platform.profile();
    logGroup =
        LogGroup.Builder.create(scope, "LogGroup")
            .retention(Defaults.LOG_RETENTION.unless(props.logRetention, profile))
            .removalPolicy(Defaults.LOG_REMOVAL.in(profile))
            .encryptionKey(platform.keys().of(Keys.Use.LOGS))
            .build();
    definition =
        Ec2TaskDefinition.Builder.create(scope, "TaskDefinition")
            .networkMode(modeOf(platform.capacity().taskNetworking))
            .build();
    container =
        containerOf(
            definition,
            props.tier,
            ContainerDefinitionOptions.builder()
                .image(props.image)
                .cpu(Defaults.CPU.unless(props.cpu, profile))
                .memoryLimitMiB(Defaults.MEMORY_MIB.unless(props.memoryMiB, profile))
                .portMappings(
                    List.of(PortMapping.builder().containerPort(props.containerPort).build()))
                .environment(joined(environment, props.environment))
                .secrets(joined(secrets, props.secrets))
                .logging(
                    AwsLogDriver.Builder.create()
                        .logGroup(logGroup)
                        .streamPrefix(props.tier)
                        .build())
                .build());
    platform.network().endpoints.needToRead(props.secrets.values());
  }

  private static NetworkMode modeOf(TaskNetworking networking) {
    return networking == TaskNetworking.BRIDGE ? NetworkMode.BRIDGE : NetworkMode.AWS_VPC;
  }

  /** Asks for the image, which may be a directory that is not there. */
  private static ContainerDefinition containerOf(
      Ec2TaskDefinition definition, String tier, ContainerDefinitionOptions options) {
    try {
      return definition.addContainer(tier, options);
    } catch (RuntimeException refusal) {
      throw new IllegalArgumentException(
          tier + ".image: " + Problems.reasonOf(refusal) + "; mend the image's source", refusal);
    }
  }

  private static <T> Map<String, T> joined(Map<String, T> ours, Map<String, T> theirs) {
    Map<String, T> all = new LinkedHashMap<>(ours);
    all.putAll(theirs);
    return all;
  }
}
