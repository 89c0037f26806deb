package io.github.threetierecs.internal.blueprint;

import static java.util.Map.entry;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import java.util.Map;

/** What the types of CloudFormation are. */
final class Catalogue {

  private static final Map<String, PartKind> KINDS =
      Ordered.mapOfEntries(
          entry("AWS::EC2::InternetGateway", PartKind.INTERNET_GATEWAY),
          entry("AWS::Route53::RecordSet", PartKind.RECORD),
          entry("AWS::Route53::RecordSetGroup", PartKind.RECORD),
          entry("AWS::Route53::HostedZone", PartKind.HOSTED_ZONE),
          entry("AWS::CertificateManager::Certificate", PartKind.CERTIFICATE),
          entry("AWS::WAFv2::WebACL", PartKind.WEB_ACL),
          entry("AWS::ElasticLoadBalancingV2::LoadBalancer", PartKind.LOAD_BALANCER),
          entry("AWS::ElasticLoadBalancingV2::Listener", PartKind.LISTENER),
          entry("AWS::ECS::Service", PartKind.SERVICE),
          entry("AWS::ECS::TaskDefinition", PartKind.JOB),
          entry("AWS::ECS::Cluster", PartKind.CLUSTER),
          entry("AWS::AutoScaling::AutoScalingGroup", PartKind.CAPACITY),
          entry("AWS::EC2::Instance", PartKind.INSTANCE),
          entry("AWS::Lambda::Function", PartKind.FUNCTION),
          entry("AWS::RDS::DBInstance", PartKind.DATABASE),
          entry("AWS::RDS::DBCluster", PartKind.DATABASE),
          entry("AWS::RDS::DBProxy", PartKind.PROXY),
          entry("AWS::EC2::VPC", PartKind.VPC),
          entry("AWS::EC2::Subnet", PartKind.SUBNET),
          entry("AWS::EC2::NatGateway", PartKind.NAT_GATEWAY),
          entry("AWS::EC2::VPCEndpoint", PartKind.ENDPOINT),
          entry("AWS::EC2::SecurityGroup", PartKind.SECURITY_GROUP),
          entry("AWS::EC2::EIP", PartKind.PUBLIC_ADDRESS),
          entry("AWS::ServiceDiscovery::HttpNamespace", PartKind.NAMESPACE),
          entry("AWS::ServiceDiscovery::PrivateDnsNamespace", PartKind.NAMESPACE),
          entry("AWS::SecretsManager::Secret", PartKind.SECRET),
          entry("AWS::SSM::Parameter", PartKind.PARAMETER),
          entry("AWS::KMS::Key", PartKind.KEY),
          entry("AWS::IAM::Role", PartKind.ROLE),
          entry("AWS::Logs::LogGroup", PartKind.LOG_GROUP),
          entry("AWS::CloudWatch::Alarm", PartKind.ALARM),
          entry("AWS::CloudWatch::CompositeAlarm", PartKind.ALARM),
          entry("AWS::CloudWatch::Dashboard", PartKind.DASHBOARD),
          entry("AWS::SNS::Topic", PartKind.TOPIC),
          entry("AWS::SQS::Queue", PartKind.QUEUE),
          entry("AWS::Events::Rule", PartKind.EVENT_RULE),
          entry("AWS::Scheduler::Schedule", PartKind.EVENT_RULE),
          entry("AWS::StepFunctions::StateMachine", PartKind.STATE_MACHINE),
          entry("AWS::S3::Bucket", PartKind.BUCKET),
          entry("AWS::DynamoDB::Table", PartKind.TABLE),
          entry("AWS::DynamoDB::GlobalTable", PartKind.TABLE),
          entry("AWS::EFS::FileSystem", PartKind.FILE_SYSTEM),
          entry("AWS::ElastiCache::ReplicationGroup", PartKind.CACHE),
          entry("AWS::ElastiCache::CacheCluster", PartKind.CACHE),
          entry("AWS::ElastiCache::ServerlessCache", PartKind.CACHE),
          entry("AWS::Backup::BackupVault", PartKind.BACKUP),
          entry("AWS::ECR::Repository", PartKind.IMAGE_REPOSITORY),
          entry("AWS::CloudFormation::Stack", PartKind.NESTED_STACK));

  private Catalogue() {}

  static PartKind kindOf(Resource resource) {
    PartKind kind = KINDS.getOrDefault(resource.type(), PartKind.OTHER);
    if (kind == PartKind.DATABASE
        && (resource.has("SourceDBInstanceIdentifier")
            || resource.has("SourceDBClusterIdentifier")
            || resource.has("ReplicationSourceIdentifier"))) {
      return PartKind.READ_REPLICA;
    }
    if (kind == PartKind.EVENT_RULE && startsTasks(resource)) {
      return PartKind.JOB;
    }
    return kind;
  }

  private static boolean startsTasks(Resource rule) {
    return rule.has("Target.EcsParameters") || rule.has("Targets.0.EcsParameters");
  }

  /** Where a part of a kind stands if its subnets do not say more. */
  static Layer layerOf(PartKind kind) {
    return switch (kind) {
      case USER, INTERNET -> Layer.INTERNET;
      case INTERNET_GATEWAY, RECORD, HOSTED_ZONE, CERTIFICATE, WEB_ACL -> Layer.EDGE;
      case NAT_GATEWAY, PUBLIC_ADDRESS -> Layer.PUBLIC;
      case LOAD_BALANCER, LISTENER, SERVICE, WORKER, JOB, TASK_CONTAINER, CAPACITY, INSTANCE ->
          Layer.PRIVATE;
      case DATABASE, READ_REPLICA, PROXY, CACHE -> Layer.DATABASE;
      case OTHER -> Layer.OTHER;
      default -> Layer.SUPPORT;
    };
  }
}
