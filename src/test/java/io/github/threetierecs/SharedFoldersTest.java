package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SecurityGroupImportOptions;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.efs.AccessPoint;
import software.amazon.awscdk.services.efs.AccessPointAttributes;
import software.amazon.awscdk.services.efs.FileSystem;
import software.amazon.awscdk.services.efs.FileSystemAttributes;
import software.amazon.awscdk.services.efs.IAccessPoint;
import software.constructs.Construct;

/** Folders of Amazon EFS in a service's own container. */
class SharedFoldersTest {
  private static final String NAME = "folder-1";
  private static final ContainerImage IMAGE = ContainerImage.fromRegistry("example/mailer:1");

  private static final Anatomy APP =
      with(it -> it, (stack, app) -> app.getBackend().mount(folder(stack, app.getVpc()), "/files"));

  @Test
  void theFolderIsMountedByItsAccessPointWithTlsAndTheRole() {
    Resource task = APP.backend().taskDefinition();

    assertThat(task.list("Volumes")).hasSize(1);
    String volume = "Volumes.0.EFSVolumeConfiguration.";
    assertThat(task.text("Volumes.0.Name")).contains(NAME);
    assertThat(task.text(volume + "FilesystemId")).contains("${%s}".formatted(files(APP)));
    assertThat(task.text(volume + "TransitEncryption")).contains("ENABLED");
    assertThat(task.text(volume + "AuthorizationConfig.IAM")).contains("ENABLED");
    assertThat(APP.referent(task, volume + "AuthorizationConfig.AccessPointId").type())
        .isEqualTo("AWS::EFS::AccessPoint");
    assertThat(mounts(task, 0)).containsExactly(NAME + " at /files");
    assertThat(task.text("ContainerDefinitions.0.MountPoints.0.ReadOnly")).contains("false");
  }

  @Test
  void itsTaskRoleMayMountAndWriteByThatAccessPointOnly() {
    Resource role = APP.backend().taskRole();

    assertThat(APP.permissions.role(role.logicalId()).statements())
        .filteredOn(it -> Text.of(it.actions()).contains("elasticfilesystem"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.actions())
                  .containsExactlyInAnyOrder(
                      "elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite");
              assertThat(it.resourceTexts()).containsExactly("${%s.Arn}".formatted(files(APP)));
              assertThat(Text.of(it.conditions()))
                  .contains("elasticfilesystem:AccessPointArn")
                  .contains(theOnly(APP.template, "AWS::EFS::AccessPoint").logicalId());
            });
    assertThat(APP.grantsOf(APP.frontend().taskRole()).values())
        .noneMatch(it -> Text.of(it).contains("elasticfilesystem"));
  }

  @Test
  void theFileSystemAdmitsTheTasksAndNobodyElse() {
    List<Resource> rules = rules(APP, "2049");

    assertThat(rules).hasSize(1);
    assertThat(APP.referent(rules.get(0), "SourceSecurityGroupId").logicalId())
        .isEqualTo(
            Anatomy.theOnly(
                APP.reachability.securityGroupsOf(APP.backend().service().logicalId())));
  }

  /** aws-cdk#8417. */
  @Test
  void theTasksWaitForTheMountTargetsAndNothingWaitsInACircle() {
    List<String> targets =
        APP.template.resourcesOfType("AWS::EFS::MountTarget").stream()
            .map(Resource::logicalId)
            .toList();

    assertThat(targets).isNotEmpty();
    assertThat(APP.madeBefore(APP.backend().service()))
        .containsAll(targets)
        .doesNotContain(APP.backend().service().logicalId());
    assertThat(APP.madeBefore(rules(APP, "2049").get(0)))
        .doesNotContain(APP.backend().service().logicalId());
  }

  @Test
  void theMigrationHasWhatTheBackendHas() {
    Anatomy app =
        with(
            props -> props.backend(Templates.backend().migration(List.of("migrate")).build()),
            (stack, it) -> it.getBackend().mount(folder(stack, it.getVpc()), "/files"));
    Resource task = app.backend().taskDefinition();

    assertThat(task.list("ContainerDefinitions")).hasSize(2);
    assertThat(mounts(task, 0)).containsExactly(NAME + " at /files");
    assertThat(mounts(task, 1)).containsExactly(NAME + " at /files");
  }

  @Test
  void everyServiceCanMountAndTwoShareOneFolder() {
    Anatomy app =
        with(
            it -> it,
            (stack, it) -> {
              IAccessPoint folder = folder(stack, it.getVpc());
              it.getBackend().mount(folder, "/files");
              it.getBackend().mount(folder, "/again");
              it.getFrontend().mount(folder, "/files");
              it.addWorker("Mailer", WorkerProps.builder().image(IMAGE).build())
                  .mount(folder, "/files");
              it.addBackend(
                      "Search",
                      AddedBackendProps.builder()
                          .image(IMAGE)
                          .pathPatterns(List.of("/search"))
                          .build())
                  .mount(folder, "/files");
            });

    assertThat(mounts(app.backend().taskDefinition(), 0))
        .containsExactly("folder-1 at /files", "folder-2 at /again");
    assertThat(app.template.resourcesOfType("AWS::ECS::TaskDefinition"))
        .hasSize(4)
        .allSatisfy(it -> assertThat(mounts(it, 0)).contains("folder-1 at /files"));
    assertThat(rules(app, "2049")).hasSize(4);
  }

  @Test
  void aWritablePathKeepsItsVolume() {
    Anatomy app =
        with(
            props -> props.backend(Templates.backend().container(readOnly()).build()),
            (stack, it) -> it.getBackend().mount(folder(stack, it.getVpc()), "/files"));

    assertThat(mounts(app.backend().taskDefinition(), 0))
        .containsExactly("writable-1 at /tmp", "folder-1 at /files");
  }

  @Test
  void inBridgeModeItIsTheInstanceThatMounts() {
    Anatomy app =
        with(
            props ->
                props.capacity(
                    CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build()),
            (stack, it) -> it.getBackend().mount(folder(stack, it.getVpc()), "/files"));

    assertThat(rules(app, "2049"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(app.referent(it, "SourceSecurityGroupId").logicalId())
                    .isEqualTo(
                        Anatomy.theOnly(
                            app.reachability.securityGroupsOf(app.instances().logicalId()))));
  }

  @Test
  void aFileSystemOfAnEarlierStackAdmitsTheTasksFromTheStackOfTheApplication() {
    App cdk = Templates.app(FeatureFlags.NONE);
    Stack earlier = new Stack(cdk, "Earlier", environment("eu-central-1"));
    Vpc vpc =
        Vpc.Builder.create(earlier, "Vpc")
            .subnetConfiguration(
                List.of(
                    subnets(SubnetType.PUBLIC),
                    subnets(SubnetType.PRIVATE_WITH_EGRESS),
                    subnets(SubnetType.PRIVATE_ISOLATED)))
            .build();
    AccessPoint folder = folder(earlier, vpc);
    Stack stack = new Stack(cdk, "Shop", environment("eu-central-1"));
    new ThreeTierEcsApp(
            stack,
            "App",
            Templates.props().network(NetworkProps.builder().vpc(vpc).build()).build())
        .getBackend()
        .mount(folder, "/files");

    Template template = Template.fromStack(stack);
    assertThat(template.findResources("AWS::EC2::SecurityGroupIngress").values())
        .extracting(it -> (Map<?, ?>) it.get("Properties"))
        .filteredOn(it -> "2049".equals(String.valueOf(it.get("FromPort"))))
        .hasSize(1);
    assertThat(stack.getDependencies()).containsExactly(earlier);
  }

  @Test
  void anImportedOneIsMountedToo() {
    for (boolean mutable : List.of(true, false)) {
      Anatomy app =
          with(it -> it, (stack, it) -> it.getBackend().mount(imported(stack, mutable), "/files"));
      Resource task = app.backend().taskDefinition();

      assertThat(task.text("Volumes.0.EFSVolumeConfiguration.FilesystemId"))
          .contains("fs-0123456789abcdef0");
      assertThat(task.text("Volumes.0.EFSVolumeConfiguration.AuthorizationConfig.AccessPointId"))
          .contains("fsap-0123456789abcdef0");
      assertThat(app.grantsOf(app.backend().taskRole()))
          .containsEntry(
              "arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:"
                  + "file-system/fs-0123456789abcdef0",
              Set.of("elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"));
      assertThat(rules(app, "2049")).hasSize(mutable ? 1 : 0);
    }
  }

  // What is refused.

  @Test
  void nothingIsMountedFromNullOrToNull() {
    refused(
        (stack, app) -> app.getBackend().mount(Nulls.nothing(), Nulls.nothing()),
        """
        2 problems:
          - mount.folder: null is not a value; pass the AccessPoint of a FileSystem
          - mount.containerPath: null is not a value; pass a path such as "/files"\
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "files", "/", "/files/", "/a b"})
  void pathsAreAbsolute(String path) {
    refused(
        (stack, app) -> app.getBackend().mount(folder(stack, app.getVpc()), path),
        "mount.containerPath: \"%s\" is not the absolute path of a folder; write one such as"
                .formatted(path)
            + " \"/files\", in letters, digits, _, . and -");
  }

  @Test
  void aPathIsMountedOnce() {
    refused(
        (stack, app) -> {
          IAccessPoint folder = folder(stack, app.getVpc());
          app.getBackend().mount(folder, "/files");
          app.getBackend().mount(folder, "/files");
        },
        "mount.containerPath: \"/files\" is mounted already; choose another path");
    refused(
        props -> props.frontend(Templates.frontend().container(readOnly()).build()),
        (stack, app) -> app.getFrontend().mount(folder(stack, app.getVpc()), "/tmp"),
        "mount.containerPath: \"/tmp\" is mounted already; choose another path");
  }

  @Test
  void aTokenMayBeAPath() {
    Anatomy app =
        with(
            it -> it,
            (stack, it) ->
                it.getBackend()
                    .mount(
                        folder(stack, it.getVpc()),
                        CfnParameter.Builder.create(stack, "Path").build().getValueAsString()));

    assertThat(mounts(app.backend().taskDefinition(), 0)).containsExactly(NAME + " at ${Path}");
  }

  @Test
  void anAccessPointKnowsItsFileSystem() {
    refused(
        (stack, app) ->
            app.getBackend()
                .mount(AccessPoint.fromAccessPointId(stack, "Theirs", "fsap-1"), "/files"),
        "mount.folder: Shop/Theirs was imported without its file system; import it with"
            + " AccessPoint.fromAccessPointAttributes, and with fileSystem");
  }

  @Test
  void bottlerocketMountsNone() {
    refused(
        props ->
            props.capacity(
                CapacityProps.builder().operatingSystem(InstanceOs.BOTTLEROCKET).build()),
        (stack, app) -> app.getBackend().mount(folder(stack, app.getVpc()), "/files"),
        "mount.folder: Amazon EFS with TLS and a role cannot be mounted with"
            + " capacity.operatingSystem BOTTLEROCKET (bottlerocket#1080); set AMAZON_LINUX_2023,"
            + " or keep the files in a bucket");
  }

  @Test
  void thoseOfAnotherRegionOrAccountAreRefused() {
    Stack stack = new Stack(new App(), "Shop", environment("eu-central-1"));
    ThreeTierEcsApp app = new ThreeTierEcsApp(stack, "App", Templates.props().build());
    String remedy = "; use an access point of a file system in the stack's account and Region";

    refused(
        () -> app.getBackend().mount(imported(stack, "One", "eu-west-1", "111111111111"), "/a"),
        "mount.folder: \"arn:aws:elasticfilesystem:eu-west-1:111111111111:access-point/fsap-1\" is"
            + " in eu-west-1, and the stack is in eu-central-1"
            + remedy);
    refused(
        () -> app.getBackend().mount(imported(stack, "Two", "eu-central-1", "123456789012"), "/a"),
        "mount.folder:"
            + " \"arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-1\" is of"
            + " account 123456789012, and the stack is of 111111111111"
            + remedy);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              Stack other = new Stack(new App(), "Other");
              app.getBackend().mount(folder(other, new Vpc(other, "Vpc")), "/a");
            })
        .withMessage(
            "mount.folder: Other/Files/Folder belongs to another CDK app; create it in the same App"
                + " as this stack");
  }

  private static void refused(BiConsumer<Stack, ThreeTierEcsApp> more, String message) {
    refused(it -> it, more, message);
  }

  private static void refused(
      UnaryOperator<ThreeTierEcsAppProps.Builder> choices,
      BiConsumer<Stack, ThreeTierEcsApp> more,
      String message) {
    refused(() -> with(choices, more), message);
  }

  private static void refused(Runnable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
  }

  private static Anatomy with(
      UnaryOperator<ThreeTierEcsAppProps.Builder> choices,
      BiConsumer<Stack, ThreeTierEcsApp> more) {
    return Templates.in(
        stack ->
            more.accept(
                stack,
                new ThreeTierEcsApp(stack, "App", choices.apply(Templates.props()).build())));
  }

  private static ContainerProps readOnly() {
    return ContainerProps.builder()
        .readonlyRootFilesystem(true)
        .writablePaths(List.of("/tmp"))
        .build();
  }

  private static AccessPoint folder(Construct scope, IVpc vpc) {
    return FileSystem.Builder.create(scope, "Files").vpc(vpc).build().addAccessPoint("Folder");
  }

  private static IAccessPoint imported(Construct scope, boolean mutable) {
    return AccessPoint.fromAccessPointAttributes(
        scope,
        "Folder",
        AccessPointAttributes.builder()
            .accessPointId("fsap-0123456789abcdef0")
            .fileSystem(
                FileSystem.fromFileSystemAttributes(
                    scope,
                    "Files",
                    FileSystemAttributes.builder()
                        .fileSystemId("fs-0123456789abcdef0")
                        .securityGroup(
                            SecurityGroup.fromSecurityGroupId(
                                scope,
                                "Group",
                                "sg-0123456789abcdef0",
                                SecurityGroupImportOptions.builder().mutable(mutable).build()))
                        .build()))
            .build());
  }

  private static IAccessPoint imported(Construct scope, String id, String region, String account) {
    Construct below = new Construct(scope, id);
    return AccessPoint.fromAccessPointAttributes(
        below,
        "Folder",
        AccessPointAttributes.builder()
            .accessPointArn(
                "arn:aws:elasticfilesystem:%s:%s:access-point/fsap-1".formatted(region, account))
            .fileSystem(
                FileSystem.fromFileSystemAttributes(
                    below,
                    "Files",
                    FileSystemAttributes.builder()
                        .fileSystemId("fs-1")
                        .securityGroup(SecurityGroup.fromSecurityGroupId(below, "Group", "sg-1"))
                        .build()))
            .build());
  }

  private static SubnetConfiguration subnets(SubnetType type) {
    return SubnetConfiguration.builder().name(type.name()).subnetType(type).build();
  }

  private static StackProps environment(String region) {
    return StackProps.builder()
        .env(Environment.builder().account("111111111111").region(region).build())
        .build();
  }

  private static String files(Anatomy app) {
    return theOnly(app.template, "AWS::EFS::FileSystem").logicalId();
  }

  private static List<String> mounts(Resource task, int container) {
    return task.list("ContainerDefinitions." + container + ".MountPoints").stream()
        .map(
            it ->
                it instanceof Map<?, ?> point
                    ? of(point, "SourceVolume") + " at " + of(point, "ContainerPath")
                    : "")
        .toList();
  }

  private static String of(Map<?, ?> point, String property) {
    return Text.of(Objects.requireNonNull(point.get(property)));
  }

  private static List<Resource> rules(Anatomy app, String port) {
    return app.template.resourcesOfType("AWS::EC2::SecurityGroupIngress").stream()
        .filter(it -> it.text("FromPort").filter(port::equals).isPresent())
        .toList();
  }
}
