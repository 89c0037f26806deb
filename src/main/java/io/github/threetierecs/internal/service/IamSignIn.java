package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.shared.Arns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.IDatabaseInstance;

/**
 * Lets a role sign in to the database, and to its replicas, as one user and no other.
 *
 * <p>Written explicitly: the CDK's own grant names the instance by its ARN unless a feature flag is
 * set, and then allows nothing.
 */
public final class IamSignIn {
  private IamSignIn() {}

  static void allow(IRole role, MySqlDataTier data, String user) {
    List<IDatabaseInstance> instances = new ArrayList<>(List.of(data.database.instance()));
    instances.addAll(data.replicas);
    role.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("rds-db:connect"))
            .resources(instances.stream().map(it -> arn(it, user)).toList())
            .build());
  }

  private static String arn(IDatabaseInstance instance, String user) {
    CfnDBInstance resource =
        (CfnDBInstance) Objects.requireNonNull(instance.getNode().getDefaultChild());
    return Arns.here("rds-db", "dbuser:" + resource.getAttrDbiResourceId() + "/" + user);
  }
}
