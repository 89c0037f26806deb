package io.github.threetierecs.internal.synthesis;

import io.github.threetierecs.internal.shared.Cdk;
import io.github.threetierecs.internal.shared.Warning;
import software.amazon.awscdk.App;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Has the blueprint of a CDK app drawn at every synthesis, for applications that ask for it. A CDK
 * that lets no plugin write gives a warning instead.
 */
public final class BlueprintAtSynthesis {
  static final String RULE = "ThreeTierEcsApp::Blueprint";

  /** The plugin is loaded by its name: an older CDK lacks the interface that it implements. */
  private static final String PLUGIN =
      BlueprintAtSynthesis.class.getPackageName() + ".BlueprintPlugin$Registration";

  /** The warning that takes the place of the pictures with an older CDK. */
  public static final String NOT_DRAWN =
      "the blueprint is not drawn at synthesis, which needs aws-cdk-lib 2.258.0 or newer; update"
          + " aws-cdk-lib, or draw what was synthesized: java -cp CLASSPATH"
          + " io.github.threetierecs.blueprint.Main cdk.out";

  /** Registers what draws, once for each CDK app. */
  interface Plugin {
    void add(Construct application, App app);
  }

  private BlueprintAtSynthesis() {}

  /**
   * Has it drawn.
   *
   * @param application who asks for it, which a warning names
   * @param root the root of its tree; the CDK calls plugins only if that is an {@code App}
   */
  public static void of(Construct application, IConstruct root) {
    if (!Cdk.letsPluginsWrite()) {
      new Warning(RULE, NOT_DRAWN).addTo(application);
    } else if (root instanceof App app) {
      plugin().add(application, app);
    }
  }

  /** {@return the plugin, which exists only if {@link Cdk#letsPluginsWrite} is true} */
  private static Plugin plugin() {
    try {
      return Class.forName(PLUGIN).asSubclass(Plugin.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException notInTheJar) {
      throw new IllegalStateException(notInTheJar);
    }
  }
}
