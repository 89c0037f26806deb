package io.github.threetierecs.internal.shared;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.$Module;

/**
 * The CDK on the user's class path, which may be any from {@link #OLDEST} on.
 *
 * <p>This library is compiled against the oldest. What newer versions add is used by classes that
 * are only loaded where the CDK has it: jsii reflects over every method of a construct, so that one
 * missing type in one signature is a {@link LinkageError}.
 */
public final class Cdk {
  /** The oldest version that is supported, which {@code pom.xml} names. */
  public static final String OLDEST = "2.245.0";

  /** Came with 2.253.0. */
  private static final String PLUGIN_INTERFACE = "software.amazon.awscdk.IPolicyValidationPlugin";

  /** The first in which a plugin may add files to what was synthesized (aws-cdk#38007). */
  private static final String WRITING_PLUGINS = "2.258.0";

  private static final @Nullable String REFUSAL = refusalOfTheOneFound();

  private Cdk() {}

  /**
   * Refuses a CDK that is too old. Whatever users can begin with calls it before anything else, in
   * a class that can be linked without what such a CDK lacks.
   *
   * @throws IllegalStateException without a stack trace, since no line of the user's code is wrong
   */
  public static void check() {
    if (REFUSAL != null) {
      IllegalStateException refusal = new IllegalStateException(REFUSAL);
      refusal.setStackTrace(new StackTraceElement[0]);
      throw refusal;
    }
  }

  /** {@return whether it has plugins that look at what was synthesized} */
  public static boolean hasValidationPlugins() {
    try {
      Class.forName(PLUGIN_INTERFACE, false, Cdk.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException older) {
      return false;
    }
  }

  /** {@return whether a plugin may add files beside the templates} */
  public static boolean letsPluginsWrite() {
    return letsPluginsWrite(new $Module().getModuleVersion());
  }

  /** {@return the same of a version} */
  public static boolean letsPluginsWrite(String version) {
    return !isOlder(version, WRITING_PLUGINS);
  }

  private static @Nullable String refusalOfTheOneFound() {
    try {
      return refusal(new $Module().getModuleVersion(), placeOf($Module.class));
    } catch (LinkageError noCdk) {
      return refusal(null, null);
    }
  }

  /** {@return what to say of a CDK, or null of one that is new enough} */
  static @Nullable public String refusal(@Nullable String version, @Nullable String place) {
    if (version != null && !isOlder(version, OLDEST)) {
      return null;
    }
    return "three-tier-ecs-app needs aws-cdk-lib "
        + OLDEST
        + " or newer, but found "
        + (version == null ? "none" : version)
        + (place == null ? "" : " (" + place + ")")
        + "; set the version of software.amazon.awscdk:aws-cdk-lib in your build to "
        + OLDEST
        + " or newer";
  }

  private static boolean isOlder(String version, String other) {
    int[] found = numbers(version);
    return found.length > 0 && Arrays.compare(found, numbers(other)) < 0;
  }

  /** {@return the numbers that a version begins with, such as 2, 245 and 0} */
  private static int[] numbers(String version) {
    return Arrays.stream(version.split("[^0-9]", -1))
        .takeWhile(it -> !it.isEmpty() && it.length() < 9)
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static @Nullable String placeOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return null;
    }
    try {
      return Path.of(location.toURI()).toString();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException noFile) {
      return location.toString();
    }
  }
}
