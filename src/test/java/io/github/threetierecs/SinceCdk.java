package io.github.threetierecs;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.module.ModuleDescriptor.Version;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import software.amazon.awscdk.$Module;

/** A test of what only newer versions of the CDK make possible. */
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SinceCdk.Condition.class)
@interface SinceCdk {
  /** The first with plugins that look at what was synthesized. */
  String VALIDATION_PLUGINS = "2.253.0";

  /** The first in which a plugin may add files to what was synthesized. */
  String WRITING_PLUGINS = "2.258.0";

  /** Earlier ones fail by themselves at a link to a folder in the cloud assembly. */
  String LINKED_FOLDERS = "2.263.0";

  /** The first that tags dashboards and the rules of listeners. */
  String TAGS_EVERYWHERE = "2.263.0";

  /** The first of aws-cdk-lib that has what is tested. */
  String value();

  /** Leaves the test out where the CDK is older. */
  final class Condition implements ExecutionCondition {
    private static final String FOUND = new $Module().getModuleVersion();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return AnnotationSupport.findAnnotation(context.getElement(), SinceCdk.class)
          .filter(since -> Version.parse(FOUND).compareTo(Version.parse(since.value())) < 0)
          .map(since -> disabled("aws-cdk-lib " + FOUND + " is older than " + since.value()))
          .orElseGet(() -> enabled("aws-cdk-lib " + FOUND));
    }
  }
}
