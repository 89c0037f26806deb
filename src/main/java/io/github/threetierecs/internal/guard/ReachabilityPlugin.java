package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.database.SecretRotation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import software.amazon.awscdk.IPolicyValidationContext;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.PolicyValidationPluginReport;
import software.amazon.awscdk.PolicyViolatingResource;
import software.amazon.awscdk.PolicyViolation;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.Validations;
import software.constructs.IConstruct;

/**
 * Looks, after every synthesis of a CDK app, for what users have opened that the tiers keep closed.
 * There is one for all applications of the app.
 *
 * <p>The interface that it implements came with aws-cdk-lib 2.253.0. {@link ReachabilityCheck}
 * loads this class by its name, and with an older CDK not at all.
 */
public final class ReachabilityPlugin implements IPolicyValidationPlugin {
  private static final String ERROR = "error";

  /** The plugins by the root of their tree. */
  private static final Map<IConstruct, ReachabilityPlugin> REGISTERED = new WeakHashMap<>();

  private static final String NAME = "ThreeTierEcsApp";

  private final List<ReachabilityCheck> checks = new ArrayList<>();

  private ReachabilityPlugin() {}

  /** Registers an application, wherever in the tree it is. */
  static final class Registration implements ReachabilityCheck.Plugin {
    @Override
    public void add(ReachabilityCheck check, IConstruct root) {
      // The CDK validates only a Stage, and a tree may begin with something else.
      if (root instanceof Stage) {
        ReachabilityPlugin plugin = REGISTERED.get(root);
        if (plugin == null) {
          plugin = new ReachabilityPlugin();
          REGISTERED.put(root, plugin);
          Validations.of(root).addPlugins(plugin);
        }
        plugin.checks.add(check);
      }
    }
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public List<String> getRuleIds() {
    return Stream.concat(
            Stream.of(ReachabilityCheck.RULE, ReplacementGuard.RULE, SecretRotation.BOUNDARY_RULE),
            AdditionsCheck.rules().stream())
        .map(ReachabilityPlugin::withoutName)
        .toList();
  }

  /**
   * The CDK puts the plugin's name before a rule, up to 2.261 even if it is already there: so that
   * users acknowledge it by the same id with every CDK.
   */
  private static String withoutName(String rule) {
    return rule.substring((NAME + "::").length());
  }

  /**
   * The CDK calls this for the stacks of one account and Region at a time, so not for all of them.
   */
  @Override
  public PolicyValidationPluginReport validate(IPolicyValidationContext context) {
    // This is not getStackTemplates, which came with 2.262.0.
    List<Path> templates = context.getTemplatePaths().stream().map(Path::of).toList();
    List<PolicyViolation> violations =
        checks.stream()
            .flatMap(
                it ->
                    Stream.concat(
                        it.findings(templates).map(ReachabilityPlugin::violation),
                        it.findingsOfPlace(templates).map(ReachabilityPlugin::violation)))
            .toList();
    return PolicyValidationPluginReport.builder()
        .success(violations.stream().noneMatch(it -> ERROR.equals(it.getSeverity())))
        .violations(violations)
        .build();
  }

  private static PolicyViolation violation(PlaceCheck.Finding finding) {
    return PolicyViolation.builder()
        .ruleName(withoutName(finding.rule()))
        .severity(finding.severity())
        .description(finding.description())
        .fix(finding.remedy())
        .violatingResources(
            List.of(
                PolicyViolatingResource.builder()
                    .constructPath(finding.place())
                    .locations(List.of())
                    .build()))
        .build();
  }

  private static PolicyViolation violation(ReachabilityCheck.Finding finding) {
    return PolicyViolation.builder()
        .ruleName(withoutName(finding.rule()))
        .severity(finding.isError() ? ERROR : "warning")
        .description(finding.description())
        .fix(finding.remedy())
        .violatingResources(
            List.of(
                PolicyViolatingResource.builder()
                    .resourceLogicalId(finding.resource())
                    .templatePath(finding.template() == null ? null : finding.template().toString())
                    .constructPath(finding.place())
                    .locations(List.of())
                    .build()))
        .build();
  }
}
