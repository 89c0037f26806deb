package io.github.threetierecs.internal.options;

import java.util.Arrays;
import java.util.List;

/**
 * Which of AWS's APIs may be within reach by an interface endpoint: always, or where something
 * needs it.
 */
public enum EndpointService {
  // These are needed to register, to pull images, to log and to read secrets.
  ECR_API("EcrApi", "ecr.api", "Amazon ECR", true),
  ECR_DOCKER("EcrDocker", "ecr.dkr", "Amazon ECR", true),
  ECS("Ecs", "ecs", "Amazon ECS", true),
  ECS_AGENT("EcsAgent", "ecs-agent", "Amazon ECS", true),
  ECS_TELEMETRY("EcsTelemetry", "ecs-telemetry", "Amazon ECS", true),
  LOGS("Logs", "logs", "CloudWatch Logs", true),
  SECRETS_MANAGER("SecretsManager", "secretsmanager", "Secrets Manager", true),

  /** Parameters, and the registration of an instance with Systems Manager. */
  SSM("Ssm", "ssm", "Systems Manager", false),

  /**
   * Sessions on an instance (with {@link #SSM}) and in a container. {@code ec2messages} is not
   * needed besides: the agent has preferred this one since 3.3.40, and Regions since 2024 have no
   * other.
   */
  SSM_MESSAGES("SsmMessages", "ssmmessages", "Systems Manager", false),

  /**
   * For what calls KMS itself, such as a session that is encrypted with a key of yours. Secrets,
   * parameters, logs and volumes are decrypted by the service that keeps them.
   */
  KMS("Kms", "kms", "AWS KMS", false),

  /** Queues that a worker receives from. */
  SQS("Sqs", "sqs", "Amazon SQS", false);

  private final String id;
  private final String shortName;
  private final String name;
  private final boolean always;

  EndpointService(String id, String shortName, String name, boolean always) {
    this.id = id;
    this.shortName = shortName;
    this.name = name;
    this.always = always;
  }

  /** {@return the id of its construct} */
  public String id() {
    return id;
  }

  /** {@return what AWS calls it in the name of the endpoint's service} */
  public String shortName() {
    return shortName;
  }

  /** {@return what no instance and no task can do without, as a list in words} */
  public static String names() {
    List<String> names = always().stream().map(service -> service.name).distinct().toList();
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** {@return what no instance and no task can do without} */
  public static List<EndpointService> always() {
    return Arrays.stream(values()).filter(service -> service.always).toList();
  }
}
