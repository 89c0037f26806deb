package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.efs.AccessPoint;
import software.amazon.awscdk.services.efs.Acl;
import software.amazon.awscdk.services.efs.FileSystem;
import software.amazon.awscdk.services.efs.PosixUser;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;

final class SharedFilesOnEfs {
  private SharedFilesOnEfs() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Stack stack = new Stack(cdk, "Shop");
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            ThreeTierEcsAppProps.builder()
                .frontend(
                    FrontendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                        .build())
                .backend(
                    BackendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/backend:1"))
                        .build())
                .build());

    FileSystem files =
        FileSystem.Builder.create(stack, "Files")
            .vpc(app.getVpc())
            .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build())
            .encrypted(true)
            .fileSystemPolicy(
                PolicyDocument.Builder.create().statements(List.of(onlyByTls())).build())
            .enableAutomaticBackups(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    // Whoever mounts it is user 1000 there, in a folder that this user owns, and sees no other.
    AccessPoint folder =
        AccessPoint.Builder.create(stack, "Folder")
            .fileSystem(files)
            .path("/backend")
            .createAcl(Acl.builder().ownerUid("1000").ownerGid("1000").permissions("750").build())
            .posixUser(PosixUser.builder().uid("1000").gid("1000").build())
            .build();
    app.getBackend().mount(folder, "/files");
    cdk.synth();
  }

  /** A policy that allows nobody leaves it to the policies of roles, and shuts out all others. */
  private static PolicyStatement onlyByTls() {
    return PolicyStatement.Builder.create()
        .effect(Effect.DENY)
        .principals(List.of(new AnyPrincipal()))
        .actions(List.of("*"))
        .conditions(Map.of("Bool", Map.of("aws:SecureTransport", "false")))
        .build();
  }
}
