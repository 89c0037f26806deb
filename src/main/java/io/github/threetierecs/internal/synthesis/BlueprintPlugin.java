package io.github.threetierecs.internal.synthesis;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.IPolicyValidationContext;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.PolicyValidationPluginReport;
import software.amazon.awscdk.PolicyViolatingResource;
import software.amazon.awscdk.PolicyViolation;
import software.amazon.awscdk.Validations;
import software.constructs.Construct;

/**
 * Draws the blueprint into a CDK app's cloud assembly: a plugin is what the CDK calls after it has
 * written all of it, those of stages too. There is one for all applications of the app.
 *
 * <p>Plugins may add files since aws-cdk-lib 2.258.0. {@link BlueprintAtSynthesis} loads this class
 * by its name, and with an older CDK not at all. What cannot be drawn is a warning, and stops
 * nothing.
 */
public final class BlueprintPlugin implements IPolicyValidationPlugin {
  private static final String NAME = "ThreeTierEcsApp";
  private static final String RULE_WITHOUT_NAME =
      BlueprintAtSynthesis.RULE.substring((NAME + "::").length());

  private static final String REMEDY =
      "fix what the reason names, or leave out blueprint; to continue without the pictures, say"
          + " why: Validations.of(app).acknowledge(Acknowledgment.builder().id(\""
          + BlueprintAtSynthesis.RULE
          + "\").reason(\"...\").build());";

  /** The plugins by their CDK app. */
  private static final Map<App, BlueprintPlugin> REGISTERED = new WeakHashMap<>();

  private final String place;
  private final BlueprintFolder folder;

  /** The templates that the CDK has shown since it was drawn last. */
  private final Set<String> seen = new TreeSet<>();

  private BlueprintPlugin(String place, BlueprintFolder folder) {
    this.place = place;
    this.folder = folder;
  }

  /** Registers an application, wherever in the tree it is. */
  static final class Registration implements BlueprintAtSynthesis.Plugin {
    @Override
    public void add(Construct application, App cdkApp) {
      if (!REGISTERED.containsKey(cdkApp)) {
        BlueprintFolder folder = new BlueprintFolder(Path.of(cdkApp.getOutdir()));
        BlueprintPlugin plugin = new BlueprintPlugin(application.getNode().getPath(), folder);
        REGISTERED.put(cdkApp, plugin);
        Validations.of(cdkApp).addPlugins(plugin);
        // It is asked at each synthesis, before the files are there.
        cdkApp
            .getNode()
            .addValidation(
                () -> {
                  folder.clear();
                  return List.of();
                });
      }
    }
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public List<String> getRuleIds() {
    return List.of(RULE_WITHOUT_NAME);
  }

  /**
   * The CDK calls this for the stacks of one account and Region at a time. All files are there at
   * the first of these calls; a template that comes again is of the next synthesis.
   */
  @Override
  public PolicyValidationPluginReport validate(IPolicyValidationContext context) {
    List<String> templates = context.getTemplatePaths();
    if (!Collections.disjoint(seen, templates)) {
      seen.clear();
    }
    List<PolicyViolation> violations =
        seen.isEmpty() ? folder.draw().map(this::violation).stream().toList() : List.of();
    seen.addAll(templates);
    return PolicyValidationPluginReport.builder().success(true).violations(violations).build();
  }

  private PolicyViolation violation(String reason) {
    return PolicyViolation.builder()
        .ruleName(RULE_WITHOUT_NAME)
        .severity("warning")
        .description(place + ": the blueprint is not drawn: " + reason)
        .fix(REMEDY)
        .violatingResources(
            List.of(
                PolicyViolatingResource.builder()
                    .constructPath(place)
                    .locations(List.of())
                    .build()))
        .build();
  }
}
