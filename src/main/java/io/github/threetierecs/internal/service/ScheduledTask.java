package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ScheduledTaskOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.Arns;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * A task that EventBridge Scheduler starts on the application's instances.
 *
 * <p>It is started with the capacity provider, so that an instance comes for it where there is no
 * room. The CDK's own targets start it with launch type EC2, which refuses it then.
 */
public final class ScheduledTask extends Construct {
  /** The name of its own container, whatever the id. */
  public static final String CONTAINER = "scheduledTask";

  private static final Number WEIGHT = 1;
  private static final int DAYS_OF_LETTERS = 14;

  public final TierTask task;
  public final CfnSchedule schedule;
  public final Role schedulerRole;
  public final IQueue deadLetterQueue;

  /** Null if tasks use their instance's security group. */
  public final @Nullable SecurityGroup securityGroup;

  /** Whatever its tasks connect as. */
  public final IConnectable client;

  /** The ARN of its task definition, up to the number of the revision. */
  public final String revisions;

  public ScheduledTask(
      Construct scope,
      String id,
      Values chosen,
      Platform platform,
      MySqlDataTier data,
      BackendTier backend) {
    super(scope, id);
    Values options =
        AddedTask.running(
            ServiceOptions.withOwnContainer(chosen, CONTAINER),
            chosen.find(ScheduledTaskOptions.COMMAND));
    AddedTask added =
        new AddedTask(
            this,
            platform,
            options,
            new AddedTask.Asked(
                /* port= */ null,
                options.get(ScheduledTaskOptions.DATABASE),
                options.get(ScheduledTaskOptions.CALLS_BACKEND),
                /* ofService= */ false,
                Map.of(),
                options.get(ScheduledTaskOptions.STOP_TIMEOUT),
                /* healthCheck= */ null),
            data,
            backend);
    task = added.task;
    revisions = Arns.here("ecs", "task-definition/" + task.definition.getFamily() + ":");
    EcsEc2Capacity capacity = platform.capacity();
    securityGroup =
        capacity.givesInterfaces
            ? SecurityGroup.Builder.create(this, "SecurityGroup")
                .vpc(platform.network().vpc)
                // EC2 accepts no quotes here.
                .description(
                    platform.words().describe("Tasks of the " + options.path().replace("\"", "")))
                .build()
            : null;
    client = securityGroup == null ? capacity.autoScalingGroup : securityGroup;
    deadLetterQueue = deadLetterQueue(options.find(ScheduledTaskOptions.DEAD_LETTER_QUEUE));
    schedulerRole = role(platform.words(), capacity);
    schedule = schedule(options, platform);
    // The policies of the task's roles are in the task definition's scope: a task that starts
    // before them cannot log. The capacity provider's association is in the cluster's.
    List<IDependable> needed = new ArrayList<>(List.of(capacity.cluster, task.definition));
    needed.addAll(added.needed);
    schedule.getNode().addDependency(needed.toArray(IDependable[]::new));
    CfnOutput.Builder.create(this, "RunCommand")
        .description("Runs " + options.path().replace("\"", "") + " now")
        .value(command(options, platform))
        .build();
  }

  private IQueue deadLetterQueue(@Nullable IQueue given) {
    if (given != null) {
      Problems problems = new Problems("");
      new Places(problems, Stack.of(this))
          .sameRegion(
              ScheduledTaskOptions.DEAD_LETTER_QUEUE.name(),
              given,
              given.getQueueArn(),
              "use a queue of the stack's Region");
      problems.refuse();
      return given;
    }
    Queue made =
        Queue.Builder.create(this, "DeadLetterQueue")
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(DAYS_OF_LETTERS))
            .build();
    AcceptedRisks.acknowledge(AcceptedRisks.DEAD_LETTER_QUEUE, made.getNode());
    return made;
  }

  private Role role(ConsoleWords words, EcsEc2Capacity capacity) {
    Role role =
        SchedulerRole.create(
            this,
            words.describe("Starts a task on a schedule"),
            capacity,
            task,
            revisions + "*",
            deadLetterQueue);
    AcceptedRisks.acknowledge(
        AcceptedRisks.SCHEDULER_ROLE,
        role.getNode(),
        Ordered.map(
            "<cluster>",
            "<" + ServiceConnect.idOf(capacity.cluster) + ">",
            "<family>",
            task.definition.getFamily()));
    return role;
  }

  private CfnSchedule schedule(Values options, Platform platform) {
    ScheduleExpression expression = options.get(ScheduledTaskOptions.SCHEDULE);
    TimeZone zone = expression.getTimeZone();
    boolean runs =
        options.get(ScheduledTaskOptions.ENABLED)
            && !Placeholder.is(options.get(ServiceOptions.IMAGE));
    return CfnSchedule.Builder.create(this, "Schedule")
        .description(platform.words().describe(options.path().replace("\"", "")))
        .scheduleExpression(expression.getExpressionString())
        .scheduleExpressionTimezone(zone == null ? null : zone.getTimezoneName())
        .state(runs ? "ENABLED" : "DISABLED")
        .flexibleTimeWindow(window(options.find(ScheduledTaskOptions.FLEXIBLE_TIME_WINDOW)))
        .target(
            CfnSchedule.TargetProperty.builder()
                .arn(platform.capacity().cluster.getClusterArn())
                .roleArn(schedulerRole.getRoleArn())
                .ecsParameters(parameters(options, platform))
                .retryPolicy(
                    CfnSchedule.RetryPolicyProperty.builder()
                        .maximumRetryAttempts(options.get(ScheduledTaskOptions.RETRY_ATTEMPTS))
                        .maximumEventAgeInSeconds(
                            Problems.secondsOf(options.get(ScheduledTaskOptions.MAXIMUM_EVENT_AGE)))
                        .build())
                .deadLetterConfig(
                    CfnSchedule.DeadLetterConfigProperty.builder()
                        .arn(deadLetterQueue.getQueueArn())
                        .build())
                .build())
        .build();
  }

  private static CfnSchedule.FlexibleTimeWindowProperty window(@Nullable Duration window) {
    return window == null
        ? CfnSchedule.FlexibleTimeWindowProperty.builder().mode("OFF").build()
        : CfnSchedule.FlexibleTimeWindowProperty.builder()
            .mode("FLEXIBLE")
            .maximumWindowInMinutes(Problems.minutesOf(window))
            .build();
  }

  private CfnSchedule.EcsParametersProperty parameters(Values options, Platform platform) {
    CfnSchedule.EcsParametersProperty.Builder parameters =
        CfnSchedule.EcsParametersProperty.builder()
            .taskDefinitionArn(task.definition.getTaskDefinitionArn())
            .taskCount(1)
            .capacityProviderStrategy(
                List.of(
                    CfnSchedule.CapacityProviderStrategyItemProperty.builder()
                        .capacityProvider(platform.capacity().capacityProviderName)
                        .weight(WEIGHT)
                        .build()))
            .enableEcsManagedTags(true)
            .enableExecuteCommand(ServiceOptions.executesCommands(options))
            .propagateTags("TASK_DEFINITION");
    if (securityGroup != null) {
      parameters.networkConfiguration(
          CfnSchedule.NetworkConfigurationProperty.builder()
              .awsvpcConfiguration(
                  CfnSchedule.AwsVpcConfigurationProperty.builder()
                      .subnets(subnets(platform.network()))
                      .securityGroups(List.of(securityGroup.getSecurityGroupId()))
                      .assignPublicIp("DISABLED")
                      .build())
              .build());
    }
    return parameters.build();
  }

  private static List<String> subnets(TieredVpc network) {
    return network.vpc.selectSubnets(network.privateSubnets).getSubnetIds();
  }

  /** What the schedule does, as a command for a person. */
  private String command(Values options, Platform platform) {
    EcsEc2Capacity capacity = platform.capacity();
    String command =
        ("aws ecs run-task --region %s --cluster %s --task-definition %s"
                + " --capacity-provider-strategy capacityProvider=%s,weight=%s"
                + " --propagate-tags TASK_DEFINITION --enable-ecs-managed-tags"
                + " --started-by by-hand")
            .formatted(
                Aws.REGION,
                capacity.clusterName,
                task.definition.getTaskDefinitionArn(),
                capacity.capacityProviderName,
                WEIGHT);
    String withExec =
        ServiceOptions.executesCommands(options) ? command + " --enable-execute-command" : command;
    return securityGroup == null
        ? withExec
        : withExec
            + " --network-configuration 'awsvpcConfiguration={subnets=[%s],securityGroups=[%s],assignPublicIp=DISABLED}'"
                .formatted(
                    String.join(",", subnets(platform.network())),
                    securityGroup.getSecurityGroupId());
  }
}
