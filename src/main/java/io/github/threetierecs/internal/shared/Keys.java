package io.github.threetierecs.internal.shared;

import io.github.threetierecs.KeyStrategy;
import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * The KMS keys that encrypt what is stored. A key is created on first use, so that what is not used
 * costs nothing.
 */
public final class Keys {
  /** What a key encrypts. */
  public enum Use {
    DATABASE("Database", "the database and its snapshots"),
    SECRETS("Secrets", "secrets"),
    LOGS("Logs", "log groups"),
    VOLUMES("Volumes", "volumes of instances"),
    MESSAGES("Messages", "messages of alarms"),
    BACKUPS("Backups", "backups");

    private final String id;
    private final String what;

    Use(String id, String what) {
      this.id = id;
      this.what = what;
    }
  }

  /**
   * A grant outlives the permissions of whoever creates it, so only AWS's own services may create
   * one.
   */
  private static final Map<String, Object> GRANTS_FOR_AWS_ALONE =
      Ordered.map(
          "Effect", "Deny",
          "Principal", Map.of("AWS", "*"),
          "Action", "kms:CreateGrant",
          "Resource", "*",
          "Condition",
              Map.of(
                  "BoolIfExists",
                  Ordered.map(
                      "aws:PrincipalIsAWSService", "false",
                      "kms:GrantIsForAWSResource", "false")));

  private final Construct scope;
  private final KeyStrategy strategy;
  private final RemovalPolicy removal;
  private final ConsoleWords words;
  private final boolean dataStays;
  private final Map<Use, IKey> ofUses = new EnumMap<>(Use.class);
  private @Nullable IKey ofAll;

  /**
   * Keys below a scope.
   *
   * @param removal what becomes of a key with the stack, unless data that stays needs it
   * @param dataStays whether the database or a snapshot of it outlives the stack, and its secret
   */
  public Keys(
      Construct scope,
      KeyStrategy strategy,
      RemovalPolicy removal,
      ConsoleWords words,
      boolean dataStays) {
    this.scope = scope;
    this.strategy = strategy;
    this.removal = removal;
    this.words = words;
    this.dataStays = dataStays;
  }

  /** {@return the key for a use, or null for the key that AWS manages} */
  @Nullable
  public IKey of(Use use) {
    return switch (strategy) {
      case AWS_MANAGED -> null;
      case ONE_KEY -> {
        if (ofAll == null) {
          ofAll = key("Key", words.describeInStack("Encrypts what is stored"), Use.values());
        }
        yield ofAll;
      }
      case ONE_PER_USE -> ofUses.computeIfAbsent(use, this::keyOf);
    };
  }

  private IKey keyOf(Use use) {
    return key(use.id + "Key", words.describeInStack("Encrypts " + use.what), use);
  }

  private IKey key(String id, String description, Use... uses) {
    List<Object> statements = new ArrayList<>();
    statements.add(
        Ordered.map(
            "Effect", "Allow",
            "Principal", Map.of("AWS", Arns.of("iam", "", "root")),
            "Action", "kms:*",
            "Resource", "*"));
    statements.add(GRANTS_FOR_AWS_ALONE);
    for (Use use : uses) {
      switch (use) {
        case LOGS -> statements.add(logs());
        case VOLUMES -> statements.add(volumes());
        case SECRETS -> statements.add(through("secretsmanager"));
        case MESSAGES -> statements.add(messages());
        default -> {
          // These uses need no statement: the permissions of the callers are enough.
        }
      }
    }
    Key key =
        Key.Builder.create(scope, id)
            .description(description)
            .enableKeyRotation(true)
            .removalPolicy(removalOf(uses))
            .policy(
                PolicyDocument.fromJson(
                    Ordered.map("Version", "2012-10-17", "Statement", statements)))
            .build();
    // The key is handed out by its ARN: the CDK would write to the policy of a key that it knows to
    // be of the stack, in a form that a feature flag decides.
    return Key.fromKeyArn(scope, id + "Arn", key.getKeyArn());
  }

  /** A snapshot or a log group that outlives the stack cannot be read without its key. */
  private RemovalPolicy removalOf(Use... uses) {
    boolean ofData = Stream.of(uses).anyMatch(use -> use == Use.DATABASE || use == Use.SECRETS);
    return dataStays && ofData ? RemovalPolicy.RETAIN : removal;
  }

  /** CloudWatch Logs may use the key for the log groups of this account and Region. */
  private static Map<String, Object> logs() {
    return allow(
        // This is the only principal here with a Region and a partition in its name
        // (serverless#12087).
        Map.of("Service", Arns.regionalName("logs")),
        Map.of(
            "ArnLike",
            Map.of("kms:EncryptionContext:aws:logs:arn", Arns.here("logs", "log-group:*"))),
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:Describe*");
  }

  /**
   * Allows all that may use the service in this account to use the key, through the service only,
   * as the keys do that AWS manages for it. If it named the roles, the key would wait for them, and
   * they for the key.
   */
  private static Map<String, Object> through(String service) {
    return through(service, Map.of());
  }

  /**
   * Allows the two service-linked roles that launch instances, through EC2 only. Anybody else who
   * reads a volume or a snapshot needs their own permission on the key: a volume holds the
   * environment of every container.
   *
   * <p>The roles are a condition, since KMS refuses a principal that does not exist in an account
   * yet. A grant can be created only for AWS's services: it is denied to all others above.
   */
  private static Map<String, Object> volumes() {
    return through(
        "ec2",
        Map.of(
            "ArnEquals",
            Map.of(
                "aws:PrincipalArn",
                List.of(
                    serviceLinkedRole("autoscaling", "AutoScaling"),
                    serviceLinkedRole("spot", "EC2Spot")))));
  }

  /** The name of the service is the same in every partition. */
  private static String serviceLinkedRole(String service, String name) {
    return Arns.of(
        "iam", "", "role/aws-service-role/" + service + ".amazonaws.com/AWSServiceRoleFor" + name);
  }

  private static Map<String, Object> through(String service, Map<String, Object> further) {
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put(
        "StringEquals",
        Ordered.map(
            "kms:CallerAccount", Aws.ACCOUNT_ID, "kms:ViaService", Arns.regionalName(service)));
    conditions.putAll(further);
    return allow(
        Map.of("AWS", "*"),
        conditions,
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:CreateGrant",
        "kms:DescribeKey");
  }

  /**
   * CloudWatch's alarms and the events of RDS and EventBridge, which publish to an encrypted topic
   * of this account and Region. Not by aws:SourceAccount, which EventBridge does not send to KMS:
   * the topic's policy is where the publisher's account is held to.
   */
  private static Map<String, Object> messages() {
    return allow(
        Map.of(
            "Service",
            // The list is sorted, as one of the feature flags would sort it.
            List.of(
                "cloudwatch.amazonaws.com", "events.amazonaws.com", "events.rds.amazonaws.com")),
        Map.of("ArnLike", Map.of("kms:EncryptionContext:aws:sns:topicArn", Arns.here("sns", "*"))),
        "kms:Decrypt",
        "kms:GenerateDataKey*");
  }

  private static Map<String, Object> allow(
      Map<String, Object> principal, Map<String, Object> condition, String... actions) {
    return Ordered.map(
        "Effect",
        "Allow",
        "Principal",
        principal,
        "Action",
        List.of(actions),
        "Resource",
        "*",
        "Condition",
        condition);
  }
}
