package io.github.threetierecs;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.services.applicationautoscaling.CronOptions;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.applicationautoscaling.Schedule;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmRule;
import software.amazon.awscdk.services.cloudwatch.CompositeAlarm;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.ec2.AmazonLinux2023ImageSsmParameterProps;
import software.amazon.awscdk.services.ec2.IMachineImage;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awscdk.services.ec2.MachineImageConfig;
import software.amazon.awscdk.services.ec2.OperatingSystemType;
import software.amazon.awscdk.services.ec2.PrefixList;
import software.amazon.awscdk.services.ec2.Subnet;
import software.amazon.awscdk.services.ec2.SubnetAttributes;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ec2.VpcLookupOptions;
import software.amazon.awscdk.services.ec2.WindowsVersion;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.BottleRocketImage;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.GenericLogDriver;
import software.amazon.awscdk.services.ecs.GenericLogDriverProps;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RepositoryImageProps;
import software.amazon.awscdk.services.ecs.Ulimit;
import software.amazon.awscdk.services.ecs.UlimitName;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterAttributes;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceAttributes;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.MySqlInstanceEngineProps;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.PrivateHostedZone;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.ssm.StringParameter;

/** Values of every type of option that no user should give, and that some user will. */
final class HostileValues {
  private static final String LONG = "x".repeat(100_000);

  /** Where the values of a case are made: nothing of it is shared with another case. */
  static final class World {
    final App cdk;
    final Stack stack;
    private final Map<String, Stack> stacks = new HashMap<>();
    private int made;

    World(App cdk, Stack stack) {
      this.cdk = cdk;
      this.stack = stack;
    }

    /** Another stack, of the same environment. */
    Stack other() {
      return stacks.computeIfAbsent("Other", id -> in(cdk, id, "eu-central-1"));
    }

    /** One that is deployed after the application. */
    @SuppressWarnings("deprecation") // its successor is not in every version of the window
    Stack later() {
      return stacks.computeIfAbsent(
          "Later",
          id -> {
            Stack later = in(cdk, id, "eu-central-1");
            later.addDependency(stack);
            return later;
          });
    }

    Stack elsewhere() {
      return stacks.computeIfAbsent("Elsewhere", id -> in(cdk, id, "us-east-1"));
    }

    Stack ofAnotherApp() {
      return stacks.computeIfAbsent(
          "Foreign", id -> in(Templates.app(FeatureFlags.NONE), id, "eu-central-1"));
    }

    /** In no environment that is known. */
    Stack anywhere() {
      return stacks.computeIfAbsent("Anywhere", id -> new Stack(cdk, id));
    }

    List<Stack> all() {
      return List.of(stack, other(), later(), elsewhere(), ofAnotherApp(), anywhere());
    }

    String id() {
      return "Hostile" + ++made;
    }

    CfnParameter parameter(String type) {
      return CfnParameter.Builder.create(stack, id()).type(type).build();
    }

    static Stack in(App cdk, String id, String region) {
      return new Stack(
          cdk,
          id,
          StackProps.builder()
              .env(Environment.builder().account("111111111111").region(region).build())
              .build());
    }
  }

  /** A value for a reader, and how it is made. */
  record Hostile(String name, Function<World, @Nullable Object> maker) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Makes something in a stack. */
  private interface Maker {
    Object in(Stack stack, String id);
  }

  private static final Map<String, List<Hostile>> VALUES = values();

  private HostileValues() {}

  /** {@return the values for a parameter of this generic type, null among them} */
  static List<Hostile> of(String type) {
    List<Hostile> values = VALUES.get(type);
    if (values == null) {
      throw new AssertionError("no hostile values of type " + type);
    }
    return values;
  }

  static boolean knows(String type) {
    return VALUES.containsKey(type);
  }

  private static Map<String, List<Hostile>> values() {
    Map<String, List<Hostile>> values = new TreeMap<>();
    values.put("Boolean", list(plain(true), plain(false)));
    values.put("Number", numbers());
    values.put("String", strings());
    values.put("Duration", durations());
    values.put("List<String>", listsOfStrings());
    values.put("Map<String,String>", mapsOfStrings());
    values.put("InstanceType", instanceTypes());
    values.put("List<InstanceType>", listsOf(instanceTypes()));
    values.put("List<Capability>", listsOf(enums(Capability.class)));
    values.put("List<Ulimit>", listsOf(ulimits()));
    values.put("SubnetSelection", selections());
    values.put("IVpc", vpcs());
    values.put("IMachineImage", machineImages());
    values.put("ContainerImage", containerImages());
    values.put("Map<String,Secret>", mapsOf(ecsSecrets()));
    values.put("Map<String,ContainerDefinitionOptions>", mapsOf(sidecars()));
    values.put(
        "Map<String,ContainerDependencyCondition>",
        mapsOf(enums(ContainerDependencyCondition.class)));
    values.put("Map<String,ScalingSchedule>", mapsOf(schedules()));
    values.put("ISecret", secrets());
    values.put("IDatabaseInstance", databases());
    values.put("IDatabaseCluster", clusters());
    values.put("IFunction", functions());
    values.put("LogDriver", logDrivers());
    values.put("ICertificate", certificates());
    values.put("IHostedZone", zones());
    values.put(
        "List<IPrefixList>",
        join(
            listsOf(prefixLists()),
            List.of(
                namesakes(
                    (stack, id) -> PrefixList.Builder.create(stack, id).maxEntries(5).build()),
                namesakes((stack, id) -> PrefixList.fromPrefixListId(stack, id, "pl-1")))));
    values.put("ITopic", topics());
    values.put("IQueue", queues());
    values.put("IBackupVault", vaults());
    values.put("ScheduleExpression", scheduleExpressions());
    values.put("HealthCheck", healthChecks());
    values.put("IKey", keys());
    values.put(
        "List<?extendsIAlarm>", join(listsOf(alarms()), List.of(namesakes(HostileValues::alarm))));
    values.put("MysqlEngineVersion", versions());
    values.put(
        "CaCertificate",
        join(
            everywhere("of a token", (stack, id) -> CaCertificate.of(tokenOf(stack, id))),
            list(
                named("of nothing", w -> CaCertificate.of("")),
                named("of 100 kB", w -> CaCertificate.of(LONG)),
                named("of control characters", w -> CaCertificate.of("a\u0000b")))));
    return values;
  }

  private static Hostile plain(@Nullable Object value) {
    return new Hostile(String.valueOf(value), world -> value);
  }

  private static Hostile named(String name, Function<World, @Nullable Object> maker) {
    return new Hostile(name, maker);
  }

  /** With null. */
  private static List<Hostile> list(Hostile... values) {
    List<Hostile> all = new ArrayList<>(List.of(values));
    all.add(plain(null));
    return all;
  }

  /** A text of a stack that only its deployment knows. */
  private static String tokenOf(Stack stack, String id) {
    return new Topic(stack, id).getTopicArn();
  }

  /** The same thing of every stack that there can be. */
  private static List<Hostile> everywhere(String name, Maker maker) {
    List<Hostile> all = new ArrayList<>();
    List<String> places =
        List.of(
            "here",
            "of another stack",
            "of a later stack",
            "of another Region",
            "of another app",
            "of a stack without a Region");
    for (int i = 0; i < places.size(); i++) {
      int place = i;
      all.add(named(name + " " + places.get(i), w -> maker.in(w.all().get(place), w.id())));
    }
    return all;
  }

  /** Two in different stacks, by the same id. */
  private static Hostile namesakes(Maker maker) {
    return named(
        "[two of the same id]",
        w -> {
          String id = w.id();
          return List.of(maker.in(w.stack, id), maker.in(w.other(), id));
        });
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static List<Hostile> join(List<Hostile>... lists) {
    List<Hostile> all = new ArrayList<>();
    for (List<Hostile> list : lists) {
      all.addAll(list);
    }
    if (all.stream().noneMatch(it -> it.name().equals("null"))) {
      all.add(plain(null));
    }
    return all;
  }

  /** Every value of an enum. */
  static List<Hostile> enums(Class<?> type) {
    return list(
        Arrays.stream(type.getEnumConstants()).map(HostileValues::plain).toArray(Hostile[]::new));
  }

  private static List<Hostile> numbers() {
    return list(
        plain(0),
        plain(-1),
        plain(1),
        plain(7),
        plain(0.5),
        plain(-0.0),
        plain(Double.NaN),
        plain(Double.POSITIVE_INFINITY),
        plain(Double.NEGATIVE_INFINITY),
        plain(Double.MIN_VALUE),
        plain(1e300),
        plain(Float.NaN),
        plain(Long.MAX_VALUE),
        plain(Long.MIN_VALUE),
        plain(Integer.MAX_VALUE),
        plain(Integer.MIN_VALUE),
        plain((byte) 64),
        plain(new BigDecimal("100.000000000000000000001")),
        plain(BigInteger.TEN.pow(40)),
        plain(new AtomicInteger(100)),
        named("a parameter", w -> w.parameter("Number").getValueAsNumber()),
        named(
            "a parameter of another app",
            w ->
                CfnParameter.Builder.create(w.ofAnotherApp(), w.id())
                    .type("Number")
                    .build()
                    .getValueAsNumber()));
  }

  private static List<Hostile> strings() {
    return list(
        plain(""),
        plain(" "),
        plain("\t\n"),
        plain("a"),
        plain("a\u0000b"),
        plain("a\nb\r\u001b[31m"),
        plain("\u00fcber"),
        plain("\ud83d\ude00"),
        plain("\ud83d"),
        plain("\u202egnp"),
        plain("../../etc/passwd"),
        plain("'\"`$(id);--"),
        plain("${AWS::Region}"),
        plain("{{resolve:ssm:/a/b:1}}"),
        plain("null"),
        plain("-1"),
        plain("arn:aws:x"),
        plain("arn:aws:iam::111111111111:role/x"),
        plain("::::::::"),
        plain("/"),
        plain("10.0.0.0/16"),
        plain("a.b"),
        named("100 kB", w -> LONG),
        named("100 kB of a path", w -> "/" + LONG),
        named("a token", w -> Aws.REGION),
        named("a text with a token", w -> "x-" + Aws.ACCOUNT_ID + "\u0000"),
        named("a parameter", w -> w.parameter("String").getValueAsString()),
        named("a token of another app", w -> new Topic(w.ofAnotherApp(), w.id()).getTopicArn()),
        named("a token of another Region", w -> new Topic(w.elsewhere(), w.id()).getTopicArn()),
        named("a token of a later stack", w -> new Topic(w.later(), w.id()).getTopicArn()),
        named("a broken token", w -> "${Token[TOKEN.999999]}"));
  }

  private static List<Hostile> durations() {
    return list(
        named("0 seconds", w -> Duration.seconds(0)),
        named("1 millisecond", w -> Duration.millis(1)),
        named("half a minute", w -> Duration.minutes(0.5)),
        named("1.5 hours", w -> Duration.hours(1.5)),
        named("1e9 days", w -> Duration.days(1_000_000_000)),
        named("1e300 days", w -> Duration.days(1e300)),
        named("infinite", w -> Duration.days(Double.POSITIVE_INFINITY)),
        named("no number", w -> Duration.seconds(Double.NaN)),
        named("a third of a day", w -> Duration.days(1 / 3.0)),
        named(
            "seconds of a parameter",
            w -> Duration.seconds(w.parameter("Number").getValueAsNumber())),
        named("days of a parameter", w -> Duration.days(w.parameter("Number").getValueAsNumber())),
        named(
            "millis of a parameter",
            w -> Duration.millis(w.parameter("Number").getValueAsNumber())),
        named(
            "seconds of another app",
            w ->
                Duration.seconds(
                    CfnParameter.Builder.create(w.ofAnotherApp(), w.id())
                        .type("Number")
                        .build()
                        .getValueAsNumber())));
  }

  private static List<Hostile> listsOfStrings() {
    List<Hostile> all = new ArrayList<>();
    all.add(plain(List.of()));
    all.add(plain(new ArrayList<>(Collections.singletonList(null))));
    all.add(plain(Arrays.asList("a", null, "a")));
    all.add(named("a thousand", w -> Collections.nCopies(1_000, "a")));
    all.add(
        named(
            "a thousand different",
            w -> IntStream.range(0, 1000).mapToObj(it -> "/a" + it).toList()));
    all.add(
        named("a list that is a token", w -> w.parameter("CommaDelimitedList").getValueAsList()));
    all.add(
        named(
            "a list that is split", w -> Fn.split(",", w.parameter("String").getValueAsString())));
    all.add(
        named(
            "a view that cannot be copied twice",
            w -> Collections.unmodifiableList(new ArrayList<>(List.of("/tmp")))));
    for (Hostile string : strings()) {
      all.add(
          named(
              "[" + string + "]",
              w -> new ArrayList<>(Collections.singletonList(string.maker().apply(w)))));
    }
    return join(all);
  }

  private static List<Hostile> mapsOfStrings() {
    return join(
        mapsOf(strings()),
        List.of(
            named(
                "a thousand",
                w -> {
                  Map<String, String> many = new LinkedHashMap<>();
                  for (int i = 0; i < 1_000; i++) {
                    many.put("NAME_" + i, "value");
                  }
                  return many;
                })));
  }

  /** Each value under a good key, each key with a good value, and maps that are odd themselves. */
  private static List<Hostile> mapsOf(List<Hostile> values) {
    List<Hostile> all = new ArrayList<>();
    all.add(plain(Map.of()));
    for (Hostile value : values) {
      all.add(named("{NAME=" + value + "}", w -> single("NAME", value.maker().apply(w))));
    }
    for (Hostile key : strings()) {
      all.add(
          named(
              "{" + key + "=…}",
              w -> single((String) key.maker().apply(w), values.get(0).maker().apply(w))));
    }
    return join(all);
  }

  private static Map<String, Object> single(@Nullable String key, @Nullable Object value) {
    Map<String, Object> map = new HashMap<>();
    map.put(key, value);
    return map;
  }

  private static List<Hostile> listsOf(List<Hostile> values) {
    List<Hostile> all = new ArrayList<>();
    all.add(plain(List.of()));
    for (Hostile value : values) {
      all.add(
          named(
              "[" + value + "]",
              w -> new ArrayList<>(Collections.singletonList(value.maker().apply(w)))));
      all.add(
          named(
              "[" + value + " twice]",
              w -> {
                Object it = value.maker().apply(w);
                return Arrays.asList(it, it);
              }));
    }
    return join(all);
  }

  private static List<Hostile> instanceTypes() {
    List<Hostile> all = new ArrayList<>();
    for (Hostile string : strings()) {
      all.add(named("type " + string, w -> new InstanceType((String) string.maker().apply(w))));
    }
    for (String name :
        List.of(
            "t3.nano",
            "m7g.large",
            "mac1.metal",
            "p4d.24xlarge",
            "u-6tb1.metal",
            "t2.micro",
            "x.y",
            "m6i.",
            ".large",
            "db.t3.micro",
            "M6I.LARGE",
            "m6i.large ",
            "m99z.large")) {
      all.add(named("type " + name, w -> new InstanceType(name)));
    }
    return join(all);
  }

  private static List<Hostile> ulimits() {
    return join(
        everywhere(
            "of a number",
            (stack, id) ->
                Ulimit.builder()
                    .name(UlimitName.NOFILE)
                    .softLimit(1)
                    .hardLimit(
                        CfnParameter.Builder.create(stack, id)
                            .type("Number")
                            .build()
                            .getValueAsNumber())
                    .build()),
        oddUlimits());
  }

  private static List<Hostile> oddUlimits() {
    return list(
        named(
            "-5 of files",
            w -> Ulimit.builder().name(UlimitName.NOFILE).softLimit(-5).hardLimit(-9).build()),
        named(
            "not a number",
            w -> Ulimit.builder().name(UlimitName.CPU).softLimit(Double.NaN).hardLimit(1).build()),
        named(
            "fraction",
            w -> Ulimit.builder().name(UlimitName.CORE).softLimit(0.5).hardLimit(1.5).build()),
        named(
            "huge",
            w -> Ulimit.builder().name(UlimitName.STACK).softLimit(1e300).hardLimit(1e300).build()),
        named(
            "tokens",
            w ->
                Ulimit.builder()
                    .name(UlimitName.RSS)
                    .softLimit(w.parameter("Number").getValueAsNumber())
                    .hardLimit(w.parameter("Number").getValueAsNumber())
                    .build()));
  }

  private static List<Hostile> selections() {
    return join(
        everywhere(
            "of subnets",
            (stack, id) ->
                SubnetSelection.builder().subnets(new Vpc(stack, id).getPrivateSubnets()).build()),
        everywhere(
            "of a group",
            (stack, id) -> SubnetSelection.builder().subnetGroupName(tokenOf(stack, id)).build()),
        oddSelections());
  }

  private static List<Hostile> oddSelections() {
    return list(
        named("empty", w -> SubnetSelection.builder().build()),
        named(
            "contradictory",
            w ->
                SubnetSelection.builder()
                    .subnetType(SubnetType.PUBLIC)
                    .subnetGroupName("x")
                    .build()),
        named("no subnets", w -> SubnetSelection.builder().subnets(List.of()).build()),
        named("of an unknown group", w -> SubnetSelection.builder().subnetGroupName("").build()),
        named(
            "of isolated",
            w -> SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build()),
        named(
            "of no zone",
            w -> SubnetSelection.builder().availabilityZones(List.of("mars-1a")).build()),
        named(
            "of a zone that is a token",
            w -> SubnetSelection.builder().availabilityZones(List.of(Aws.REGION)).build()),
        named(
            "of subnets without zones",
            w ->
                SubnetSelection.builder()
                    .subnets(
                        List.of(
                            Subnet.fromSubnetId(w.stack, w.id(), "subnet-1"),
                            Subnet.fromSubnetId(w.stack, w.id(), "subnet-2")))
                    .build()),
        named(
            "of the same subnet twice",
            w -> {
              var subnet =
                  Subnet.fromSubnetAttributes(
                      w.stack,
                      w.id(),
                      SubnetAttributes.builder()
                          .subnetId("subnet-1")
                          .availabilityZone("a")
                          .build());
              return SubnetSelection.builder().subnets(List.of(subnet, subnet)).build();
            }),
        named("of a group of 100 kB", w -> SubnetSelection.builder().subnetGroupName(LONG).build()),
        named(
            "of a null",
            w -> SubnetSelection.builder().subnets(Collections.singletonList(null)).build()));
  }

  private static List<Hostile> vpcs() {
    return join(
        everywhere("a new VPC", (stack, id) -> Vpc.Builder.create(stack, id).build()),
        everywhere(
            "a VPC with isolated subnets",
            (stack, id) ->
                Vpc.Builder.create(stack, id)
                    .subnetConfiguration(
                        List.of(
                            ExistingVpcTest.group("Edge", SubnetType.PUBLIC),
                            ExistingVpcTest.group("Apps", SubnetType.PRIVATE_WITH_EGRESS),
                            ExistingVpcTest.group("Data", SubnetType.PRIVATE_ISOLATED)))
                    .build()),
        list(
            named(
                "imported with nothing",
                w ->
                    Vpc.fromVpcAttributes(
                        w.stack,
                        w.id(),
                        VpcAttributes.builder().vpcId("").availabilityZones(List.of()).build())),
            named(
                "imported with zones only",
                w ->
                    Vpc.fromVpcAttributes(
                        w.stack,
                        w.id(),
                        VpcAttributes.builder()
                            .vpcId("vpc-1")
                            .availabilityZones(List.of("a", "b"))
                            .build())),
            named(
                "imported with ids that are tokens",
                w ->
                    Vpc.fromVpcAttributes(
                        w.stack,
                        w.id(),
                        VpcAttributes.builder()
                            .vpcId(Fn.importValue("VpcId"))
                            .availabilityZones(List.of("a", "b"))
                            .publicSubnetIds(Fn.split(",", Fn.importValue("Public")))
                            .privateSubnetIds(Fn.split(",", Fn.importValue("Private")))
                            .isolatedSubnetIds(Fn.split(",", Fn.importValue("Isolated")))
                            .build())),
            named(
                "looked up",
                w ->
                    Vpc.fromLookup(
                        w.stack, w.id(), VpcLookupOptions.builder().vpcId("vpc-1").build())),
            named(
                "public only",
                w ->
                    Vpc.Builder.create(w.stack, w.id())
                        .natGateways(0)
                        .subnetConfiguration(
                            List.of(ExistingVpcTest.group("Edge", SubnetType.PUBLIC)))
                        .build()),
            named("whole", w -> ExistingVpcTest.imported(w.stack))));
  }

  private static List<Hostile> machineImages() {
    return join(
        everywhere(
            "of an id",
            (stack, id) ->
                (IMachineImage)
                    scope ->
                        MachineImageConfig.builder()
                            .imageId(tokenOf(stack, id))
                            .osType(OperatingSystemType.LINUX)
                            .userData(UserData.forLinux())
                            .build()),
        everywhere(
            "of a parameter", (stack, id) -> MachineImage.fromSsmParameter(tokenOf(stack, id))),
        everywhere(
            "of user data",
            (stack, id) ->
                (IMachineImage)
                    scope ->
                        MachineImageConfig.builder()
                            .imageId("ami-0123456789abcdef0")
                            .osType(OperatingSystemType.LINUX)
                            .userData(UserData.custom(tokenOf(stack, id)))
                            .build()),
        oddMachineImages());
  }

  private static List<Hostile> oddMachineImages() {
    return list(
        named("with an id of 100 kB", w -> MachineImage.genericLinux(Map.of("eu-central-1", LONG))),
        named("of a parameter of 100 kB", w -> MachineImage.fromSsmParameter(LONG)),
        named("of no Region", w -> MachineImage.genericLinux(Map.of())),
        named(
            "of another Region",
            w -> MachineImage.genericLinux(Map.of("us-east-1", "ami-0123456789abcdef0"))),
        named(
            "with an id that is none", w -> MachineImage.genericLinux(Map.of("eu-central-1", ""))),
        named(
            "of Windows",
            w -> MachineImage.genericWindows(Map.of("eu-central-1", "ami-0123456789abcdef0"))),
        named(
            "the newest Windows",
            w -> MachineImage.latestWindows(WindowsVersion.WINDOWS_SERVER_2022_ENGLISH_FULL_BASE)),
        named("of a parameter without a name", w -> MachineImage.fromSsmParameter("")),
        named(
            "Amazon Linux 2023",
            w ->
                MachineImage.latestAmazonLinux2023(
                    AmazonLinux2023ImageSsmParameterProps.builder().build())),
        named("Bottlerocket", w -> new BottleRocketImage()),
        named(
            "looked up",
            w ->
                MachineImage.lookup(
                    software.amazon.awscdk.services.ec2.LookupMachineImageProps.builder()
                        .name("nothing")
                        .build())),
        named(
            "of the user's own",
            w ->
                (IMachineImage)
                    scope ->
                        MachineImageConfig.builder()
                            .imageId("ami-0123456789abcdef0")
                            .osType(OperatingSystemType.LINUX)
                            .userData(UserData.forLinux())
                            .build()),
        named(
            "of the user's own, that throws",
            w ->
                (IMachineImage)
                    scope -> {
                      throw new IllegalStateException("not today");
                    }),
        named("of the user's own, that gives nothing", w -> (IMachineImage) scope -> null),
        named(
            "of an unknown system",
            w ->
                (IMachineImage)
                    scope ->
                        MachineImageConfig.builder()
                            .imageId("")
                            .osType(OperatingSystemType.UNKNOWN)
                            .userData(UserData.custom(""))
                            .build()));
  }

  private static List<Hostile> containerImages() {
    List<Hostile> all = new ArrayList<>();
    for (Hostile string : strings()) {
      all.add(
          named(
              "image " + string,
              w -> ContainerImage.fromRegistry((String) string.maker().apply(w))));
    }
    return join(
        all,
        everywhere(
            "an image of a repository",
            (stack, id) -> ContainerImage.fromEcrRepository(new Repository(stack, id))),
        everywhere(
            "an image with credentials",
            (stack, id) ->
                ContainerImage.fromRegistry(
                    "example/shop:1",
                    RepositoryImageProps.builder().credentials(new Secret(stack, id)).build())),
        everywhere(
            "an image of a tag",
            (stack, id) -> ContainerImage.fromRegistry("example/shop:" + tokenOf(stack, id))),
        list(
            named(
                "from a folder that is not there",
                w -> ContainerImage.fromAsset("/nowhere/at/all")),
            named(
                "from a tar file that is not there",
                w -> ContainerImage.fromTarball("/nowhere.tar")),
            named("from an asset without a folder", w -> ContainerImage.fromAsset("")),
            named(
                "from a repository by name",
                w ->
                    ContainerImage.fromEcrRepository(
                        Repository.fromRepositoryName(w.stack, w.id(), ""), ""))));
  }

  private static List<Hostile> ecsSecrets() {
    return join(
        everywhere(
            "a secret",
            (stack, id) ->
                software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(
                    new Secret(stack, id))),
        list(
            named(
                "by name",
                w ->
                    software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(
                        Secret.fromSecretNameV2(w.stack, w.id(), "shop"), "x")),
            named(
                "a field that is odd",
                w ->
                    software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(
                        new Secret(w.stack, w.id()), "a:b\u0000")),
            named(
                "a parameter",
                w ->
                    software.amazon.awscdk.services.ecs.Secret.fromSsmParameter(
                        StringParameter.fromStringParameterName(w.stack, w.id(), "shop")))));
  }

  private static ContainerDefinitionOptions.Builder sidecar() {
    return ContainerDefinitionOptions.builder()
        .image(ContainerImage.fromRegistry("example/sidecar:1"))
        .memoryLimitMiB(64);
  }

  private static List<Hostile> sidecars() {
    return join(
        everywhere(
            "with a label",
            (stack, id) -> sidecar().dockerLabels(Map.of("A", tokenOf(stack, id))).build()),
        everywhere(
            "with a command",
            (stack, id) -> sidecar().command(List.of(tokenOf(stack, id))).build()),
        everywhere("with a user", (stack, id) -> sidecar().user(tokenOf(stack, id)).build()),
        everywhere(
            "with a health check",
            (stack, id) ->
                sidecar()
                    .healthCheck(
                        HealthCheck.builder().command(List.of("CMD", tokenOf(stack, id))).build())
                    .build()),
        everywhere(
            "with a log driver", (stack, id) -> sidecar().logging(logDriver(stack, id)).build()),
        everywhere(
            "with credentials",
            (stack, id) ->
                ContainerDefinitionOptions.builder()
                    .image(
                        ContainerImage.fromRegistry(
                            "x",
                            RepositoryImageProps.builder()
                                .credentials(new Secret(stack, id))
                                .build()))
                    .memoryLimitMiB(64)
                    .build()),
        oddSidecars());
  }

  private static List<Hostile> oddSidecars() {
    return list(
        named(
            "with a null for a variable",
            w -> sidecar().environment(Collections.singletonMap("A", null)).build()),
        named(
            "with a variable without a name",
            w -> sidecar().environment(Collections.singletonMap(null, "x")).build()),
        named(
            "with a null for a secret",
            w -> sidecar().secrets(Collections.singletonMap("A", null)).build()),
        named(
            "with a null for a label",
            w -> sidecar().dockerLabels(Collections.singletonMap("A", null)).build()),
        named(
            "with a null for a port",
            w -> sidecar().portMappings(Collections.singletonList(null)).build()),
        named(
            "with a null for a limit",
            w -> sidecar().ulimits(Collections.singletonList(null)).build()),
        named(
            "with nothing in its lists",
            w ->
                sidecar()
                    .command(List.of())
                    .entryPoint(List.of())
                    .environment(Map.of())
                    .secrets(Map.of())
                    .dockerLabels(Map.of())
                    .portMappings(List.of())
                    .ulimits(List.of())
                    .environmentFiles(List.of())
                    .build()),
        named("with 100 kB of a label", w -> sidecar().dockerLabels(Map.of("A", LONG)).build()),
        named("with 100 kB of a user", w -> sidecar().user(LONG).build()),
        named("with 100 kB of a folder", w -> sidecar().workingDirectory("/" + LONG).build()),
        named("a sidecar", w -> sidecar().build()),
        named(
            "without memory",
            w ->
                ContainerDefinitionOptions.builder()
                    .image(ContainerImage.fromRegistry("x"))
                    .build()),
        named("with -1 MiB", w -> sidecar().memoryLimitMiB(-1).build()),
        named("with half a MiB", w -> sidecar().memoryLimitMiB(0.5).build()),
        named("with no number of MiB", w -> sidecar().memoryLimitMiB(Double.NaN).build()),
        named(
            "with MiB that are a token",
            w -> sidecar().memoryLimitMiB(w.parameter("Number").getValueAsNumber()).build()),
        named(
            "with less memory than it reserves", w -> sidecar().memoryReservationMiB(128).build()),
        named("with -1 CPU", w -> sidecar().cpu(-1).build()),
        named("with CPU that is no number", w -> sidecar().cpu(Double.NaN).build()),
        named(
            "with a port of 0",
            w ->
                sidecar()
                    .portMappings(List.of(PortMapping.builder().containerPort(0).build()))
                    .build()),
        named(
            "with a port of 99999",
            w ->
                sidecar()
                    .portMappings(List.of(PortMapping.builder().containerPort(99_999).build()))
                    .build()),
        named(
            "with a port that is no number",
            w ->
                sidecar()
                    .portMappings(List.of(PortMapping.builder().containerPort(Double.NaN).build()))
                    .build()),
        named(
            "with another port on the host",
            w ->
                sidecar()
                    .portMappings(
                        List.of(PortMapping.builder().containerPort(9000).hostPort(9001).build()))
                    .build()),
        named(
            "with a range of ports",
            w ->
                sidecar()
                    .portMappings(
                        List.of(
                            PortMapping.builder()
                                .containerPort(0)
                                .containerPortRange("9000-8000")
                                .build()))
                    .build()),
        named(
            "with a port named twice",
            w ->
                sidecar()
                    .portMappings(
                        List.of(
                            PortMapping.builder().containerPort(9000).name("a").build(),
                            PortMapping.builder().containerPort(9001).name("a").build()))
                    .build()),
        named(
            "with a health check of nothing",
            w -> sidecar().healthCheck(HealthCheck.builder().command(List.of()).build()).build()),
        named(
            "with a health check that takes long",
            w ->
                sidecar()
                    .healthCheck(
                        HealthCheck.builder()
                            .command(List.of("x"))
                            .interval(Duration.days(9))
                            .retries(99)
                            .build())
                    .build()),
        named(
            "with a null in its command",
            w -> sidecar().command(Collections.singletonList(null)).build()),
        named("with a name of its own", w -> sidecar().containerName("other").build()),
        named("with a long stop", w -> sidecar().stopTimeout(Duration.days(9)).build()),
        named("with a GPU", w -> sidecar().gpuCount(1).build()),
        named(
            "with an accelerator",
            w -> sidecar().inferenceAcceleratorResources(List.of("none")).build()),
        named(
            "with a variable of another app",
            w ->
                sidecar()
                    .environment(Map.of("A", new Topic(w.ofAnotherApp(), w.id()).getTopicArn()))
                    .build()),
        named(
            "with a secret of another app",
            w ->
                sidecar()
                    .secrets(
                        Map.of(
                            "A",
                            software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(
                                new Secret(w.ofAnotherApp(), w.id()))))
                    .build()),
        named("with 100 kB of a variable", w -> sidecar().environment(Map.of("A", LONG)).build()),
        named(
            "that restarts and has no essence",
            w ->
                sidecar()
                    .enableRestartPolicy(true)
                    .restartAttemptPeriod(Duration.seconds(1))
                    .build()),
        named("without network", w -> sidecar().disableNetworking(true).build()),
        named("with hosts", w -> sidecar().extraHosts(Map.of("a", "b")).hostname("x").build()));
  }

  private static List<Hostile> schedules() {
    return join(
        everywhere(
            "an expression",
            (stack, id) ->
                ScalingSchedule.builder()
                    .schedule(Schedule.expression(tokenOf(stack, id)))
                    .minCapacity(1)
                    .build()),
        everywhere(
            "a number",
            (stack, id) ->
                ScalingSchedule.builder()
                    .schedule(Schedule.expression("rate(1 day)"))
                    .minCapacity(
                        CfnParameter.Builder.create(stack, id)
                            .type("Number")
                            .build()
                            .getValueAsNumber())
                    .build()),
        oddSchedules());
  }

  private static List<Hostile> oddSchedules() {
    return list(
        named(
            "an expression of 100 kB",
            w ->
                ScalingSchedule.builder()
                    .schedule(Schedule.expression("rate(" + LONG + ")"))
                    .minCapacity(1)
                    .build()),
        named(
            "a schedule",
            w ->
                ScalingSchedule.builder()
                    .schedule(Schedule.cron(CronOptions.builder().hour("8").build()))
                    .minCapacity(1)
                    .build()),
        named(
            "without numbers",
            w ->
                ScalingSchedule.builder()
                    .schedule(Schedule.cron(CronOptions.builder().hour("8").build()))
                    .build()),
        named(
            "upside down",
            w ->
                ScalingSchedule.builder()
                    .schedule(Schedule.cron(CronOptions.builder().hour("8").build()))
                    .minCapacity(9)
                    .maxCapacity(1)
                    .build()),
        named(
            "below 0",
            w ->
                ScalingSchedule.builder()
                    .schedule(Schedule.cron(CronOptions.builder().hour("8").build()))
                    .minCapacity(-9)
                    .build()),
        named(
            "no number",
            w ->
                ScalingSchedule.builder()
                    .schedule(Schedule.cron(CronOptions.builder().hour("8").build()))
                    .maxCapacity(Double.NaN)
                    .build()),
        named(
            "an expression of nothing",
            w ->
                ScalingSchedule.builder().schedule(Schedule.expression("")).minCapacity(1).build()),
        named(
            "a token",
            w ->
                ScalingSchedule.builder()
                    .schedule(Schedule.expression(w.parameter("String").getValueAsString()))
                    .minCapacity(w.parameter("Number").getValueAsNumber())
                    .build()),
        named(
            "that ends before it starts",
            w ->
                ScalingSchedule.builder()
                    .schedule(Schedule.expression("rate(1 day)"))
                    .minCapacity(1)
                    .startTime(java.time.Instant.ofEpochSecond(9))
                    .endTime(java.time.Instant.ofEpochSecond(1))
                    .build()));
  }

  private static List<Hostile> secrets() {
    return join(
        everywhere("a secret", (stack, id) -> new Secret(stack, id)),
        list(
            named("by name", w -> Secret.fromSecretNameV2(w.stack, w.id(), "shop")),
            named("by an empty name", w -> Secret.fromSecretNameV2(w.stack, w.id(), "")),
            named(
                "by a partial ARN",
                w ->
                    Secret.fromSecretPartialArn(
                        w.stack,
                        w.id(),
                        "arn:aws:secretsmanager:eu-central-1:111111111111:secret:shop")),
            named(
                "by an ARN",
                w ->
                    Secret.fromSecretCompleteArn(
                        w.stack,
                        w.id(),
                        "arn:aws:secretsmanager:eu-central-1:111111111111:secret:shop-AbCdEf")),
            named(
                "by an ARN of another Region",
                w ->
                    Secret.fromSecretCompleteArn(
                        w.stack,
                        w.id(),
                        "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf")),
            named(
                "by an ARN of another account",
                w ->
                    Secret.fromSecretCompleteArn(
                        w.stack,
                        w.id(),
                        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf")),
            named(
                "by an ARN of something else",
                w -> Secret.fromSecretCompleteArn(w.stack, w.id(), "arn:aws:s3:::shop-AbCdEf")),
            named(
                "by an ARN that is a token",
                w ->
                    Secret.fromSecretCompleteArn(
                        w.stack, w.id(), w.parameter("String").getValueAsString()))));
  }

  private static Object attributes(Stack stack, String id) {
    return DatabaseInstance.fromDatabaseInstanceAttributes(
        stack,
        id,
        DatabaseInstanceAttributes.builder()
            .instanceIdentifier("shop")
            .instanceEndpointAddress("shop.example")
            .port(3306)
            .securityGroups(List.of())
            .build());
  }

  private static List<Hostile> clusters() {
    return join(
        everywhere(
            "an imported cluster",
            (stack, id) ->
                DatabaseCluster.fromDatabaseClusterAttributes(
                    stack,
                    id,
                    DatabaseClusterAttributes.builder()
                        .clusterIdentifier("shop")
                        .clusterEndpointAddress("shop.cluster-x.rds.amazonaws.com")
                        .readerEndpointAddress("shop.cluster-ro-x.rds.amazonaws.com")
                        .port(3306)
                        .build())),
        list(
            named(
                "without anything",
                w ->
                    DatabaseCluster.fromDatabaseClusterAttributes(
                        w.stack,
                        w.id(),
                        DatabaseClusterAttributes.builder().clusterIdentifier("shop").build()))));
  }

  private static List<Hostile> functions() {
    String arn = "arn:aws:lambda:eu-central-1:111111111111:function:rotate";
    return join(
        everywhere(
            "an imported function",
            (stack, id) ->
                software.amazon.awscdk.services.lambda.Function.fromFunctionArn(stack, id, arn)),
        list(
            named(
                "of no ARN",
                w ->
                    software.amazon.awscdk.services.lambda.Function.fromFunctionArn(
                        w.stack, w.id(), arn + ":1:2:3")),
            named(
                "of a name",
                w ->
                    software.amazon.awscdk.services.lambda.Function.fromFunctionName(
                        w.stack, w.id(), "rotate"))));
  }

  private static LogDriver logDriver(Stack stack, String id) {
    return new GenericLogDriver(
        GenericLogDriverProps.builder()
            .logDriver("json-file")
            .options(Map.of("tag", tokenOf(stack, id)))
            .build());
  }

  private static List<Hostile> logDrivers() {
    return join(
        everywhere("with an option", HostileValues::logDriver),
        everywhere(
            "with a secret",
            (stack, id) ->
                new GenericLogDriver(
                    GenericLogDriverProps.builder()
                        .logDriver("splunk")
                        .secretOptions(
                            Map.of(
                                "splunk-token",
                                software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(
                                    new Secret(stack, id))))
                        .build())),
        everywhere(
            "of a log group",
            (stack, id) ->
                LogDriver.awsLogs(
                    AwsLogDriverProps.builder()
                        .logGroup(new LogGroup(stack, id))
                        .streamPrefix("x")
                        .build())),
        oddLogDrivers());
  }

  private static List<Hostile> oddLogDrivers() {
    return list(
        named(
            "with a null for an option",
            w ->
                new GenericLogDriver(
                    GenericLogDriverProps.builder()
                        .logDriver("json-file")
                        .options(Collections.singletonMap("tag", null))
                        .build())),
        named(
            "of 100 kB",
            w -> new GenericLogDriver(GenericLogDriverProps.builder().logDriver(LONG).build())),
        named(
            "of nothing",
            w -> new GenericLogDriver(GenericLogDriverProps.builder().logDriver("none").build())),
        named(
            "with 100 kB",
            w ->
                new GenericLogDriver(
                    GenericLogDriverProps.builder()
                        .logDriver("json-file")
                        .options(Map.of("max-size", LONG))
                        .build())),
        named(
            "of an empty prefix",
            w -> LogDriver.awsLogs(AwsLogDriverProps.builder().streamPrefix("").build())));
  }

  private static List<Hostile> databases() {
    return join(
        everywhere("an imported database", HostileValues::attributes),
        everywhere(
            "a database",
            (stack, id) ->
                DatabaseInstance.Builder.create(stack, id)
                    .vpc(new Vpc(stack, id + "Vpc"))
                    .engine(
                        DatabaseInstanceEngine.mysql(
                            MySqlInstanceEngineProps.builder()
                                .version(MysqlEngineVersion.of("8.4.9", "8.4"))
                                .build()))
                    .build()),
        list(
            named(
                "without anything",
                w ->
                    DatabaseInstance.fromDatabaseInstanceAttributes(
                        w.stack,
                        w.id(),
                        DatabaseInstanceAttributes.builder()
                            .instanceIdentifier("")
                            .instanceEndpointAddress("")
                            .port(0)
                            .securityGroups(List.of())
                            .build())),
            named(
                "with a port that is no number",
                w ->
                    DatabaseInstance.fromDatabaseInstanceAttributes(
                        w.stack,
                        w.id(),
                        DatabaseInstanceAttributes.builder()
                            .instanceIdentifier("shop")
                            .instanceEndpointAddress("shop.example")
                            .port(Double.NaN)
                            .securityGroups(List.of())
                            .build())),
            named(
                "with tokens",
                w ->
                    DatabaseInstance.fromDatabaseInstanceAttributes(
                        w.stack,
                        w.id(),
                        DatabaseInstanceAttributes.builder()
                            .instanceIdentifier(w.parameter("String").getValueAsString())
                            .instanceEndpointAddress(w.parameter("String").getValueAsString())
                            .port(w.parameter("Number").getValueAsNumber())
                            .securityGroups(List.of())
                            .build())),
            named(
                "of Postgres",
                w ->
                    DatabaseInstance.Builder.create(w.stack, w.id())
                        .vpc(new Vpc(w.stack, w.id()))
                        .engine(DatabaseInstanceEngine.POSTGRES)
                        .build())));
  }

  private static List<Hostile> certificates() {
    List<Hostile> all = new ArrayList<>();
    for (Hostile string : strings()) {
      all.add(
          named(
              "certificate " + string,
              w ->
                  Certificate.fromCertificateArn(
                      w.stack, w.id(), (String) string.maker().apply(w))));
    }
    return join(
        all,
        everywhere(
            "a certificate",
            (stack, id) ->
                Certificate.Builder.create(stack, id).domainName("shop.example.com").build()),
        list(
            named(
                "of another Region by ARN",
                w ->
                    Certificate.fromCertificateArn(
                        w.stack, w.id(), "arn:aws:acm:us-east-1:111111111111:certificate/x"))));
  }

  private static List<Hostile> zones() {
    return join(
        everywhere(
            "a zone",
            (stack, id) -> HostedZone.Builder.create(stack, id).zoneName("example.com").build()),
        everywhere(
            "an imported zone",
            (stack, id) ->
                HostedZone.fromHostedZoneAttributes(
                    stack,
                    id,
                    HostedZoneAttributes.builder()
                        .hostedZoneId("Z1")
                        .zoneName("example.com")
                        .build())),
        list(
            named("by its id", w -> HostedZone.fromHostedZoneId(w.stack, w.id(), "Z1")),
            named(
                "by nothing",
                w ->
                    HostedZone.fromHostedZoneAttributes(
                        w.stack,
                        w.id(),
                        HostedZoneAttributes.builder().hostedZoneId("").zoneName("").build())),
            named(
                "of a dot",
                w ->
                    HostedZone.fromHostedZoneAttributes(
                        w.stack,
                        w.id(),
                        HostedZoneAttributes.builder().hostedZoneId("Z1").zoneName(".").build())),
            named(
                "private",
                w ->
                    PrivateHostedZone.Builder.create(w.stack, w.id())
                        .zoneName("example.com")
                        .vpc(new Vpc(w.stack, w.id()))
                        .build())));
  }

  private static List<Hostile> prefixLists() {
    return join(
        everywhere(
            "a prefix list",
            (stack, id) -> PrefixList.Builder.create(stack, id).maxEntries(5).build()),
        list(
            named("by its id", w -> PrefixList.fromPrefixListId(w.stack, w.id(), "pl-1")),
            named("by nothing", w -> PrefixList.fromPrefixListId(w.stack, w.id(), ""))));
  }

  private static List<Hostile> topics() {
    List<Hostile> all = new ArrayList<>();
    for (Hostile string : strings()) {
      all.add(
          named(
              "topic " + string,
              w -> Topic.fromTopicArn(w.stack, w.id(), (String) string.maker().apply(w))));
    }
    return join(
        all,
        everywhere("a topic", (stack, id) -> new Topic(stack, id)),
        list(
            named("of the user's own class", w -> new Topic(w.stack, w.id()) {}),
            named("FIFO", w -> Topic.Builder.create(w.stack, w.id()).fifo(true).build()),
            named(
                "of another Region by ARN",
                w -> Topic.fromTopicArn(w.stack, w.id(), "arn:aws:sns:us-east-1:111111111111:x")),
            named(
                "of another account by ARN",
                w ->
                    Topic.fromTopicArn(
                        w.stack, w.id(), "arn:aws:sns:eu-central-1:123456789012:x"))));
  }

  private static List<Hostile> queues() {
    return join(
        everywhere("a queue", (stack, id) -> new Queue(stack, id)),
        list(
            named("of the user's own class", w -> new Queue(w.stack, w.id()) {}),
            named(
                "with a key",
                w -> Queue.Builder.create(w.stack, w.id()).encryption(QueueEncryption.KMS).build()),
            named(
                "of another Region by ARN",
                w -> Queue.fromQueueArn(w.stack, w.id(), "arn:aws:sqs:us-east-1:111111111111:x")),
            named(
                "of another account by ARN",
                w ->
                    Queue.fromQueueArn(
                        w.stack, w.id(), "arn:aws:sqs:eu-central-1:123456789012:x"))));
  }

  private static List<Hostile> vaults() {
    return join(
        everywhere("a vault", (stack, id) -> new BackupVault(stack, id)),
        list(
            named("by name", w -> BackupVault.fromBackupVaultName(w.stack, w.id(), "copies")),
            named(
                "of another account by ARN",
                w ->
                    BackupVault.fromBackupVaultArn(
                        w.stack,
                        w.id(),
                        "arn:aws:backup:us-east-1:123456789012:backup-vault:copies"))));
  }

  private static List<Hostile> scheduleExpressions() {
    return list(
        plain(ScheduleExpression.expression("")),
        plain(ScheduleExpression.expression("cron()")),
        plain(ScheduleExpression.expression("cron(0 3 * * * *)")),
        plain(ScheduleExpression.expression("cron(0 3 * * ? *)", TimeZone.of("Mars/Olympus"))),
        plain(ScheduleExpression.expression("rate(0 minutes)")),
        plain(ScheduleExpression.expression("at(yesterday)")),
        plain(ScheduleExpression.expression(Aws.REGION)),
        plain(ScheduleExpression.expression(LONG)));
  }

  private static List<Hostile> healthChecks() {
    return list(
        named("of nothing", w -> HealthCheck.builder().command(List.of()).build()),
        named(
            "of a null",
            w -> HealthCheck.builder().command(Collections.singletonList(null)).build()),
        named(
            "that takes long",
            w ->
                HealthCheck.builder()
                    .command(List.of("CMD", "x"))
                    .interval(Duration.days(9))
                    .startPeriod(Duration.days(9))
                    .retries(99)
                    .build()),
        named(
            "of a token",
            w -> HealthCheck.builder().command(List.of("CMD", tokenOf(w.stack, w.id()))).build()));
  }

  private static List<Hostile> keys() {
    return join(
        everywhere("a key", (stack, id) -> new Key(stack, id)),
        list(
            named(
                "by an ARN",
                w ->
                    Key.fromKeyArn(w.stack, w.id(), "arn:aws:kms:eu-central-1:111111111111:key/x")),
            named(
                "by an ARN of another Region",
                w -> Key.fromKeyArn(w.stack, w.id(), "arn:aws:kms:us-east-1:111111111111:key/x")),
            named(
                "by an alias",
                w ->
                    software.amazon.awscdk.services.kms.Alias.fromAliasName(
                        w.stack, w.id(), "alias/x")),
            named(
                "by a token",
                w -> Key.fromKeyArn(w.stack, w.id(), w.parameter("String").getValueAsString()))));
  }

  private static List<Hostile> alarms() {
    return join(
        everywhere("an alarm", (stack, id) -> alarm(stack, id)),
        list(
            named("by its name", w -> Alarm.fromAlarmName(w.stack, w.id(), "x")),
            named("by an empty name", w -> Alarm.fromAlarmName(w.stack, w.id(), "")),
            named(
                "by an ARN",
                w ->
                    Alarm.fromAlarmArn(
                        w.stack, w.id(), "arn:aws:cloudwatch:us-east-1:111111111111:alarm:x")),
            named(
                "of others",
                w ->
                    CompositeAlarm.Builder.create(w.stack, w.id())
                        .alarmRule(AlarmRule.fromBoolean(true))
                        .build())));
  }

  private static IAlarm alarm(Stack stack, String id) {
    return Alarm.Builder.create(stack, id)
        .metric(Metric.Builder.create().namespace("x").metricName("y").build())
        .threshold(1)
        .evaluationPeriods(1)
        .build();
  }

  private static List<Hostile> versions() {
    List<Hostile> all = new ArrayList<>();
    for (Hostile string : strings()) {
      all.add(
          named(
              "version " + string,
              w -> MysqlEngineVersion.of((String) string.maker().apply(w), "8.4")));
      all.add(
          named(
              "series " + string,
              w -> MysqlEngineVersion.of("8.4.9", (String) string.maker().apply(w))));
    }
    return join(
        all,
        list(
            named("8.0", w -> MysqlEngineVersion.of("8.0.40", "8.0")),
            named("9.4", w -> MysqlEngineVersion.of("9.4.0", "9.4"))));
  }
}
