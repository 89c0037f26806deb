package io.github.threetierecs.internal.shared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.ITemplateOptions;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TagManager;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.constructs.Construct;
import software.constructs.IConstruct;
import software.constructs.Node;

/**
 * What a person reads in the AWS console: what something is, and which application it belongs to.
 *
 * <p>Descriptions cannot be changed: EC2 replaces a security group whose description changes, and
 * RDS a parameter group. So they say nothing that a later change could make wrong, and of the place
 * no more than what the logical ids depend on: the path of the application in its stack.
 *
 * <p>Names are {@code Name} tags, never physical names. Their values are paths, as the CDK's own.
 */
public final class ConsoleWords {
  private static final String NAME = "Name";

  /** The value of a tag has 256 characters, some of which are left for a tier and its part. */
  private static final int LONGEST_PATH = 200;

  /** EC2 accepts any character in the value of a tag; IAM, RDS and ECS accept only these. */
  private static final String NOT_IN_A_TAG = "[^\\p{L}\\p{Z}\\p{N}_.:/=+@-]";

  /** EC2 accepts 255 characters in the description of a security group. */
  private static final int LONGEST_PLACE = 160;

  /**
   * EC2 accepts only these characters in the description of a security group; others accept them
   * too.
   */
  private static final String NOT_IN_A_DESCRIPTION = "[^a-zA-Z0-9 ._:/()#,@+=&;{}!$*\\[\\]-]";

  /**
   * What gets the {@code Name} tag of its tier. Not listener rules: to change a tag of one has
   * CloudFormation write its weights back (aws-cdk#36649). Nor the VPC's parts and the launch
   * template, which have names of their own.
   */
  private static final List<String> NAMED =
      List.of(
          "AWS::Backup::BackupVault",
          "AWS::EC2::SecurityGroup",
          "AWS::ECS::CapacityProvider",
          "AWS::ECS::Cluster",
          "AWS::ECS::Service",
          "AWS::ECS::TaskDefinition",
          "AWS::ElasticLoadBalancingV2::LoadBalancer",
          "AWS::ElasticLoadBalancingV2::TargetGroup",
          "AWS::Events::Rule",
          "AWS::IAM::Role",
          "AWS::KMS::Key",
          "AWS::Logs::LogGroup",
          "AWS::RDS::DBInstance",
          "AWS::RDS::DBParameterGroup",
          "AWS::RDS::DBProxy",
          "AWS::RDS::DBSubnetGroup",
          "AWS::RDS::EventSubscription",
          "AWS::Route53::HostedZone",
          "AWS::S3::Bucket",
          "AWS::SNS::Topic",
          "AWS::SQS::Queue",
          "AWS::SecretsManager::Secret",
          "AWS::StepFunctions::StateMachine",
          "AWS::WAFv2::WebACL");

  private final String path;
  private final String place;

  /**
   * The words of an application.
   *
   * @param path where it is in the tree, as the CDK writes it
   * @param scope what it is in
   * @param id its id there
   */
  public ConsoleWords(String path, Construct scope, String id) {
    this.path = endOf(path.replaceAll(NOT_IN_A_TAG, "-"), LONGEST_PATH);
    place = endOf(placeOf(path, scope, id).replaceAll(NOT_IN_A_DESCRIPTION, "-"), LONGEST_PLACE);
  }

  /**
   * A description such as "ECS instances of App". The stack is in the physical name beside it, and
   * cdk-nag cannot read a description that is known at deployment only.
   */
  public String describe(String what) {
    return what + " of " + place;
  }

  /** Describes a resource whose name does not contain the stack's. */
  public String describeInStack(String what) {
    return describe(what) + " in stack " + Aws.STACK_NAME;
  }

  /** Describes a security group that the CDK created and named after its path, and returns it. */
  public SecurityGroup describeSecurityGroup(Node owner, String what) {
    SecurityGroup group = (SecurityGroup) owner.findChild("SecurityGroup");
    CfnSecurityGroup resource = (CfnSecurityGroup) group.getNode().getDefaultChild();
    Objects.requireNonNull(resource).setGroupDescription(describe(what));
    return group;
  }

  /** Gives the parts of a tier their name, unless they have their own. */
  public void name(Construct tier, String suffix) {
    Tags.of(tier).add(NAME, path + suffix, TagProps.builder().includeResourceTypes(NAMED).build());
  }

  /** Gives a resource its own name. */
  public void nameAs(IConstruct resource, String suffix) {
    Tags.of(resource).add(NAME, path + suffix);
  }

  /**
   * Names instances, their volumes and their network interfaces, and gives all of them the tags of
   * the launch template: the CDK leaves the network interfaces out.
   */
  public void nameInstances(LaunchTemplate template) {
    nameAs(template, "/Capacity/Instance");
    CfnLaunchTemplate resource = (CfnLaunchTemplate) template.getNode().getDefaultChild();
    Map<String, Object> networkInterfaces = new LinkedHashMap<>();
    networkInterfaces.put("ResourceType", "network-interface");
    networkInterfaces.put(
        "Tags", Objects.requireNonNull(TagManager.of(template)).getRenderedTags());
    Objects.requireNonNull(resource)
        .addPropertyOverride("LaunchTemplateData.TagSpecifications.2", networkInterfaces);
  }

  /** Describes a stack that nobody has described. */
  public void describeStack(Stack stack) {
    ITemplateOptions options = stack.getTemplateOptions();
    if (options.getDescription() == null) {
      options.setDescription("Three-tier application " + place + " on Amazon ECS");
    }
  }

  private static String endOf(String text, int most) {
    return text.substring(Math.max(0, text.length() - most));
  }

  private static String placeOf(String path, Construct scope, String id) {
    if (scope instanceof Stack) {
      return id;
    }
    // The path within the stack is kept as it is in the logical ids, which leave "Default" out.
    String inStack = path.substring(Stack.of(scope).getNode().getPath().length() + 1);
    String named =
        Stream.of(inStack.split("/"))
            .filter(it -> !it.equals("Default"))
            .collect(Collectors.joining("/"));
    return named.isEmpty() ? id : named;
  }
}
