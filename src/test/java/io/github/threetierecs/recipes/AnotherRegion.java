package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.BackupProps;
import io.github.threetierecs.DatabaseProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.ecr.CfnReplicationConfiguration;
import software.amazon.awscdk.services.ecr.CfnReplicationConfiguration.ReplicationConfigurationProperty;
import software.amazon.awscdk.services.ecr.CfnReplicationConfiguration.ReplicationDestinationProperty;
import software.amazon.awscdk.services.ecr.CfnReplicationConfiguration.ReplicationRuleProperty;
import software.amazon.awscdk.services.ecr.CfnReplicationConfiguration.RepositoryFilterProperty;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerImage;

final class AnotherRegion {
  private static final String ACCOUNT = "111111111111";
  private static final String HOME = "eu-central-1";
  private static final String RECOVERY = "eu-west-1";
  private static final String VAULT = "shop-copies";

  private AnotherRegion() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    copies(stack(cdk, "ShopCopies", RECOVERY));
    home(stack(cdk, "Shop", HOME));

    // cdk deploy ShopRecovery -c snapshot=…: in a drill, and on the day. It is not deployed before.
    Object snapshot = cdk.getNode().tryGetContext("snapshot");
    recovery(
        stack(cdk, "ShopRecovery", RECOVERY),
        snapshot instanceof String text
            ? text
            : "arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:copyjob-0123");
    cdk.synth();
  }

  private static Stack stack(App cdk, String id, String region) {
    return new Stack(
        cdk,
        id,
        StackProps.builder()
            .env(Environment.builder().account(ACCOUNT).region(region).build())
            .build());
  }

  /** Is there before anything happens: where copies of snapshots arrive. */
  private static void copies(Stack stack) {
    BackupVault.Builder.create(stack, "Vault")
        .backupVaultName(VAULT)
        .removalPolicy(RemovalPolicy.RETAIN)
        .build();
  }

  private static void home(Stack stack) {
    new ThreeTierEcsApp(
        stack,
        "App",
        common(stack)
            .backup(
                BackupProps.builder()
                    .copyTo(
                        BackupVault.fromBackupVaultArn(
                            stack,
                            "Copies",
                            "arn:aws:backup:%s:%s:backup-vault:%s"
                                .formatted(RECOVERY, ACCOUNT, VAULT)))
                    .build())
            .build());
    // One for the account and Region: if there is one already, add the rule to it.
    CfnReplicationConfiguration.Builder.create(stack, "Images")
        .replicationConfiguration(
            ReplicationConfigurationProperty.builder()
                .rules(
                    List.of(
                        ReplicationRuleProperty.builder()
                            .destinations(
                                List.of(
                                    ReplicationDestinationProperty.builder()
                                        .region(RECOVERY)
                                        .registryId(ACCOUNT)
                                        .build()))
                            .repositoryFilters(
                                List.of(
                                    RepositoryFilterProperty.builder()
                                        .filter("shop/")
                                        .filterType("PREFIX_MATCH")
                                        .build()))
                            .build()))
                .build())
        .build();
  }

  /** The same application, which begins with a copy of the data. */
  private static void recovery(Stack stack, String snapshot) {
    new ThreeTierEcsApp(
        stack,
        "App",
        common(stack).database(DatabaseProps.builder().snapshot(snapshot).build()).build());
  }

  private static ThreeTierEcsAppProps.Builder common(Stack stack) {
    return ThreeTierEcsAppProps.builder()
        .frontend(FrontendProps.builder().image(image(stack, "frontend")).build())
        .backend(BackendProps.builder().image(image(stack, "backend")).build());
  }

  /** The repository of the stack's own Region, to which Amazon ECR replicates. */
  private static ContainerImage image(Stack stack, String tier) {
    return ContainerImage.fromEcrRepository(
        Repository.fromRepositoryName(stack, "Images-" + tier, "shop/" + tier), "1.42.0");
  }
}
