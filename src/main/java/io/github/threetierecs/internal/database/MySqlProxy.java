package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Decryption;
import io.github.threetierecs.internal.shared.UniqueName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupEgress;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.rds.CfnDBProxy;
import software.amazon.awscdk.services.rds.CfnDBProxy.AuthFormatProperty;
import software.amazon.awscdk.services.rds.CfnDBProxyTargetGroup;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * RDS Proxy in front of the database, in the same subnets: a pool of connections that all tasks
 * share, and that outlives a failover.
 *
 * <p>Created explicitly: the CDK's own construct gives the port of the database's rule as an
 * intrinsic, which checkers cannot read, lets the role decrypt whatever has the secret's key, and
 * takes the name from a feature flag.
 */
public final class MySqlProxy extends Construct {
  /** A proxy for MySQL always listens on this port. */
  public static final int PORT = 3306;

  public final SecurityGroup securityGroup;
  public final Role role;
  public final CfnDBProxy proxy;

  /**
   * The database behind the proxy. Until it is registered here, the proxy has nothing to connect
   * to.
   */
  public final CfnDBProxyTargetGroup targets;

  MySqlProxy(
      Construct scope,
      ConsoleWords words,
      TieredVpc network,
      MySqlInstance instance,
      List<ISecret> secrets) {
    super(scope, "Proxy");
    List<String> subnets = network.vpc.selectSubnets(network.databaseSubnets).getSubnetIds();
    securityGroup =
        SecurityGroup.Builder.create(this, "SecurityGroup")
            .vpc(network.vpc)
            .description(words.describe("Proxy of the database"))
            .allowAllOutbound(false)
            .build();
    instance
        .database
        .getConnections()
        .allowFrom(securityGroup, Port.tcp(PORT), "MySQL from the proxy");
    role = role(secrets, words);
    proxy =
        CfnDBProxy.Builder.create(this, "Proxy")
            .dbProxyName(name(subnets))
            .engineFamily("MYSQL")
            .auth(secrets.stream().map(MySqlProxy::user).toList())
            .requireTls(true)
            // Debug logs would contain statements with their data.
            .debugLogging(false)
            .roleArn(role.getRoleArn())
            .vpcSubnetIds(subnets)
            .vpcSecurityGroupIds(List.of(securityGroup.getSecurityGroupId()))
            .build();
    targets =
        CfnDBProxyTargetGroup.Builder.create(this, "Targets")
            .dbProxyName(proxy.getRef())
            // RDS accepts no other name.
            .targetGroupName("default")
            .dbInstanceIdentifiers(List.of(instance.database.getInstanceIdentifier()))
            .build();
    waitForRules(instance.securityGroup);
    waitForRules(securityGroup);
  }

  private static AuthFormatProperty user(ISecret secret) {
    return AuthFormatProperty.builder()
        .authScheme("SECRETS")
        .secretArn(secret.getSecretArn())
        .iamAuth("DISABLED")
        // This is the default authentication of MySQL 8.4. It needs TLS.
        .clientPasswordAuthType("MYSQL_CACHING_SHA2_PASSWORD")
        .build();
  }

  /** Without its route to the database, the proxy reports it as unavailable (aws-cdk#8919). */
  private void waitForRules(SecurityGroup group) {
    for (IConstruct part : group.getNode().getChildren()) {
      if (part instanceof CfnSecurityGroupIngress || part instanceof CfnSecurityGroupEgress) {
        targets.getNode().addDependency(part);
      }
    }
  }

  /**
   * A proxy has to have a name, and other subnets replace it: the new one is created while the old
   * one is still there. So the subnets are in the name, beside the place in the stack and the
   * stack's own id.
   */
  private String name(List<String> subnets) {
    String resolved = String.valueOf(Stack.of(this).resolve(subnets));
    return UniqueName.startingWith("p" + UniqueName.placeOf(this) + hashOf(resolved));
  }

  private static String hashOf(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has SHA-256.
    }
  }

  /**
   * It reads the secrets of its users, which have one key. RDS Proxy sends no global condition
   * keys, so that none can be asked for.
   */
  private Role role(List<ISecret> secrets, ConsoleWords words) {
    List<PolicyStatement> statements = new ArrayList<>();
    statements.add(
        PolicyStatement.Builder.create()
            .actions(List.of("secretsmanager:GetSecretValue"))
            .resources(secrets.stream().map(ISecret::getSecretArn).toList())
            .build());
    @Nullable IKey key = secrets.get(0).getEncryptionKey();
    if (key != null) {
      statements.add(Decryption.ofSecrets(key.getKeyArn()));
    }
    return Role.Builder.create(this, "Role")
        .description(words.describe("Lets RDS Proxy read the password of the database"))
        .assumedBy(new ServicePrincipal("rds.amazonaws.com"))
        .inlinePolicies(
            Map.of("Secret", PolicyDocument.Builder.create().statements(statements).build()))
        .build();
  }
}
