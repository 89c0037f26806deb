package io.github.threetierecs.examples.existingvpc;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** What a platform team looks after: a VPC with three groups of subnets, in plain CDK. */
final class PlatformStack extends Stack {
  final Vpc vpc;

  PlatformStack(Construct scope, String id, StackProps props) {
    super(scope, id, props);
    vpc =
        Vpc.Builder.create(this, "Vpc")
            .ipAddresses(IpAddresses.cidr("10.20.0.0/16"))
            .maxAzs(2)
            .subnetConfiguration(
                List.of(
                    SubnetConfiguration.builder()
                        .name("Edge")
                        .subnetType(SubnetType.PUBLIC)
                        .cidrMask(24)
                        .mapPublicIpOnLaunch(false)
                        .build(),
                    group("Apps", SubnetType.PRIVATE_WITH_EGRESS, 20),
                    group("Data", SubnetType.PRIVATE_ISOLATED, 24)))
            .gatewayEndpoints(
                Map.of(
                    "S3",
                    GatewayVpcEndpointOptions.builder()
                        .service(GatewayVpcEndpointAwsService.S3)
                        .build()))
            .restrictDefaultSecurityGroup(false)
            .build();
    vpc.addFlowLog(
        "FlowLog",
        FlowLogOptions.builder()
            .destination(FlowLogDestination.toCloudWatchLogs(flowLogGroup()))
            .build());
    acknowledge(
        "VPCDefaultSecurityGroupClosed", "The platform team closes it for the whole account.");
    acknowledge("VPCNoUnrestrictedRouteToIGW", "The Edge subnets are for load balancers.");
    acknowledge("IAMNoInlinePolicy", "The flow log's role has a policy of its own.");
  }

  private LogGroup flowLogGroup() {
    Key key =
        Key.Builder.create(this, "Key")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Validations.of(key)
        .acknowledge(
            Acknowledgment.builder()
                .id("cdk-validator-cfnguard::kms_create_grant_aws_service_check")
                .reason("The account itself may do everything with the key, or nobody could.")
                .build());
    key.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .principals(
                List.of(new ServicePrincipal("logs." + getRegion() + "." + getUrlSuffix())))
            .actions(
                List.of(
                    "kms:Encrypt",
                    "kms:Decrypt",
                    "kms:ReEncrypt*",
                    "kms:GenerateDataKey*",
                    "kms:Describe*"))
            .resources(List.of("*"))
            .conditions(
                Map.of(
                    "ArnLike",
                    Map.of(
                        "kms:EncryptionContext:aws:logs:arn",
                        "arn:"
                            + getPartition()
                            + ":logs:"
                            + getRegion()
                            + ":"
                            + getAccount()
                            + ":log-group:*")))
            .build());
    return LogGroup.Builder.create(this, "FlowLogGroup")
        .retention(RetentionDays.ONE_YEAR)
        .encryptionKey(key)
        .build();
  }

  private void acknowledge(String rule, String reason) {
    Validations.of(this)
        .acknowledge(
            Stream.of("NIST.800.53.R5-", "HIPAA.Security-", "PCI.DSS.321-")
                .map(
                    pack ->
                        Acknowledgment.builder()
                            .id("Annotation::" + pack + rule)
                            .reason(reason)
                            .build())
                .toArray(Acknowledgment[]::new));
  }

  private static SubnetConfiguration group(String name, SubnetType type, int mask) {
    return SubnetConfiguration.builder().name(name).subnetType(type).cidrMask(mask).build();
  }
}
