package io.github.threetierecs.internal.shared;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.IResource;
import software.amazon.awscdk.Reference;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.Tokenization;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.applicationautoscaling.Schedule;
import software.amazon.awscdk.services.backup.IBackupVault;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.ec2.IPrefixList;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.EcrImage;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.Ulimit;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.IConstruct;

/**
 * Whether what the options were given can be used in the stack of the construct: constructs, and
 * tokens that refer to some. The CDK would say so too, but at the end, and without the name of the
 * option.
 *
 * <p>Options are found by reflection over our own props, whose fields have their names: so none can
 * be forgotten. Only what is a construct or has a token costs calls into the CDK.
 */
public final class GivenValues {
  static final String SAME_ENVIRONMENT =
      "create it in this stack, or in one of the same account and Region";

  private static final Pattern AMOUNT = Pattern.compile("\\((-?[0-9][0-9.e+-]*)\\)");

  /** Options that the CDK accepts as a whole, so that a list that is a token works. */
  private static final Pattern WHOLE_LIST =
      Pattern.compile(
          "(?!.*\\.healthCheck\\.).*\\.(command|migration|entryPoint|dnsServers|dnsSearchDomains"
              + "|dockerSecurityOptions)");

  private final Problems problems;
  private final Stack stack;
  private final IConstruct root;
  private @Nullable String environment;

  private GivenValues(Problems problems, Stack stack) {
    this.problems = problems;
    this.stack = stack;
    root = stack.getNode().getRoot();
  }

  /**
   * Refuses what cannot be used here.
   *
   * @param props our own props
   * @throws IllegalArgumentException if something cannot be; names the options
   */
  public static void check(IConstruct construct, Object props) {
    Finder finder = new Finder();
    finder.find("", props);
    if (!finder.isEmpty()) {
      GivenValues values = new GivenValues(new Problems(""), Stack.of(construct));
      finder.found.forEach(it -> values.check(it.path, it.value));
      values.problems.refuse();
    }
  }

  private record Found(String path, Object value) {}

  /**
   * Collects what may not be usable everywhere, without a call into the CDK if there is nothing.
   */
  private static final class Finder {
    private final List<Found> found = new ArrayList<>();

    boolean isEmpty() {
      return found.isEmpty();
    }

    void find(String path, @Nullable Object value) {
      if (value == null) {
        return;
      }
      if (value instanceof Values values) {
        values.forEach((name, it) -> find(within(path, name), it));
      } else if (value instanceof Map<?, ?> map) {
        map.forEach(
            (key, it) -> {
              find(path, key);
              find(within(path, String.valueOf(key)), it);
            });
      } else if (value instanceof List<?> list) {
        list.forEach(it -> find(path, it));
      } else if (value instanceof SubnetSelection selection) {
        find(path + ".subnets", selection.getSubnets());
      } else if (value instanceof ContainerDefinitionOptions
          || value instanceof HealthCheck
          || value instanceof ScalingSchedule
          || value instanceof Ulimit) {
        findInStruct(path, value);
      } else if (value instanceof Schedule schedule) {
        find(path, schedule.getExpressionString());
      } else if (value instanceof ScheduleExpression schedule) {
        find(path, schedule.getExpressionString());
        TimeZone zone = schedule.getTimeZone();
        find(path, zone == null ? null : zone.getTimezoneName());
      } else if (value instanceof CaCertificate || value instanceof InstanceType) {
        find(path, value.toString());
      } else if (value instanceof IConstruct
          || value instanceof Duration
          || value instanceof Secret
          || value instanceof EcrImage
          || value instanceof MysqlEngineVersion
          || Tokens.isToken(value)) {
        found.add(new Found(path, value));
      }
    }

    /**
     * A struct of the CDK's, such as a sidecar, and the structs in it; not the construct in it,
     * which is of no stack's resources.
     */
    private void findInStruct(String path, Object struct) {
      Structs.values(struct)
          .forEach(
              (property, value) -> {
                String nested = path + "." + property;
                if (value instanceof List<?> list) {
                  list.forEach(it -> findInSidecar(nested, it));
                } else {
                  findInSidecar(nested, value);
                }
              });
    }

    private void findInSidecar(String path, @Nullable Object value) {
      if (value != null && !Structs.values(value).isEmpty()) {
        findInStruct(path, value);
      } else if (!(value instanceof LinuxParameters)) {
        find(path, value);
      }
    }

    private static String within(String path, String name) {
      return path.isEmpty() ? name : path + "." + name;
    }
  }

  private void check(String path, Object value) {
    if (value instanceof IConstruct construct) {
      construct(path, construct);
    } else if (value instanceof Duration duration) {
      amountOf(duration).ifPresent(it -> token(path, it));
    } else if (value instanceof Secret secret) {
      secret(path, secret);
    } else if (value instanceof MysqlEngineVersion version) {
      token(path, version.getMysqlFullVersion());
      token(path, version.getMysqlMajorVersion());
    } else if (value instanceof EcrImage image) {
      token(path, image.getImageName());
    } else {
      token(path, value);
    }
  }

  /** The number in {@code Duration.seconds(30)}, whatever its unit: a token cannot be converted. */
  private static Optional<Number> amountOf(Duration duration) {
    Matcher amount = AMOUNT.matcher(duration.toString());
    return amount.find() ? Optional.of(Double.valueOf(amount.group(1))) : Optional.empty();
  }

  private void secret(String path, Secret secret) {
    try {
      token(path, secret.getArn());
    } catch (RuntimeException refusal) {
      problems.add(
          path,
          new Problems.Words("a secret"),
          "is refused: " + Problems.reasonOf(refusal),
          "create it by Secret.fromSecretsManager or Secret.fromSsmParameter");
    }
  }

  /** Refuses a token whose referent is out of reach or has no name here. */
  private void token(String path, Object value) {
    if (!Tokens.isToken(value)) {
      return;
    }
    if (isList(value) && !WHOLE_LIST.matcher(path).matches()) {
      problems.add(
          path,
          new Problems.Words("a list that is a token"),
          "is known only at deployment, but each of its elements shapes the template",
          "give a list of literals");
      return;
    }
    Object resolved;
    try {
      resolved = stack.resolve(isList(value) ? List.of(value) : value);
    } catch (RuntimeException refusal) {
      problems.add(
          path,
          new Problems.Words("a token"),
          "has no value in this stack: " + reasonOf(refusal),
          SAME_ENVIRONMENT + ", or set the physical name of what it refers to");
      return;
    }
    if (resolved instanceof String || resolved instanceof Number) {
      return;
    }
    for (IResolvable token : tokensIn(value)) {
      if (token instanceof Reference reference) {
        referent(path, reference.getTarget(), true);
      }
    }
  }

  private static boolean isList(Object value) {
    return value instanceof String text && text.contains("#{Token[");
  }

  private static List<IResolvable> tokensIn(Object value) {
    if (value instanceof Number number) {
      return Optional.ofNullable(Tokenization.reverseNumber(number)).stream().toList();
    }
    if (value instanceof String text) {
      return isList(text)
          ? Optional.ofNullable(Tokenization.reverseList(List.of(text))).stream().toList()
          : Tokenization.reverseString(text).getTokens();
    }
    return List.of();
  }

  private void construct(String path, IConstruct construct) {
    if (construct instanceof ISubnet subnet) {
      int before = problems.count();
      if (referent(path, construct, false)) {
        token(path, subnet.getSubnetId());
      }
      if (problems.count() == before) {
        region(path, subnet);
      }
      return;
    }
    if (!(construct instanceof IResource resource)) {
      referent(path, construct, false);
      return;
    }
    String name = nameOf(construct);
    if (name != null) {
      int before = problems.count();
      token(path, name);
      if (problems.count() > before) {
        return;
      }
    }
    boolean isOwned = resource.getNode().getDefaultChild() != null;
    // Of a resource that was imported by its name only the name is used, so it may be anywhere.
    boolean isAName = !isOwned && isUsedByItsName(construct);
    if ((isAName || referent(path, construct, isOwned)) && !mayBeAnywhere(construct)) {
      region(path, resource);
    }
  }

  /** A vault for copies has to be in another Region. */
  private static boolean mayBeAnywhere(IConstruct construct) {
    return construct instanceof IHostedZone || construct instanceof IBackupVault;
  }

  private void region(String path, IResource resource) {
    String region = resource.getEnv().getRegion();
    String ours = stack.getRegion();
    if (!Tokens.isToken(region) && !Tokens.isToken(ours) && !region.equals(ours)) {
      problems.add(
          path,
          new Problems.Words(resource.getNode().getPath()),
          "is in " + region + ", and the stack is in " + ours,
          "use one in the Region of the stack");
    }
  }

  private static boolean isUsedByItsName(IConstruct construct) {
    return construct instanceof ISecret
        || construct instanceof ICertificate
        || construct instanceof IKey
        || construct instanceof IAlarm
        || construct instanceof IHostedZone
        || construct instanceof IPrefixList;
  }

  /**
   * The token by which the template refers to a construct; an imported one may be based on a token
   * itself.
   */
  private static @Nullable String nameOf(IConstruct construct) {
    if (construct instanceof ITopic topic) {
      return topic.getTopicArn();
    }
    if (construct instanceof ICertificate certificate) {
      return certificate.getCertificateArn();
    }
    if (construct instanceof IQueue queue) {
      return queue.getQueueArn();
    }
    if (construct instanceof ISecret secret) {
      return secret.getSecretArn();
    }
    if (construct instanceof IAlarm alarm) {
      return alarm.getAlarmArn();
    }
    if (construct instanceof IHostedZone zone) {
      return zone.getHostedZoneId();
    }
    return construct instanceof IPrefixList list ? list.getPrefixListId() : null;
  }

  /** {@return whether nothing was refused} */
  private boolean referent(String path, IConstruct target, boolean isReferredTo) {
    Problems.Words shown = new Problems.Words(target.getNode().getPath());
    if (target.getNode().getRoot() != root) {
      problems.add(
          path, shown, "belongs to another CDK app", "create it in the same App as this stack");
      return false;
    }
    Stack theirs = Stack.of(target);
    if (theirs == stack) {
      return true;
    }
    // What was imported is a name, which every stage can use.
    if (isOfAnotherStage(theirs)
        && (isReferredTo || target.getNode().getDefaultChild() instanceof CfnResource)) {
      problems.add(
          path,
          shown,
          "is in stack "
              + nameOf(theirs)
              + " of another stage, and stages cannot refer to each other",
          "create it in this stage, or import it here by its name or ARN");
      return false;
    }
    if (Stacks.outermost(theirs).getDependencies().contains(Stacks.outermost(stack))) {
      problems.add(
          path,
          shown,
          "is in stack " + nameOf(theirs) + ", which depends on this one",
          "create it in this stack, or in one that this one can wait for");
      return false;
    }
    if (isReferredTo && !canExport(theirs)) {
      problems.add(
          path,
          shown,
          "is in stack "
              + nameOf(theirs)
              + " of another environment ("
              + theirs.getEnvironment()
              + ", and this one is "
              + environment()
              + ")",
          SAME_ENVIRONMENT);
      return false;
    }
    return true;
  }

  /** The path, since only the deployment knows the name of a nested stack. */
  private static String nameOf(Stack theirs) {
    return theirs.getNode().getPath();
  }

  private boolean isOfAnotherStage(Stack theirs) {
    return Stage.of(theirs) != Stage.of(stack);
  }

  /**
   * Whether the CDK can pass a value between the stacks: crossRegionReferences may do so within one
   * account, if both Regions are known.
   */
  private boolean canExport(Stack theirs) {
    return theirs.getEnvironment().equals(environment())
        || (!Tokens.isToken(theirs.getRegion())
            && !Tokens.isToken(stack.getRegion())
            && theirs.getAccount().equals(stack.getAccount()));
  }

  private String environment() {
    if (environment == null) {
      environment = stack.getEnvironment();
    }
    return Objects.requireNonNull(environment);
  }

  /** The reason without the prefix that the CDK adds at every level that it resolves. */
  private static String reasonOf(RuntimeException refusal) {
    return Problems.reasonOf(refusal)
        .replaceAll("(Resolution error: )+", "")
        .replaceAll("\\.+$", "");
  }
}
