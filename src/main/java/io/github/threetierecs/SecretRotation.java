package io.github.threetierecs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.secretsmanager.CfnRotationSchedule;
import software.amazon.awscdk.services.secretsmanager.CfnRotationSchedule.HostedRotationLambdaProperty;
import software.amazon.awscdk.services.secretsmanager.CfnRotationSchedule.RotationRulesProperty;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * Changes the database's password on a schedule, and has the backend's tasks replaced when it has
 * changed.
 *
 * <p>The function is AWS's, which a macro of CloudFormation's adds: in the private subnets, since
 * it has to reach Secrets Manager as well as the database (aws-cdk#17265, #19233). The schedules
 * are made outright: the CDK's own give the secret a policy that depends on a feature flag.
 */
final class SecretRotation extends Construct {
  private static final String MACRO = "AWS::SecretsManager-2024-09-16";
  private static final int HTTPS = 443;
  private static final int HOURS_A_DAY = 24;

  /** What the CDK leaves out of the first password too. */
  private static final String EXCLUDED = " %+~`#$&*()|[]{}:;<>?!'/@\"\\";

  final SecurityGroup securityGroup;
  final @Nullable RedeployOnRotation redeployment;

  /** Of the secret that the backend uses, and of the master user's if that is another. */
  final List<CfnRotationSchedule> schedules;

  SecretRotation(
      Construct scope,
      RotationProps props,
      Profile profile,
      ConsoleWords words,
      TieredVpc network,
      MySqlDataTier data,
      EcsEc2Capacity capacity,
      BackendTier backend) {
    super(scope, "Rotation");
    securityGroup =
        SecurityGroup.Builder.create(this, "SecurityGroup")
            .vpc(network.vpc)
            .description(words.describe("Function that changes the password of the database"))
            .allowAllOutbound(false)
            .build();
    securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "Secrets Manager");
    data.admit(securityGroup, "MySQL from the function that changes the password");
    network.endpoints.admit(securityGroup);

    redeployment =
        Defaults.REDEPLOY.unless(props.redeploy, profile)
            ? new RedeployOnRotation(this, words, data.applicationSecret, capacity, backend)
            : null;

    // A rotation before the tasks are there to be replaced would leave them with the old password;
    // one before the rules and the routes are there would fail.
    List<IDependable> before = new ArrayList<>(List.of(securityGroup, data, backend));
    if (network.endpoints.securityGroup != null) {
      before.add(network.endpoints.securityGroup);
    }
    if (redeployment != null) {
      before.add(redeployment);
    }
    schedules = schedules(props, profile, network, data);
    schedules.forEach(it -> it.getNode().addDependency(before.toArray(IDependable[]::new)));
  }

  private List<CfnRotationSchedule> schedules(
      RotationProps props, Profile profile, TieredVpc network, MySqlDataTier data) {
    Stack.of(this).addTransform(MACRO);
    String family = data.database.rotationFamily();
    String securityGroupId = securityGroup.getSecurityGroupId();
    String subnetIds =
        Fn.join(",", network.vpc.selectSubnets(network.privateSubnets).getSubnetIds());
    HostedRotationLambdaProperty.Builder master =
        function(family + "SingleUser", data.secret, securityGroupId, subnetIds);
    if (data.applicationSecret == data.secret) {
      return List.of(schedule("Schedule", props, profile, data.secret, master));
    }
    HostedRotationLambdaProperty.Builder application =
        function(family + "MultiUser", data.applicationSecret, securityGroupId, subnetIds)
            .superuserSecretArn(data.secret.getSecretArn());
    IKey masterKey = data.secret.getEncryptionKey();
    if (masterKey != null) {
      application.superuserSecretKmsKeyArn(masterKey.getKeyArn());
    }
    return List.of(
        schedule("ApplicationSchedule", props, profile, data.applicationSecret, application),
        schedule("Schedule", props, profile, data.secret, master));
  }

  private static HostedRotationLambdaProperty.Builder function(
      String type, ISecret secret, String securityGroupId, String subnetIds) {
    HostedRotationLambdaProperty.Builder function =
        HostedRotationLambdaProperty.builder()
            .rotationType(type)
            .excludeCharacters(EXCLUDED)
            .vpcSecurityGroupIds(securityGroupId)
            .vpcSubnetIds(subnetIds);
    IKey key = secret.getEncryptionKey();
    return key == null ? function : function.kmsKeyArn(key.getKeyArn());
  }

  private CfnRotationSchedule schedule(
      String id,
      RotationProps props,
      Profile profile,
      ISecret secret,
      HostedRotationLambdaProperty.Builder function) {
    long hours =
        props.interval != null
            ? Problems.hoursOf(props.interval).longValue()
            : Defaults.ROTATION_DAYS.in(profile).longValue() * HOURS_A_DAY;
    RotationRulesProperty.Builder rules =
        RotationRulesProperty.builder()
            .scheduleExpression(
                hours % HOURS_A_DAY == 0 ? rate(hours / HOURS_A_DAY, "day") : rate(hours, "hour"));
    if (props.window != null) {
      rules.duration(Problems.hoursOf(props.window).longValue() + "h");
    }
    return CfnRotationSchedule.Builder.create(this, id)
        .secretId(secret.getSecretArn())
        .hostedRotationLambda(function.build())
        .rotateImmediatelyOnUpdate(
            Defaults.ROTATE_IMMEDIATELY.unless(props.rotateImmediately, profile))
        .rotationRules(rules.build())
        .build();
  }

  private static String rate(long number, String unit) {
    return "rate(" + number + " " + unit + (number == 1 ? ")" : "s)");
  }
}
