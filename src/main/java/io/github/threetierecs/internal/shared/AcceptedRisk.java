package io.github.threetierecs.internal.shared;

import io.github.threetierecs.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What independent rules find in {@link Profile#PRODUCTION}, and why it is left as it is: the packs
 * of cdk-nag, and the rules of AWS Control Tower. {@code docs/security/accepted.md} repeats the
 * table.
 *
 * @see AcceptedRisks
 */
public enum AcceptedRisk {
  SCALING_IS_NOT_ANNOUNCED(
      "The Auto Scaling group: nobody is notified of scaling, since managed scaling makes it an"
          + " everyday event. Add a notification to getAutoScalingGroup() to be notified.",
      List.of("AwsSolutions-AS3")),

  PLAIN_ENVIRONMENT(
      "Both task definitions: the environment holds a Region, a host, a port, a URL, a name and an"
          + " ARN. User and password come from Secrets Manager.",
      List.of("AwsSolutions-ECS2")),

  INLINE_POLICIES(
      "Every role: its permissions belong only to it, and are deleted with it. A managed policy"
          + " could be attached elsewhere, and would outgrow the role.",
      packs("IAMNoInlinePolicy", Pack.NIST, Pack.HIPAA, Pack.PCI)),

  PUBLIC_SUBNETS_ARE_PUBLIC(
      "The public subnets: the internet-facing load balancer and the NAT gateways need the route."
          + " Nothing else is in them.",
      packs("VPCNoUnrestrictedRouteToIGW", Pack.NIST, Pack.HIPAA, Pack.PCI)),

  DEFAULT_SECURITY_GROUP(
      "The VPC: nothing uses its default security group, and in PRODUCTION it has no rules. The"
          + " rule cannot see that, since CloudFormation cannot say it.",
      packs("VPCDefaultSecurityGroupClosed", Pack.NIST, Pack.HIPAA, Pack.PCI)),

  FUNCTION_OF_THE_CDK(
      "The CDK's function that closes the default security group: it runs when the VPC is created"
          + " and when it is deleted, calls EC2 and nothing in the VPC, and reports to"
          + " CloudFormation if it fails.",
      List.of("CT.LAMBDA.PR.3 lambda_inside_vpc_check"),
      packs("LambdaConcurrency", Pack.NIST, Pack.HIPAA),
      packs("LambdaDLQ", Pack.NIST, Pack.HIPAA),
      packs("LambdaInsideVPC", Pack.NIST, Pack.HIPAA, Pack.PCI)),

  LOGS_OF_A_QUARTER(
      "The log groups: they keep logs for 90 days, unless logRetention says otherwise; a year costs"
          + " four times as much.",
      List.of("CT.CLOUDWATCH.PR.2 cloudwatch_log_group_retention_period_check")),

  ZONES_BY_SUBNETS(
      "The Auto Scaling group: it spreads over the zones of its subnets, and the rule looks for a"
          + " list of zones.",
      List.of("CT.AUTOSCALING.PR.1 autoscaling_multiple_az_check")),

  ONE_INSTANCE_TYPE(
      "The Auto Scaling group: tasks are placed on instances of one size, which can be reasoned"
          + " about.",
      List.of(
          "CT.AUTOSCALING.PR.6 autoscaling_mixed_instances_policy_multiple_instance_types_check")),

  ENHANCED_INSIGHTS(
      "The cluster: Container Insights is \"enhanced\", which is more than the \"enabled\" that the"
          + " rule looks for.",
      List.of("CT.ECS.PR.2 ecs_container_insights_enabled_check")),

  USER_OF_THE_IMAGE(
      "Both task definitions: the image says who its user is; many, nginx among them, start as"
          + " root.",
      List.of("CT.ECS.PR.3 ecs_task_definition_nonroot_user_check")),

  WRITABLE_ROOT(
      "Both task definitions: an image that writes to its own file system, as most do, would not"
          + " start.",
      List.of("CT.ECS.PR.6 ecs_containers_readonly_access_check")),

  INTERNET_FACING(
      "The internet-facing load balancer: the whole internet is meant to reach it, but only on its"
          + " listeners' ports.",
      List.of("AwsSolutions-EC23")),

  LOGS_WITHOUT_A_LOG(
      "The bucket of the load balancers' logs: it has no access log itself, which would need a"
          + " bucket that has none in turn. CloudTrail can record who reads it.",
      List.of("AwsSolutions-S1", "CT.S3.PR.2 s3_bucket_logging_enabled_check"),
      packs("S3BucketLoggingEnabled", Pack.NIST, Pack.HIPAA, Pack.PCI)),

  LOGS_BY_THE_KEY_OF_S3(
      "The bucket of the load balancers' logs: Elastic Load Balancing writes to a bucket with no"
          + " key but S3's own.",
      List.of("CT.S3.PR.10 s3_bucket_default_encryption_kms_check"),
      packs("S3DefaultEncryptionKMS", Pack.NIST, Pack.HIPAA, Pack.PCI)),

  LOGS_IN_ONE_COPY(
      "The bucket of the load balancers' logs: a file is written once and deleted after its time;"
          + " versions and copies would outlive it, a lock would keep it, and nothing has to be"
          + " notified of it.",
      List.of(
          "CT.S3.PR.11 s3_bucket_versioning_enabled_check",
          "CT.S3.PR.9 s3_bucket_object_lock_enabled_check",
          "CT.S3.PR.4 s3_event_notifications_enabled_check"),
      packs("S3BucketVersioningEnabled", Pack.NIST, Pack.HIPAA, Pack.PCI),
      packs("S3BucketReplicationEnabled", Pack.NIST, Pack.HIPAA, Pack.PCI)),

  PLAIN_HTTP(
      "Both load balancers: they listen on HTTP, the frontend's unless frontend.edge has a"
          + " certificate or a zone, and then to redirect, the backend's unless backend.tls is set;"
          + " inside the VPC only the frontend's tasks may call.",
      packs("ALBHttpToHttpsRedirection", Pack.NIST, Pack.HIPAA, Pack.PCI),
      packs("ELBv2ACMCertificateRequired", Pack.NIST, Pack.HIPAA, Pack.PCI),
      List.of("CT.ELASTICLOADBALANCING.PR.1 alb_http_to_https_redirection_check")),

  NO_WEB_ACL(
      "Both load balancers: a web ACL is priced by request, and its rules have to be fitted to the"
          + " application; frontend.edge.webAcl creates one. Only the frontend's tasks reach the"
          + " internal one.",
      packs("ALBWAFEnabled", Pack.NIST, Pack.PCI)),

  DEFAULT_PORT(
      "The database: it listens on 3306. Only the backend's security group reaches it, in subnets"
          + " without a route to the internet; another port would hide nothing.",
      List.of("AwsSolutions-RDS11", "CT.RDS.PR.20 rds_instance_no_default_ports_check")),

  NO_ROTATION(
      "The database's secret: it is not rotated. Tasks get the password when they start, and would"
          + " keep the old one until they are redeployed.",
      List.of("AwsSolutions-SMG4"),
      packs("SecretsManagerRotationEnabled", Pack.NIST, Pack.HIPAA)),

  SOME_DATABASE_LOGS(
      "The database: the general log has every statement with its data, and the audit log needs an"
          + " option group. Errors and slow statements are what is read.",
      List.of("CT.RDS.PR.14 rds_instance_logging_enabled_check"),
      packs("RDSLoggingEnabled[LogExport::audit]", Pack.NIST, Pack.HIPAA, Pack.PCI),
      packs("RDSLoggingEnabled[LogExport::general]", Pack.NIST, Pack.HIPAA, Pack.PCI)),

  PASSWORDS_FROM_THE_SECRET(
      "The database: users sign in with the password of the secret. database.iamAuthentication"
          + " needs its own kind of users, which database.applicationUser creates.",
      List.of("CT.RDS.PR.7 rds_instance_iam_authentication_enabled_check")),

  REPLICAS_ARE_AS_THEIR_SOURCE(
      "The read replicas: RDS encrypts each with the key of its source, and a template must not set"
          + " it. A replica holds no data that the database lacks, and another replica answers when"
          + " it fails.",
      List.of("AwsSolutions-RDS2", "AwsSolutions-RDS3"),
      packs("RDSStorageEncrypted", Pack.NIST, Pack.HIPAA, Pack.PCI),
      packs("RDSMultiAZSupport", Pack.NIST, Pack.HIPAA),
      packs("RDSInBackupPlan", Pack.NIST, Pack.HIPAA)),

  HISTORY_OF_ONE_STEP(
      "The state machine that redeploys after a rotation: it has one step, and the history of each"
          + " execution, with its error, stays for 90 days.",
      List.of(
          "AwsSolutions-SF1",
          "AwsSolutions-SF2",
          "CT.STEPFUNCTIONS.PR.1 step_functions_state_machine_logging_enabled_check",
          "CT.STEPFUNCTIONS.PR.2 step_functions_state_machine_tracing_enabled_check")),

  NO_BACKUP_PLAN(
      "The database, unless backup is set: RDS itself keeps backups of 14 days and restores to any"
          + " second of them.",
      packs("RDSInBackupPlan", Pack.NIST, Pack.HIPAA)),

  SNAPSHOTS_TO_COME(
      "The role of backups: AWS Backup names a snapshot when it creates it. The role may use the"
          + " snapshots of AWS Backup in this account and Region, and no others.",
      List.of(
          "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:rds:<AWS::Region>:<AWS::AccountId>"
              + ":snapshot:awsbackup:*]")),

  COPIES_TO_COME(
      "The role of backups, with backup.copyTo: AWS Backup names a copy when it creates it, and the"
          + " key is that of the other vault. The role may use the snapshots of AWS Backup in that"
          + " Region, and its keys for AWS's services only.",
      List.of(
          "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:rds:<Region>:<AWS::AccountId>"
              + ":snapshot:awsbackup:*]",
          "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:<Region>:<AWS::AccountId>"
              + ":key/*]")),

  BACKUPS_ARE_LOOKED_FOR(
      "The role of backups: it looks for databases, snapshots and tags, which changes none of them."
          + " tag:GetResources does not support resource-level permissions.",
      List.of(
          "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:rds:<AWS::Region>:<AWS::AccountId>"
              + ":db:*]",
          "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:rds:<AWS::Region>:<AWS::AccountId>"
              + ":snapshot:*]",
          "AwsSolutions-IAM5[Resource::*]")),

  METRICS_OF_A_DATABASE_TO_COME(
      "The database's monitoring role: a log stream is named after the database, which waits for"
          + " the role. The role may write only to the log group of these metrics.",
      List.of(
          "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>"
              + ":log-group:RDSOSMetrics:*]",
          "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>"
              + ":log-group:RDSOSMetrics:log-stream:*]")),

  DISCOVERY_TAKES_NO_RESOURCE(
      "The instances' role: ecs:DiscoverPollEndpoint does not support resource-level permissions."
          + " Neither do ecr:GetAuthorizationToken, in an execution role, and the Describe calls of"
          + " Elastic Load Balancing, in the role that shifts traffic.",
      List.of("AwsSolutions-IAM5[Resource::*]")),

  SESSIONS_TAKE_NO_RESOURCE(
      "The task's role with executeCommand: the actions of ssmmessages and logs:DescribeLogGroups"
          + " do not support resource-level permissions.",
      List.of("AwsSolutions-IAM5[Resource::*]")),

  ANY_INSTANCE_OF_THE_CLUSTER(
      "The instances' role: an instance learns its id when it registers. A condition keeps it to"
          + " its own cluster.",
      List.of(
          "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>"
              + ":container-instance/*]")),

  TASK_SETS_OF_THE_CLUSTER(
      "The instances' role with backend.serviceConnect: a deployment gets its id when it is"
          + " created. The role is limited to the one cluster.",
      List.of(
          "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>"
              + ":task-set/<cluster>/*]")),

  RUNS_OF_A_SCHEDULED_TASK(
      "The role of EventBridge Scheduler: it starts any revision of the one task definition, so"
          + " that no run is refused while a deployment changes schedule and role, and tags the"
          + " task, which gets its id when it is started. Conditions keep it to the one cluster.",
      List.of(
          "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>"
              + ":task-definition/<family>:*]",
          "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>"
              + ":task/<cluster>/*]")),

  QUEUE_OF_DEAD_LETTERS(
      "The dead-letter queue of a scheduled task: it is one itself, and nothing receives from it"
          + " that could fail.",
      List.of("AwsSolutions-SQS3", "CT.SQS.PR.1 sqs_dlq_check"));

  /** cdk-nag's packs that have the same rules under other names. */
  private enum Pack {
    NIST("NIST.800.53.R5-"),
    HIPAA("HIPAA.Security-"),
    PCI("PCI.DSS.321-");

    private final String prefix;

    Pack(String prefix) {
      this.prefix = prefix;
    }
  }

  public final String reason;

  /** The findings, as cdk-nag and AWS Control Tower name them. */
  @SuppressWarnings("ImmutableEnumChecker")
  public // It is an unmodifiable copy.
  final List<String> findings;

  @SafeVarargs // The lists are only read.
  AcceptedRisk(String reason, List<String>... findings) {
    this.reason = reason;
    List<String> all = new ArrayList<>();
    for (List<String> some : findings) {
      all.addAll(some);
    }
    this.findings = List.copyOf(all);
  }

  private static List<String> packs(String rule, Pack... packs) {
    return Stream.of(packs).map(pack -> pack.prefix + rule).toList();
  }

  /**
   * What the CDK looks a finding up by: the plugin that reports it, and the rule. Control Tower's
   * rules have a name beside their number.
   */
  static String keyOf(String finding) {
    return finding.startsWith("CT.")
        ? "cdk-validator-cfnguard::" + finding.substring(finding.indexOf(' ') + 1)
        : "Annotation::" + finding;
  }
}
