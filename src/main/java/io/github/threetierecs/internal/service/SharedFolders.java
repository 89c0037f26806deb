package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.shared.GivenValues;
import io.github.threetierecs.internal.shared.Places;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ecs.AuthorizationConfig;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.EfsVolumeConfiguration;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.efs.IAccessPoint;
import software.amazon.awscdk.services.efs.IFileSystem;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * Folders of Amazon EFS that a service's own container reads and writes. Each is an access point,
 * and the role may mount the file system by it only, and with TLS.
 */
public final class SharedFolders {
  private static final String ENABLED = "ENABLED";

  /** A number: a port of the CDK would cost every application round trips, mounted or not. */
  private static final int NFS = 2049;

  private static final String OF_THE_STACK =
      "use an access point of a file system in the stack's account and Region";

  private final TierTask task;
  private final ExplicitService service;
  private final EcsEc2Capacity capacity;

  SharedFolders(TierTask task, ExplicitService service, EcsEc2Capacity capacity) {
    this.task = task;
    this.service = service;
    this.capacity = capacity;
  }

  /**
   * Mounts one.
   *
   * @throws IllegalArgumentException if it cannot be mounted there; names all problems
   */
  public void mount(IAccessPoint folder, String containerPath) {
    IFileSystem files = check(folder, containerPath);
    String volume = newVolume();
    task.definition.addVolume(
        Volume.builder()
            .name(volume)
            .efsVolumeConfiguration(
                EfsVolumeConfiguration.builder()
                    .fileSystemId(files.getFileSystemId())
                    .transitEncryption(ENABLED)
                    .authorizationConfig(
                        AuthorizationConfig.builder()
                            .accessPointId(folder.getAccessPointId())
                            .iam(ENABLED)
                            .build())
                    .build())
            .build());
    for (ContainerDefinition container : task.ownAndMigration()) {
      container.addMountPoints(
          MountPoint.builder()
              .sourceVolume(volume)
              .containerPath(containerPath)
              .readOnly(false)
              .build());
    }
    task.definition.addToTaskRolePolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"))
            .resources(List.of(files.getFileSystemArn()))
            .conditions(
                Map.of(
                    "StringEquals",
                    Map.of("elasticfilesystem:AccessPointArn", folder.getAccessPointArn())))
            .build());
    // It begins with the service, so that the rule is in this stack if the file system is in
    // another one, which would have to wait for this one.
    service.getConnections().allowTo(files, Port.tcp(NFS), "Mounts the file system");
    // aws-cdk#8417: on nothing else of the service, since the rule needs its security group, and
    // for the mount targets only, since the file system may include the rule.
    service.resource.getNode().addDependency(files.getMountTargetsAvailable());
  }

  private IFileSystem check(@Nullable IAccessPoint folder, @Nullable String containerPath) {
    Problems problems = new Problems("mount");
    problems.argument("folder", folder, "pass the AccessPoint of a FileSystem");
    problems.argument("containerPath", containerPath, "pass a path such as \"/files\"");
    if (containerPath != null) {
      ContainerOptions.checkPath(problems, "containerPath", containerPath, "/files");
      if (!Tokens.isToken(containerPath) && mounted().contains(containerPath)) {
        problems.add("containerPath", containerPath, "is mounted already", "choose another path");
      }
    }
    if (!capacity.software.mountsByTls()) {
      problems.add(
          "folder",
          new Problems.Words("Amazon EFS with TLS and a role"),
          "cannot be mounted with capacity.operatingSystem BOTTLEROCKET (bottlerocket#1080)",
          "set AMAZON_LINUX_2023, or keep the files in a bucket");
    }
    IFileSystem files = folder == null ? null : fileSystemOf(problems, folder);
    problems.refuse();
    if (folder == null || files == null) {
      throw new IllegalStateException("A folder that is missing was let through");
    }
    // One after the other: both are mostly of one stack.
    GivenValues.check(service, Map.of("mount.folder", folder));
    GivenValues.check(service, Map.of("mount.folder.fileSystem", files));
    Places places = new Places(problems, Stack.of(service));
    places.sameRegion("folder", folder, folder.getAccessPointArn(), OF_THE_STACK);
    places.sameAccount("folder", folder, folder.getAccessPointArn(), OF_THE_STACK);
    if (!problems.areThere()) {
      places.sameRegion("folder.fileSystem", files, files.getFileSystemArn(), OF_THE_STACK);
      places.sameAccount("folder.fileSystem", files, files.getFileSystemArn(), OF_THE_STACK);
    }
    problems.refuse();
    return files;
  }

  /** The CDK refuses to give the file system of an access point that was imported without it. */
  private static @Nullable IFileSystem fileSystemOf(Problems problems, IAccessPoint folder) {
    try {
      return folder.getFileSystem();
    } catch (RuntimeException unknown) {
      problems.add(
          "folder",
          new Problems.Words(folder.getNode().getPath()),
          "was imported without its file system",
          "import it with AccessPoint.fromAccessPointAttributes, and with fileSystem");
      return null;
    }
  }

  private List<String> mounted() {
    return task.container.getMountPoints().stream().map(MountPoint::getContainerPath).toList();
  }

  /** A name that no volume of the container has yet. */
  private String newVolume() {
    List<String> names =
        task.container.getMountPoints().stream().map(MountPoint::getSourceVolume).toList();
    int number = 1;
    while (names.contains("folder-" + number)) {
      number++;
    }
    return "folder-" + number;
  }
}
