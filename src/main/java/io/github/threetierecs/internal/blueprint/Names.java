package io.github.threetierecs.internal.blueprint;

import static java.util.Map.entry;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names that a person understands, of ids that the CDK makes of construct ids. */
final class Names {

  private static final Pattern HASH = Pattern.compile("[0-9A-F]{8}$");

  /** Between the words of {@code FlowLogGroup}, {@code IAMRole} and {@code Replica1}. */
  private static final Pattern BETWEEN_WORDS =
      Pattern.compile(
          "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z][a-uw-z])(?=[0-9])|(?<=[0-9])(?=[a-z]{3})");

  private static final Pattern CONSTRUCT_ID = Pattern.compile("[A-Za-z0-9]+");

  /** Ids that the CDK adds, which say nothing. */
  private static final Pattern NOTHING_SAID = Pattern.compile("Resource|Default|ASG");

  private static final Map<String, String> AWS_WORDS =
      Ordered.mapOfEntries(
          entry("acl", "ACL"),
          entry("api", "API"),
          entry("cpu", "CPU"),
          entry("dns", "DNS"),
          entry("ecr", "ECR"),
          entry("ecs", "ECS"),
          entry("iam", "IAM"),
          entry("ipv6", "IPv6"),
          entry("kms", "KMS"),
          entry("rds", "RDS"),
          entry("s3", "S3"),
          entry("sns", "SNS"),
          entry("sqs", "SQS"),
          entry("ssm", "SSM"),
          entry("vpc", "VPC"));

  private static final Map<String, String> AWS_SERVICES =
      Ordered.mapOfEntries(
          entry("dynamodb", "DynamoDB"),
          entry("ecr.api", "ECR"),
          entry("ecr.dkr", "images in ECR"),
          entry("ecs", "ECS"),
          entry("ecs-agent", "the ECS agent"),
          entry("ecs-telemetry", "ECS telemetry"),
          entry("kms", "KMS"),
          entry("logs", "CloudWatch Logs"),
          entry("monitoring", "CloudWatch"),
          entry("s3", "Amazon S3"),
          entry("secretsmanager", "Secrets Manager"),
          entry("sns", "SNS"),
          entry("sqs", "SQS"),
          entry("ssm", "Systems Manager"),
          entry("ssmmessages", "Session Manager"),
          entry("sts", "STS"));

  private static final Map<String, String> ENGINES =
      Ordered.mapOfEntries(
          entry("mysql", "MySQL"),
          entry("mariadb", "MariaDB"),
          entry("postgres", "PostgreSQL"),
          entry("aurora-mysql", "Aurora MySQL"),
          entry("aurora-postgresql", "Aurora PostgreSQL"));

  private Names() {}

  /** A logical id without the hash that the CDK puts at its end. */
  static String withoutHash(String logicalId) {
    return HASH.matcher(logicalId).replaceFirst("");
  }

  /**
   * The name of a part that has no better one.
   *
   * @param place where it is below its application or its stack: construct ids, or a logical id
   * @param kind what it is
   * @param type its type, which stands for the kind if that is unknown
   */
  static String of(String place, PartKind kind, String type) {
    String label = kind == PartKind.OTHER ? typeInWords(type) : kind.label();
    String words =
        Arrays.stream(place.split("/", -1))
            .filter(it -> !NOTHING_SAID.matcher(it).matches())
            .map(Names::words)
            .collect(Collectors.joining(" "))
            .strip();
    words = words.replaceAll("\\b(\\w+)( \\1)+\\b", "$1");
    words = words.replaceFirst("^(network|capacity|observability) (VPC )?", "");
    words = words.replaceFirst("^data ", "database ");
    words = words.replace("task definition task role", "task role");
    words = words.replace("task definition execution role", "execution role");
    String last = label.substring(label.lastIndexOf(' ') + 1);
    if (words.isEmpty() || words.equalsIgnoreCase(last) || words.equalsIgnoreCase(label)) {
      return label;
    }
    boolean saidAlready = words.toLowerCase(Locale.ROOT).endsWith(last.toLowerCase(Locale.ROOT));
    return capitalized(saidAlready ? words : words + " " + lowered(label));
  }

  /** A construct id in words; what is no such id stays as it is. */
  static String words(String id) {
    return CONSTRUCT_ID.matcher(id).matches()
        ? Arrays.stream(BETWEEN_WORDS.split(id, -1))
            .map(Names::word)
            .collect(Collectors.joining(" "))
        : id;
  }

  private static String word(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    boolean acronym = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
    return AWS_WORDS.getOrDefault(lower, acronym ? word : lower);
  }

  /** {@code Kinesis stream} of {@code AWS::Kinesis::Stream}. */
  static String typeInWords(String type) {
    String[] pieces = type.split("::", -1);
    String last = words(pieces[pieces.length - 1]);
    return pieces.length < 3 ? capitalized(last) : pieces[1] + " " + last;
  }

  static String capitalized(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** In the middle of a sentence; what AWS writes in capitals stays so. */
  static String lowered(String label) {
    String first = label.split(" ", 2)[0];
    return first.length() > 1 && !first.substring(1).chars().allMatch(Character::isLowerCase)
        ? label
        : label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
  }

  /** The number at the end of a construct id or a logical id; empty if there is none. */
  static String numberIn(String place) {
    return place.replaceFirst("^.*?(\\d*)$", "$1");
  }

  static String ofDatabase(Resource database) {
    return database
        .text("Engine")
        .map(Names::engine)
        .map(it -> it + " database")
        .orElse("Database");
  }

  static String engine(String engine) {
    return ENGINES.getOrDefault(engine, engine);
  }

  static String ofEndpoint(Resource endpoint) {
    String name = endpoint.text("ServiceName").orElse("");
    String service = name.replaceFirst("^com\\.amazonaws\\.(\\$\\{[^}]*}|[a-z0-9-]+)\\.", "");
    return "Endpoint for " + AWS_SERVICES.getOrDefault(service, service);
  }

  static String ofRecord(Resource record) {
    return record.text("Name").orElse("").replaceFirst("\\.$", "")
        + record.text("Type").map(it -> " (" + it + " record)").orElse("");
  }

  static String ofListener(Resource listener) {
    return listener.text("Protocol").orElse("")
        + " listener, port "
        + listener.text("Port").orElse("not known");
  }
}
