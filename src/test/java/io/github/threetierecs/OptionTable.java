package io.github.threetierecs;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What is said of the options of one area. An option is named as {@link Options} does: {@code
 * capacity.minInstances}, or {@code autoScaling.maxTasks} for a group that both services have.
 *
 * @param effects what each option does
 * @param refusals what each refuses: the option, the value, and the message after the option's name
 * @param acceptEveryValue the options whose type leaves nothing to refuse but null
 */
record OptionTable(List<Effect> effects, List<Arguments> refusals, List<String> acceptEveryValue) {

  /** Options that change no template. */
  static final Set<String> IN_NO_TEMPLATE =
      Stream.concat(PlacementTest.ONLY_RECKONED_WITH.stream(), Stream.of("blueprint"))
          .collect(Collectors.toCollection(TreeSet::new));

  /** One line for each area. */
  static final List<OptionTable> ALL =
      List.of(
          KeyTable.TABLE,
          BlueprintTable.TABLE,
          NetworkTable.TABLE,
          CapacityTable.TABLE,
          RotationTable.TABLE,
          ApplicationUserTable.TABLE,
          ContainerTable.TABLE,
          BackendTlsTable.TABLE,
          ProtocolVersionTable.TABLE,
          MigrationTable.TABLE,
          LogTable.TABLE,
          RepositoryTable.TABLE,
          LoadBalancerTable.TABLE,
          EdgeTable.TABLE,
          WebAclTable.TABLE,
          ObservabilityTable.TABLE,
          BackupTable.TABLE,
          DatabaseTable.TABLE,
          AutoScalingTable.TABLE,
          DeploymentTable.TABLE,
          StrategyTable.TABLE,
          ServiceConnectTable.TABLE,
          WorkerTable.TABLE,
          AddedBackendTable.TABLE,
          ScheduledTaskTable.TABLE);

  /**
   * An option's effect when it is left out, in each profile, and in {@code app}, where it is set.
   *
   * @param option its path
   * @param production what {@code effect} reads with nothing set in PRODUCTION
   * @param development what {@code effect} reads with nothing set in DEVELOPMENT
   * @param chosen what {@code effect} reads in {@code app}
   * @param app a template in which the option is set; synthesized once for each row, so share it
   * @param effect what the option does, read from a template
   */
  record Effect(
      String option,
      String production,
      String development,
      String chosen,
      Supplier<Anatomy> app,
      Function<Anatomy, String> effect) {
    @Override
    public String toString() {
      return option;
    }
  }

  static List<Effect> allEffects() {
    return ALL.stream().flatMap(table -> table.effects.stream()).toList();
  }

  static Stream<Arguments> allRefusals() {
    return ALL.stream().flatMap(table -> table.refusals.stream());
  }

  static Stream<String> allThatAcceptEveryValue() {
    return ALL.stream().flatMap(table -> table.acceptEveryValue.stream());
  }
}
