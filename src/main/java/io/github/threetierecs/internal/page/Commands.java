package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Part;
import io.github.threetierecs.internal.blueprint.PartKind;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.ResourceCommand;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands of the AWS CLI that show what has become of a part. */
final class Commands {

  /**
   * For what people look at when something is wrong, by type. {@code $id} is what AWS calls the
   * resource, {@code $cluster} its cluster. CloudFormation is asked for all others.
   */
  // spotless:off
  private static final Map<String, String> LOOK = Ordered.mapOfEntries(
      Map.entry("AWS::AutoScaling::AutoScalingGroup", "aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names \"$id\""),
      Map.entry("AWS::Backup::BackupVault", "aws backup list-recovery-points-by-backup-vault --backup-vault-name \"$id\""),
      Map.entry("AWS::CertificateManager::Certificate", "aws acm describe-certificate --certificate-arn \"$id\""),
      Map.entry("AWS::CloudFormation::Stack", "aws cloudformation describe-stack-events --stack-name \"$id\""),
      Map.entry("AWS::EC2::Instance", "aws ec2 describe-instances --instance-ids \"$id\""),
      Map.entry("AWS::ECR::Repository", "aws ecr describe-images --repository-name \"$id\""),
      Map.entry("AWS::ECS::Service", "aws ecs describe-services --cluster \"$cluster\" --services \"$id\""),
      Map.entry("AWS::ElasticLoadBalancingV2::Listener", "aws elbv2 describe-rules --listener-arn \"$id\""),
      Map.entry("AWS::ElasticLoadBalancingV2::LoadBalancer", "aws elbv2 describe-load-balancers --load-balancer-arns \"$id\""),
      Map.entry("AWS::Lambda::Function", "aws lambda get-function-configuration --function-name \"$id\""),
      Map.entry("AWS::Logs::LogGroup", "aws logs tail \"$id\" --since 1h"),
      Map.entry("AWS::RDS::DBCluster", "aws rds describe-db-clusters --db-cluster-identifier \"$id\""),
      Map.entry("AWS::RDS::DBInstance", "aws rds describe-db-instances --db-instance-identifier \"$id\""),
      Map.entry("AWS::RDS::DBProxy", "aws rds describe-db-proxy-targets --db-proxy-name \"$id\""),
      Map.entry("AWS::S3::Bucket", "aws s3 ls \"s3://$id\""),
      Map.entry("AWS::SNS::Topic", "aws sns list-subscriptions-by-topic --topic-arn \"$id\""),
      Map.entry("AWS::SQS::Queue", "aws sqs get-queue-attributes --queue-url \"$id\" --attribute-names All"),
      Map.entry("AWS::Scheduler::Schedule", "aws scheduler get-schedule --name \"$id\""),
      Map.entry("AWS::SecretsManager::Secret", "aws secretsmanager describe-secret --secret-id \"$id\""),
      Map.entry("AWS::StepFunctions::StateMachine", "aws stepfunctions list-executions --state-machine-arn \"$id\""));
  // spotless:on

  private final Plan plan;
  private final Assembly assembly;

  Commands(Plan plan, Assembly assembly) {
    this.plan = plan;
    this.assembly = assembly;
  }

  /** The commands that show a part, in the order in which they are run; none for what is none. */
  List<String> toLookAt(Part part) {
    Optional<Resource> resource = plan.template().find(part.id());
    if (!part.isResource() || resource.isEmpty()) {
      return List.of();
    }
    String stack = part.id().substring(0, part.id().lastIndexOf('/'));
    if (part.kind() == PartKind.ALARM && !stack.contains("/")) {
      return List.of(
          "aws cloudwatch describe-alarms --alarm-name-prefix "
              + assembly.nameOf(stack)
              + "-"
              + part.id().substring(stack.length() + 1));
    }
    String look = LOOK.getOrDefault(part.type(), "");
    Optional<String> cluster = resource.get().property("Cluster").flatMap(Reference::idOf);
    boolean needsCluster = look.contains("$cluster");
    if (look.isEmpty() || (needsCluster && cluster.isEmpty())) {
      return List.of(ResourceCommand.describe(part.id(), assembly::nameOf));
    }
    List<String> commands = new ArrayList<>();
    if (needsCluster) {
      cluster.ifPresent(it -> commands.add(set("cluster", it)));
    }
    commands.add(set("id", part.id()));
    commands.add(look);
    return List.copyOf(commands);
  }

  /** That a variable of the shell is what AWS calls a resource. */
  private String set(String variable, String id) {
    return variable + "=" + ResourceCommand.physicalId(id, assembly::nameOf);
  }
}
