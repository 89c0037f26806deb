package io.github.threetierecs;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.database.Backup;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.guard.CircleOfStacks;
import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.FrontendTier;
import io.github.threetierecs.internal.service.ServiceOutputs;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.rds.SubnetGroup;
import software.constructs.Construct;

/**
 * The stack's outputs about an application: where it answers, and what the commands of docs/guides
 * need. Their keys are a contract, since scripts read them.
 */
final class Outputs {
  private final Construct app;

  private Outputs(Construct app) {
    this.app = app;
  }

  static void of(
      Construct app,
      EcsEc2Capacity capacity,
      MySqlDataTier data,
      BackendTier backend,
      FrontendTier frontend,
      @Nullable Backup backup,
      boolean portForward,
      Map<String, SecurityGroup> groups) {
    Outputs outputs = new Outputs(app);
    outputs.add(
        "Url", CircleOfStacks.watch(app, groups, "Where the frontend answers"), frontend.url);
    outputs.add("ClusterName", "The ECS cluster", capacity.clusterName);
    ServiceOutputs.add(
        app, "Frontend", "the frontend", frontend.service.getServiceName(), frontend.task);
    ServiceOutputs.add(
        app, "Backend", "the backend", backend.service.getServiceName(), backend.task);
    outputs.ofDatabase(data);
    if (backup != null) {
      outputs.add("BackupVaultName", "The vault of AWS Backup", backup.vault.getBackupVaultName());
    }
    if (portForward) {
      outputs.add(
          "DatabasePortForward",
          "Lets localhost:" + PortForward.LOCAL_PORT + " lead to the database",
          PortForward.command(capacity, backend, data));
    }
  }

  private void ofDatabase(MySqlDataTier data) {
    add(
        "DatabaseSecretArn",
        "The secret with the database's user and password",
        data.secret.getSecretArn());
    if (data.applicationUser != null && data.applicationUser.secret != null) {
      add(
          "ApplicationUserSecretArn",
          "The secret with the user and password that the backend has",
          data.applicationUser.secret.getSecretArn());
    }
    if (data.securityGroup == null) {
      // An existing database needs no outputs: its owner knows what it is called.
      return;
    }
    add("DatabaseIdentifier", "The RDS instance", data.database.identifier());
    SubnetGroup subnets =
        (SubnetGroup) data.database.construct().getNode().findChild("SubnetGroup");
    add(
        "DatabaseSubnetGroupName",
        "The subnets of the database, for one that is restored",
        subnets.getSubnetGroupName());
    add(
        "DatabaseSecurityGroupId",
        "The security group of the database, for one that is restored",
        data.securityGroup.getSecurityGroupId());
    if (data.proxy != null) {
      add("DatabaseProxyName", "RDS Proxy", data.proxy.proxy.getRef());
    }
  }

  private void add(String id, String description, String value) {
    CfnOutput.Builder.create(app, id).description(description).value(value).build();
  }
}
