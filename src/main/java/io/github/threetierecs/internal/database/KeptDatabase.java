package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.network.TieredVpc;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.IResource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.constructs.IConstruct;

/**
 * What stays with a database that outlives its stack: all that it cannot be without. AWS refuses to
 * delete what a running database uses, and the deletion of the stack would fail there
 * (aws-cdk#22141, #35286). Of the VPC that is the construct's, the part that the database is in
 * stays; one that was given is its owner's.
 */
public final class KeptDatabase {
  private KeptDatabase() {}

  /** {@return whether the instance itself stays, and not just a snapshot of it} */
  static boolean isKept(RemovalPolicy removal) {
    return removal == RemovalPolicy.RETAIN || removal == RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  }

  /**
   * Keeps what a database cannot be without, but for the parameters, which the CDK makes only
   * later, and the key, which a snapshot needs as well.
   */
  static void keep(List<IResource> parts, TieredVpc network, RemovalPolicy removal) {
    parts.forEach(it -> it.applyRemovalPolicy(removal));
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
