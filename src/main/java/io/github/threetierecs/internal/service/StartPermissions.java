package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.Decryption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ecs.AssetImage;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.EcrImage;
import software.amazon.awscdk.services.ecs.EnvironmentFileConfig;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What the execution role needs beyond what the CDK grants it, to read what a task starts with.
 *
 * <p>aws-cdk#17156, containers-roadmap#939: a secret, a parameter or an object that was made
 * elsewhere may have a key of its own, which the CDK lets nobody use and does not even name. The
 * service that keeps it decrypts for whoever may read it, if the key's own policy allows that.
 */
public final class StartPermissions {
  private static final int REGION = 3;

  private StartPermissions() {}

  /** The source of an encrypted value: a service, and the Region in a secret's ARN. */
  private record Source(String service, String region) implements Comparable<Source> {
    static Source of(String arn) {
      // Parts that only the deployment knows stand for the stack's own Region.
      String[] parts = arn.replaceAll("\\$\\{[^}]*}", "").split(":", -1);
      String region = parts.length > REGION ? parts[REGION] : "";
      return new Source(
          arn.contains(":ssm:") ? "ssm" : "secretsmanager", region.isEmpty() ? Aws.REGION : region);
    }

    @Override
    public int compareTo(Source other) {
      return (service + region).compareTo(other.service + other.region);
    }
  }

  /**
   * Grants what is read in these containers.
   *
   * @param secrets the ARNs of what is secret, but for the database's own
   */
  static void grant(
      Ec2TaskDefinition definition,
      RenderedTask task,
      Map<String, ContainerDefinition> containers,
      List<String> secrets) {
    Set<Source> sources = new TreeSet<>();
    secrets.forEach(arn -> sources.add(Source.of(arn)));
    for (RenderedTask.Container container : task.containers()) {
      ContainerDefinition made = containers.get(container.name());
      if (container.hasEnvironmentFiles() && made != null) {
        readFiles(definition, made);
        sources.add(new Source("s3", Aws.REGION));
      }
      if (container.readsConfiguration()) {
        sources.add(new Source("s3", Aws.REGION));
      }
    }
    for (Source source : sources) {
      definition.addToExecutionRolePolicy(
          Decryption.through(
              source.service(), source.region(), Decryption.anyKey(source.region())));
    }
  }

  /**
   * Accepts that a task which pulls from Amazon ECR asks for a token, for which there is no
   * resource: the CDK grants that with the image.
   */
  static void acceptToken(Ec2TaskDefinition definition, Values service) {
    boolean pulls =
        Stream.concat(
                Stream.of(service.get(ServiceOptions.IMAGE)),
                ServiceOptions.furtherContainers(service).values().stream()
                    .map(ContainerDefinitionOptions::getImage))
            .anyMatch(it -> it instanceof EcrImage || it instanceof AssetImage);
    if (pulls) {
      AcceptedRisks.acknowledge(
          AcceptedRisks.EXECUTION_ROLE,
          Objects.requireNonNull(definition.obtainExecutionRole()).getNode());
    }
  }

  /** {@return where the environment files of a container are} */
  static List<String> bucketsOf(ContainerDefinition container) {
    List<EnvironmentFileConfig> files = container.getEnvironmentFiles();
    return files == null
        ? List.of()
        : files.stream().map(it -> it.getS3Location().getBucketName()).toList();
  }

  /** The CDK grants no permissions for environment files, and ECS needs both. */
  private static void readFiles(Ec2TaskDefinition definition, ContainerDefinition container) {
    List<EnvironmentFileConfig> files = container.getEnvironmentFiles();
    List<String> objects = new ArrayList<>();
    Set<String> buckets = new TreeSet<>();
    for (EnvironmentFileConfig file : files == null ? List.<EnvironmentFileConfig>of() : files) {
      String bucket =
          String.join(
              ":", "arn", Aws.PARTITION, "s3", "", "", file.getS3Location().getBucketName());
      objects.add(bucket + "/" + file.getS3Location().getObjectKey());
      buckets.add(bucket);
    }
    definition.addToExecutionRolePolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("s3:GetObject"))
            .resources(objects)
            .build());
    definition.addToExecutionRolePolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("s3:GetBucketLocation"))
            .resources(List.copyOf(buckets))
            .build());
  }
}
