package io.github.threetierecs;

import java.util.Objects;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.rds.SubnetGroup;
import software.constructs.IConstruct;

/**
 * What stays with a database that outlives its stack: all that it cannot be without. AWS refuses to
 * delete what a running database uses, and the deletion of the stack would fail there
 * (aws-cdk#22141, #35286). Of the VPC that is the construct's, the part that the database is in
 * stays; one that was given is its owner's.
 */
final class KeptDatabase {
  private KeptDatabase() {}

  /** {@return whether the instance itself stays, and not just a snapshot of it} */
  static boolean isKept(RemovalPolicy removal) {
    return removal == RemovalPolicy.RETAIN || removal == RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  }

  /**
   * Keeps it, but for the parameters, which the CDK makes only later, and the secret and the key,
   * which a snapshot needs as well.
   */
  static void keep(MySqlInstance made, TieredVpc network, RemovalPolicy removal) {
    // The attachment too: without it, Secrets Manager takes the host and the port out of the
    // secret.
    made.secret.applyRemovalPolicy(removal);
    made.securityGroup.applyRemovalPolicy(removal);
    ((SubnetGroup) made.database.getNode().findChild("SubnetGroup")).applyRemovalPolicy(removal);
    if (made.monitoring.role != null) {
      made.monitoring.role.applyRemovalPolicy(removal);
    }
    if (network.made == null) {
      return;
    }
    network.made.applyRemovalPolicy(removal);
    for (ISubnet subnet :
        network.made.selectSubnets(Objects.requireNonNull(network.databaseSubnets)).getSubnets()) {
      for (IConstruct part : subnet.getNode().findAll()) {
        if (part instanceof CfnResource resource) {
          resource.applyRemovalPolicy(removal);
        }
      }
    }
  }
}
