package io.github.threetierecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.constructs.Node;

/**
 * What cdk-nag's AwsSolutions rules find in {@link Profile#PRODUCTION}, and why it is left as it
 * is.
 *
 * <p>A rule that a consumer's own change could break as well is acknowledged on the one resource it
 * is about, so that it still speaks up about the others. {@code docs/security.md} repeats the
 * table.
 */
final class AcceptedRisks {
  /** Rules that only ever look at what we make. */
  static final List<AcceptedRisk> APP =
      List.of(
          new AcceptedRisk(
              "AwsSolutions-AS3",
              "The Auto Scaling group: nobody is told of scaling, which managed scaling makes an"
                  + " everyday event. Add a notification to getAutoScalingGroup() to be told."),
          new AcceptedRisk(
              "AwsSolutions-ECS2",
              "Both task definitions: the environment holds a Region, a host, a port, a URL, a name"
                  + " and an ARN. User and password come from Secrets Manager."),
          new AcceptedRisk(
              "AwsSolutions-ELB2",
              "Both load balancers: access logs need a bucket in a Region that is known at synth,"
                  + " which a stack without an environment has not."),
          new AcceptedRisk(
              "AwsSolutions-RDS11",
              "The database: it listens on 3306. Only the backend's security group reaches it, in"
                  + " subnets without a route to the internet; another port would hide nothing."),
          new AcceptedRisk(
              "AwsSolutions-SMG4",
              "The database's secret: it is not rotated. Tasks get the password when they start,"
                  + " and would keep the old one until they are redeployed."));

  static final List<AcceptedRisk> FRONTEND_LOAD_BALANCER =
      List.of(
          new AcceptedRisk(
              "AwsSolutions-EC23",
              "The internet-facing load balancer: it is there for the whole internet to reach, on"
                  + " its listener's port alone."));

  static final List<AcceptedRisk> INSTANCE_ROLE =
      List.of(
          new AcceptedRisk(
              "AwsSolutions-IAM5[Resource::*]",
              "The instances' role: ecs:DiscoverPollEndpoint and ecr:GetAuthorizationToken take no"
                  + " resource."),
          new AcceptedRisk(
              "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecr:<AWS::Region>:<AWS::AccountId>"
                  + ":repository/*]",
              "The instances' role: it pulls from any repository of this account and Region, since"
                  + " an image can be given by its name alone."),
          new AcceptedRisk(
              "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>"
                  + ":container-instance/*]",
              "The instances' role: an instance learns its id when it registers. A condition keeps"
                  + " it to its own cluster."));

  /** {@code Validations.ACKNOWLEDGED_RULES_METADATA_KEY}, without the call into the CDK. */
  private static final String ACKNOWLEDGED_RULES = "aws:cdk:acknowledged-rules";

  private AcceptedRisks() {}

  static List<AcceptedRisk> all() {
    return Stream.of(APP, FRONTEND_LOAD_BALANCER, INSTANCE_ROLE).flatMap(List::stream).toList();
  }

  /**
   * Records what {@code Validations.of(where).acknowledge(…)} would, which refuses the name of a
   * finding that has an ARN in it.
   */
  static void acknowledge(List<AcceptedRisk> risks, Node where) {
    Map<String, String> reasons = new LinkedHashMap<>();
    risks.forEach(risk -> reasons.put("Annotation::" + risk.rule, risk.reason));
    where.addMetadata(ACKNOWLEDGED_RULES, reasons);
  }

  /** One finding of a rule, as cdk-nag names it, and the reason. */
  record AcceptedRisk(String rule, String reason) {}
}
