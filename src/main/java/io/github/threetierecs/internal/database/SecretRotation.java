package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.options.MySqlVersion;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.RotationOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.IFunction;
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
 * <p>The problem: the function that sets a password has to reach the database as well as Secrets
 * Manager (aws-cdk#17265, #19233), and a rotation may begin as soon as its schedule exists. Tasks
 * keep the password that they were started with.
 *
 * <p>The function is AWS's, which a macro of CloudFormation adds, in the private subnets and with
 * its own security group; or it is the user's, as a {@link RotationFunction}. AWS's functions have
 * a schedule for each secret: the application's, by alternating users where that is possible, and
 * the master user's. A function of the user's has one, for the secret that the backend uses. {@link
 * RedeployOnRotation} replaces the tasks. The schedules are created explicitly: the CDK's own give
 * the secret a policy that depends on a feature flag.
 *
 * <p>What is guaranteed: no schedule is created before the database, the backend, the security
 * group rules and permissions, and the redeployment. What is not: with a single user, new
 * connections of old tasks fail until the new ones have taken over.
 */
public final class SecretRotation extends Construct {
  private static final String MACRO = "AWS::SecretsManager-2024-09-16";

  /** The rule under which a missing permissions boundary is reported. */
  public static final String BOUNDARY_RULE = "ThreeTierEcsApp::RotationBoundary";

  public static final String BOUNDARY_WORDS =
      "database.rotation: a permissions boundary is set here, and the role of the function that"
          + " CloudFormation adds has none";

  public static final String BOUNDARY_REMEDY =
      "where one is mandatory, set rotation.function to your own function";

  /**
   * Where the CDK looks for a boundary. Those that are applied otherwise are seen after synthesis.
   */
  public static final String BOUNDARY = "@aws-cdk/core:permissionsBoundary";

  private static final int HTTPS = 443;

  /** These are the characters that the CDK excludes from the first password too. */
  private static final String EXCLUDED = " %+~`#$&*()|[]{}:;<>?!'/@\"\\";

  /**
   * The security group of the function that CloudFormation adds; null with the user's own function.
   */
  public final @Nullable SecurityGroup securityGroup;

  public final @Nullable RotationFunction own;

  /**
   * What connects to the database and to Secrets Manager; null if the security groups of the user's
   * function are not known.
   */
  public final @Nullable IConnectable client;

  public final @Nullable RedeployOnRotation redeployment;

  /**
   * Schedules for the secret that the backend uses, and for the master user's if that is another
   * one.
   */
  public final List<CfnRotationSchedule> schedules;

  public SecretRotation(
      Construct scope,
      Values options,
      ConsoleWords words,
      TieredVpc network,
      MySqlDataTier data,
      RedeployOnRotation.Tasks backend) {
    super(scope, "Rotation");
    // If a rotation came before the tasks can be replaced, they would keep the old password; if it
    // came before the rules and the routes are there, it would fail.
    List<IDependable> before = new ArrayList<>(List.of(data, backend.tier()));
    IFunction function = options.find(RotationOptions.FUNCTION);
    if (function != null) {
      securityGroup = null;
      own = new RotationFunction(this, function, network, data);
      before.addAll(own.parts);
      client = own.client;
    } else {
      own = null;
      securityGroup = securityGroup(words, network);
      before.add(0, securityGroup);
      client = securityGroup;
      warnOfBoundary();
      warnOfVersion(data.version);
    }

    redeployment =
        data.applicationSecret != null && options.get(RotationOptions.REDEPLOY)
            ? new RedeployOnRotation(this, words, data.applicationSecret, backend)
            : null;

    if (network.endpoints.securityGroup != null) {
      before.add(network.endpoints.securityGroup);
    }
    if (redeployment != null) {
      before.add(redeployment);
    }
    schedules =
        own == null
            ? hostedSchedules(options, network, data, Objects.requireNonNull(securityGroup))
            : List.of(
                rules("Schedule", options, data.secrets.rotated())
                    .rotationLambdaArn(own.function.getFunctionArn())
                    .build());
    schedules.forEach(it -> it.getNode().addDependency(before.toArray(IDependable[]::new)));
  }

  private SecurityGroup securityGroup(ConsoleWords words, TieredVpc network) {
    SecurityGroup group =
        SecurityGroup.Builder.create(this, "SecurityGroup")
            .vpc(network.vpc)
            .description(words.describe("Function that changes the password of the database"))
            .allowAllOutbound(false)
            .build();
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "Secrets Manager");
    return group;
  }

  /** The function that CloudFormation adds has a role that AWS creates, without any boundary. */
  private void warnOfBoundary() {
    if (getNode().tryGetContext(BOUNDARY) != null) {
      new Warning(BOUNDARY_RULE, BOUNDARY_WORDS + "; " + BOUNDARY_REMEDY).addTo(this);
    }
  }

  /**
   * What the function that CloudFormation adds does exactly is not public; its published code is.
   */
  private void warnOfVersion(@Nullable String version) {
    if (version == null || !MySqlVersion.reads(version) || MySqlVersion.majorOf(version) < 9) {
      return;
    }
    new Warning(
            "ThreeTierEcsApp::RotationOfMySql9",
            "database.rotation: the published code of AWS's rotation functions sets a password with"
                + " PASSWORD(…) in every version of MySQL except 8, and MySQL "
                + version
                + " has no such function: each rotation may fail, which leaves the password as it"
                + " is. Try it in a copy with rotation.rotateImmediately(true), or set"
                + " rotation.function to your own function")
        .addTo(this);
  }

  private List<CfnRotationSchedule> hostedSchedules(
      Values options, TieredVpc network, MySqlDataTier data, SecurityGroup securityGroup) {
    Stack.of(this).addTransform(MACRO);
    String family = data.database.rotationFamily();
    String securityGroupId = securityGroup.getSecurityGroupId();
    String subnetIds =
        Fn.join(",", network.vpc.selectSubnets(network.privateSubnets).getSubnetIds());
    HostedRotationLambdaProperty.Builder master =
        function(family + "SingleUser", data.secret, securityGroupId, subnetIds);
    CfnRotationSchedule ofMaster = schedule("Schedule", options, data.secret, master);
    if (data.secrets.rotated() == data.secret) {
      return List.of(ofMaster);
    }
    HostedRotationLambdaProperty.Builder application =
        function(
            family + (data.secrets.alternates() ? "MultiUser" : "SingleUser"),
            data.secrets.rotated(),
            securityGroupId,
            subnetIds);
    IKey masterKey = data.secret.getEncryptionKey();
    if (data.secrets.alternates()) {
      application.superuserSecretArn(data.secret.getSecretArn());
      if (masterKey != null) {
        application.superuserSecretKmsKeyArn(masterKey.getKeyArn());
      }
    }
    return List.of(
        schedule("ApplicationSchedule", options, data.secrets.rotated(), application), ofMaster);
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
      String id, Values options, ISecret secret, HostedRotationLambdaProperty.Builder function) {
    return rules(id, options, secret).hostedRotationLambda(function.build()).build();
  }

  private CfnRotationSchedule.Builder rules(String id, Values options, ISecret secret) {
    long hours = Problems.hoursOf(options.get(RotationOptions.INTERVAL)).longValue();
    RotationRulesProperty.Builder rules =
        RotationRulesProperty.builder()
            .scheduleExpression(
                hours % RotationOptions.HOURS_A_DAY == 0
                    ? rate(hours / RotationOptions.HOURS_A_DAY, "day")
                    : rate(hours, "hour"));
    Duration window = options.find(RotationOptions.WINDOW);
    if (window != null) {
      rules.duration(Problems.hoursOf(window).longValue() + "h");
    }
    return CfnRotationSchedule.Builder.create(this, id)
        .secretId(secret.getSecretArn())
        .rotateImmediatelyOnUpdate(options.get(RotationOptions.ROTATE_IMMEDIATELY))
        .rotationRules(rules.build());
  }

  private static String rate(long number, String unit) {
    return "rate(" + number + " " + unit + (number == 1 ? ")" : "s)");
  }
}
