package io.github.threetierecs.internal.deletion;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What AWS's services create or keep by themselves beside the resources of a template, and leave
 * when these are gone. Each case names the page of AWS's documentation that says so.
 */
final class MadeByAws {

  /** The parts of {@code arn:aws:backup:eu-west-1:111111111111:backup-vault:Name}. */
  private static final int VAULT_ARN = 7;

  private final StackTemplate template;

  MadeByAws(StackTemplate template) {
    this.template = template;
  }

  /** {@return what is left beside a resource, whatever becomes of the resource itself} */
  List<Row> beside(Resource it) {
    List<Row> rows = new ArrayList<>();
    switch (it.type()) {
      case "AWS::RDS::DBInstance" -> database(it, rows);
      case "AWS::RDS::DBProxy" ->
          rows.add(
              logGroup(
                  "/aws/rds/proxy/…",
                  "RDS Proxy writes to it, and RDS keeps it for ever.",
                  "\"/aws/rds/proxy/$id\""));
      case "AWS::ECS::Cluster" -> cluster(it, rows);
      case "AWS::Lambda::Function" -> function(it, rows);
      case "AWS::SecretsManager::RotationSchedule" -> rotation(it, rows);
      case "AWS::CertificateManager::Certificate" -> certificate(it, rows);
      case "AWS::Backup::BackupPlan" -> copies(it, rows);
      default -> {}
    }
    return rows;
  }

  /** {@return what is left of a resource that is deleted} */
  List<Row> behind(Resource it) {
    List<Row> rows = new ArrayList<>();
    switch (it.type()) {
      case "AWS::RDS::DBInstance" -> automatedBackups(it, rows);
      case "AWS::KMS::Key" -> key(it, rows);
      case "AWS::ECS::TaskDefinition" -> definitions(it, rows);
      default -> {}
    }
    return rows;
  }

  /**
   * Amazon RDS User Guide, Publishing MySQL logs to Amazon CloudWatch Logs, and Viewing OS metrics
   * using CloudWatch Logs.
   */
  private static void database(Resource it, List<Row> rows) {
    for (Object log : it.list("EnableCloudwatchLogsExports")) {
      String name = Text.of(log);
      if (name.matches("[A-Za-z0-9-]+")) {
        rows.add(
            logGroup(
                "/aws/rds/instance/…/" + name,
                "RDS publishes the database's log to it, and keeps it for ever.",
                "\"/aws/rds/instance/$id/" + name + "\""));
      }
    }
    if (it.text("MonitoringInterval").filter(seconds -> !seconds.equals("0")).isPresent()) {
      rows.add(
          logGroup(
              "RDSOSMetrics",
              "Enhanced Monitoring writes to it: one log group for all databases of the account and"
                  + " Region, so delete it only if no other database uses it.",
              "RDSOSMetrics"));
    }
  }

  /** Amazon RDS User Guide, Retaining automated backups. */
  private static void automatedBackups(Resource it, List<Row> rows) {
    boolean areKept =
        it.text("DeleteAutomatedBackups").equals(Optional.of("false"))
            && !it.text("BackupRetentionPeriod").equals(Optional.of("0"))
            && !it.has("DBClusterIdentifier");
    if (areKept) {
      rows.add(
          Row.of(
              "automated backups",
              "Automated backups",
              "DeleteAutomatedBackups is false, so that RDS keeps them for the rest of their"
                  + " retention.",
              "aws rds describe-db-instance-automated-backups --db-instance-identifier \"$id\""
                  + " --query 'DBInstanceAutomatedBackups[].DbiResourceId' --output text",
              "aws rds delete-db-instance-automated-backup --dbi-resource-id <resource id>"));
    }
  }

  /** Amazon CloudWatch User Guide, Setting up Container Insights on Amazon ECS. */
  private static void cluster(Resource it, List<Row> rows) {
    boolean isOn =
        it.list("ClusterSettings").stream()
            .map(Text::of)
            .anyMatch(
                setting ->
                    setting.contains("Name: containerInsights")
                        && (setting.contains("Value: enabled")
                            || setting.contains("Value: enhanced")));
    if (isOn) {
      rows.add(
          logGroup(
              "/aws/ecs/containerinsights/…/performance",
              "Container Insights writes to it, and leaves it.",
              "\"/aws/ecs/containerinsights/$id/performance\""));
    }
  }

  /** Amazon ECS Developer Guide, Deregistering an Amazon ECS task definition revision. */
  private static void definitions(Resource it, List<Row> rows) {
    String family = Shell.word(it.text("Family").orElse(""), "family");
    rows.add(
        Row.of(
            "task definitions",
            "Inactive revisions of the task definition",
            "Amazon ECS keeps every revision as INACTIVE; that costs nothing.",
            "aws ecs list-task-definitions --status INACTIVE --family-prefix "
                + family
                + " --query 'taskDefinitionArns[].[@]' --output text"
                + " | while read -r definition; do aws ecs delete-task-definitions"
                + " --task-definitions \"$definition\"; done"));
  }

  /** AWS CloudFormation Template Reference Guide, AWS::KMS::Key. */
  private static void key(Resource it, List<Row> rows) {
    String days = it.text("PendingWindowInDays").orElse("30");
    rows.add(
        Row.of(
            "pending key",
            "The key, pending deletion",
            "It is disabled and free of charge, and AWS KMS deletes it after "
                + days
                + " days; until then the deletion can be cancelled.",
            new String[0]));
  }

  /** AWS Lambda Developer Guide, Sending Lambda function logs to CloudWatch Logs. */
  private void function(Resource it, List<Row> rows) {
    boolean hasItsOwn =
        it.property("LoggingConfig.LogGroup").isPresent()
            || template.resourcesOfType("AWS::Logs::LogGroup").stream()
                .flatMap(group -> group.text("LogGroupName").stream())
                .anyMatch(
                    name ->
                        name.equals("/aws/lambda/${" + it.logicalId() + "}")
                            || it.text("FunctionName")
                                .filter(own -> name.equals("/aws/lambda/" + own))
                                .isPresent());
    if (!hasItsOwn && mayCreateLogGroups(it)) {
      rows.add(
          logGroup(
              "/aws/lambda/…",
              "AWS Lambda writes to it, and keeps it for ever.",
              "\"/aws/lambda/$id\""));
    }
  }

  /** A role from elsewhere may. */
  private boolean mayCreateLogGroups(Resource function) {
    Optional<Resource> role = function.property("Role").flatMap(template::referent);
    if (role.isEmpty()) {
      return true;
    }
    String id = role.get().logicalId();
    return Stream.concat(
            Stream.of(role.get()),
            template.resources().stream()
                .filter(
                    it ->
                        it.type().equals("AWS::IAM::Policy")
                            || it.type().equals("AWS::IAM::ManagedPolicy")
                            || it.type().equals("AWS::IAM::RolePolicy"))
                .filter(it -> Reference.idsIn(it.properties()).contains(id)))
        .map(it -> Text.of(it.properties()))
        .anyMatch(
            it ->
                it.contains("logs:CreateLogGroup")
                    || it.contains("logs:*")
                    || it.contains("policy/service-role/AWSLambda")
                    || it.contains("policy/CloudWatchLogsFullAccess")
                    || it.contains("policy/AWSLambda")
                    || it.contains("policy/AdministratorAccess"));
  }

  /** The function is in a stack of its own, which {@code AWS::SecretsManager-2024-09-16} adds. */
  private static void rotation(Resource it, List<Row> rows) {
    if (it.has("HostedRotationLambda")) {
      rows.add(
          Row.of(
              "rotation logs",
              "Log group /aws/lambda/… of the rotation's function",
              "AWS Lambda writes to it, and keeps it for ever.",
              "aws logs describe-log-groups --log-group-name-prefix /aws/lambda/"
                  + it.text("HostedRotationLambda.RotationLambdaName")
                      .filter(name -> name.matches("[A-Za-z0-9_-]+"))
                      .orElse("")
                  + " --query 'logGroups[].logGroupName' --output text",
              "aws logs delete-log-group --log-group-name <log group>"));
    }
  }

  /** cloudformation-coverage-roadmap#1603. */
  private static void certificate(Resource it, List<Row> rows) {
    Optional<String> hostedZone = it.text("DomainValidationOptions.0.HostedZoneId");
    if (hostedZone.isEmpty()) {
      return;
    }
    String zone = Shell.word(hostedZone.get(), "zone");
    rows.add(
        Row.of(
            "validation record",
            "Record that validated the certificate",
            "CloudFormation leaves it; another certificate of the same name uses the same record,"
                + " so delete it only if there is none.",
            "aws route53 list-resource-record-sets --hosted-zone-id "
                + zone
                + " --query \"ResourceRecordSets[?Type=='CNAME'].[Name,TTL,"
                + "ResourceRecords[0].Value]\" --output text",
            "aws route53 change-resource-record-sets --hosted-zone-id "
                + zone
                + " --change-batch '{\"Changes\": [{\"Action\": \"DELETE\","
                + " \"ResourceRecordSet\": {\"Name\": \"<name>\", \"Type\": \"CNAME\","
                + " \"TTL\": 300, \"ResourceRecords\": [{\"Value\": \"<value>\"}]}}]}'"));
  }

  /** AWS Backup Developer Guide, Creating backup copies across AWS Regions. */
  private static void copies(Resource it, List<Row> rows) {
    Set<String> vaults = new TreeSet<>();
    it.elements("BackupPlan.BackupPlanRule")
        .flatMap(rule -> it.elements(rule + ".CopyActions"))
        .flatMap(copy -> it.text(copy + ".DestinationBackupVaultArn").stream())
        .forEach(vaults::add);
    for (String vault : vaults) {
      String[] arn = vault.split(":", VAULT_ARN);
      boolean isKnown = arn.length == VAULT_ARN && !vault.contains("${AWS::Region}");
      String region = Shell.word(isKnown ? arn[3] : "", "Region");
      String name = Shell.word(isKnown ? arn[VAULT_ARN - 1] : "", "vault");
      rows.add(
          Row.of(
              "copies " + vault,
              "Copies of snapshots in " + (isKnown ? vault : "another vault"),
              "AWS Backup deletes them there by their age, with or without the plan.",
              "aws backup list-recovery-points-by-backup-vault --region "
                  + region
                  + " --backup-vault-name "
                  + name
                  + " --query 'RecoveryPoints[].RecoveryPointArn' --output text",
              "aws backup delete-recovery-point --region "
                  + region
                  + " --backup-vault-name "
                  + name
                  + " --recovery-point-arn <recovery point>"));
    }
  }

  private static Row logGroup(String name, String reason, String word) {
    return Row.of(
        name, "Log group " + name, reason, "aws logs delete-log-group --log-group-name " + word);
  }
}
