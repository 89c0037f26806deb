package io.github.threetierecs;

import io.github.threetierecs.internal.template.Resource;
import java.util.Map;
import java.util.TreeMap;

/** The properties by which users can name a resource, and CloudFormation lets two collide. */
final class PhysicalNames {
  /** A type whose resources cannot be named. */
  private static final String NONE = "";

  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry("AWS::ApplicationAutoScaling::ScalableTarget", NONE),
          // The name of a policy is one within its scalable target.
          Map.entry("AWS::ApplicationAutoScaling::ScalingPolicy", NONE),
          Map.entry("AWS::AutoScaling::AutoScalingGroup", "AutoScalingGroupName"),
          Map.entry("AWS::EC2::EIP", NONE),
          Map.entry("AWS::EC2::FlowLog", NONE),
          Map.entry("AWS::EC2::InternetGateway", NONE),
          Map.entry("AWS::EC2::LaunchTemplate", "LaunchTemplateName"),
          Map.entry("AWS::EC2::NatGateway", NONE),
          Map.entry("AWS::EC2::Route", NONE),
          Map.entry("AWS::EC2::RouteTable", NONE),
          Map.entry("AWS::EC2::SecurityGroup", "GroupName"),
          Map.entry("AWS::EC2::SecurityGroupEgress", NONE),
          Map.entry("AWS::EC2::SecurityGroupIngress", NONE),
          Map.entry("AWS::EC2::Subnet", NONE),
          Map.entry("AWS::EC2::SubnetRouteTableAssociation", NONE),
          Map.entry("AWS::EC2::VPC", NONE),
          Map.entry("AWS::EC2::VPCEndpoint", NONE),
          Map.entry("AWS::EC2::VPCGatewayAttachment", NONE),
          Map.entry("AWS::ECS::CapacityProvider", "Name"),
          Map.entry("AWS::ECS::Cluster", "ClusterName"),
          Map.entry("AWS::ECS::ClusterCapacityProviderAssociations", NONE),
          Map.entry("AWS::ECS::Service", "ServiceName"),
          // A family counts revisions, and two of the same name do not collide.
          Map.entry("AWS::ECS::TaskDefinition", NONE),
          Map.entry("AWS::ElasticLoadBalancingV2::Listener", NONE),
          Map.entry("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name"),
          Map.entry("AWS::ElasticLoadBalancingV2::TargetGroup", "Name"),
          Map.entry("AWS::IAM::InstanceProfile", "InstanceProfileName"),
          // The name of a policy is one within its role.
          Map.entry("AWS::IAM::Policy", NONE),
          Map.entry("AWS::IAM::Role", "RoleName"),
          Map.entry("AWS::KMS::Key", NONE),
          Map.entry("AWS::Lambda::Function", "FunctionName"),
          Map.entry("AWS::Logs::LogGroup", "LogGroupName"),
          Map.entry("AWS::RDS::DBInstance", "DBInstanceIdentifier"),
          Map.entry("AWS::RDS::DBParameterGroup", "DBParameterGroupName"),
          Map.entry("AWS::RDS::DBSubnetGroup", "DBSubnetGroupName"),
          Map.entry("AWS::S3::Bucket", "BucketName"),
          Map.entry("AWS::S3::BucketPolicy", NONE),
          Map.entry("AWS::SecretsManager::Secret", "Name"),
          Map.entry("AWS::SecretsManager::SecretTargetAttachment", NONE),
          Map.entry("Custom::VpcRestrictDefaultSG", NONE));

  private PhysicalNames() {}

  /** The names that a template gives to resources of the types that are known here. */
  static Map<String, String> ofKnownTypesIn(Anatomy app) {
    Map<String, String> names = new TreeMap<>();
    for (Resource resource : app.template.resources()) {
      String property = PROPERTIES.getOrDefault(resource.type(), NONE);
      if (!property.equals(NONE)) {
        resource.text(property).ifPresent(name -> names.put(resource.toString(), name));
      }
    }
    return names;
  }

  /** The names that a template gives, by resource. */
  static Map<String, String> in(Anatomy app) {
    Map<String, String> names = new TreeMap<>();
    for (Resource resource : app.template.resources()) {
      String property = PROPERTIES.get(resource.type());
      if (property == null) {
        throw new AssertionError(
            resource
                + " is of a type that this test does not know: look up which property names it,"
                + " and add it to PhysicalNames");
      }
      if (!property.equals(NONE)) {
        resource.text(property).ifPresent(name -> names.put(resource.toString(), name));
      }
    }
    return names;
  }
}
