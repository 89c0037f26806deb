package io.github.threetierecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import software.amazon.awscdk.IPolicyValidationContext;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.PolicyValidationPluginReport;
import software.amazon.awscdk.PolicyViolation;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.Validations;
import software.constructs.IConstruct;

/**
 * Looks, after every synthesis of a CDK app, at what users have opened that the tiers keep shut.
 * One for all applications of the app.
 */
final class ReachabilityPlugin implements IPolicyValidationPlugin {
  static final String RULE = "ThreeTierEcsApp::Reachability";

  /** By the root of their tree. */
  private static final Map<IConstruct, ReachabilityPlugin> REGISTERED = new WeakHashMap<>();

  private final List<ReachabilityCheck> checks = new ArrayList<>();

  private ReachabilityPlugin() {}

  /** Has an application looked at, wherever in the tree it is. */
  static void add(ReachabilityCheck check, IConstruct root) {
    // Only a Stage is validated, and a tree may begin otherwise.
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

  @Override
  public String getName() {
    return "ThreeTierEcsApp";
  }

  @Override
  public List<String> getRuleIds() {
    return List.of(RULE);
  }

  /** Called for the stacks of one account and Region at a time. They are not all stacks. */
  @Override
  public PolicyValidationPluginReport validate(IPolicyValidationContext context) {
    Map<String, String> templates = new TreeMap<>();
    context
        .getStackTemplates()
        .forEach(it -> templates.put(it.getStackConstructPath(), it.getTemplatePath()));
    List<PolicyViolation> violations =
        checks.stream().flatMap(it -> it.violations(templates)).toList();
    return PolicyValidationPluginReport.builder().success(true).violations(violations).build();
  }
}
