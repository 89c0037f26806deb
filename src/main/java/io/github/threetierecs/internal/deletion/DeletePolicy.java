package io.github.threetierecs.internal.deletion;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;

/**
 * What becomes of a resource that CloudFormation deletes. From the AWS CloudFormation Template
 * Reference Guide, DeletionPolicy attribute.
 */
public final class DeletePolicy {
  private static final String SNAPSHOT = "Snapshot";

  private DeletePolicy() {}

  /**
   * The policy of a resource.
   *
   * @param it the resource
   * @return its own, or CloudFormation's default: {@code Snapshot} for a database cluster, and for
   *     a database instance that is in none; {@code Delete} for all others, and for a read replica,
   *     of which RDS takes no last snapshot (Amazon RDS API Reference, DeleteDBInstance)
   */
  public static String of(Resource it) {
    String policy = it.attribute("DeletionPolicy").map(Text::of).orElseGet(() -> byDefault(it));
    return policy.equals(SNAPSHOT) && it.has("SourceDBInstanceIdentifier") ? "Delete" : policy;
  }

  private static String byDefault(Resource it) {
    boolean snapshot =
        it.type().equals("AWS::RDS::DBCluster")
            || (it.type().equals("AWS::RDS::DBInstance") && !it.has("DBClusterIdentifier"));
    return snapshot ? SNAPSHOT : "Delete";
  }

  static boolean takesSnapshot(Resource it) {
    return of(it).equals(SNAPSHOT);
  }

  /**
   * Whether AWS refuses to delete it, whatever the policy says.
   *
   * @param it the resource
   * @return whether its protection is on
   */
  public static boolean isProtected(Resource it) {
    return Protections.of(it).isPresent();
  }
}
