package io.github.threetierecs.internal.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One statement of a policy.
 *
 * @param definedBy the logical id of the resource that holds the policy
 * @param effect whether it allows or denies
 * @param principals whom it is about, as they stand in the template; empty in a policy of a role
 * @param actions the actions it is about, {@code *} standing for any letters
 * @param notActions if not empty, it is about all actions but these
 * @param resources the resources it is about, as they stand in the template
 * @param notResources if not empty, it is about all resources but these
 * @param conditions when it holds; empty if always
 */
public record Statement(
    String definedBy,
    Effect effect,
    List<Object> principals,
    List<String> actions,
    List<String> notActions,
    List<Object> resources,
    List<Object> notResources,
    Map<String, Object> conditions) {

  /** What a statement does. */
  public enum Effect {
    /** It allows. */
    ALLOW,
    /** It denies, whatever else allows. */
    DENY
  }

  /**
   * The resources for a reader.
   *
   * @return the resources as {@link Text} renders them
   */
  public List<String> resourceTexts() {
    return resources.stream().map(Text::of).toList();
  }

  /**
   * The principals for a reader.
   *
   * @return the principals as {@link Text} renders them
   */
  public List<String> principalTexts() {
    return principals.stream().map(Text::of).toList();
  }

  /**
   * Whether the statement is about an action.
   *
   * @param action the action, such as {@code secretsmanager:GetSecretValue}
   * @return whether one of its patterns matches the action
   */
  public boolean isAbout(String action) {
    return notActions.isEmpty() ? matches(actions, action) : !matches(notActions, action);
  }

  private static boolean matches(List<String> patterns, String action) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, action));
  }

  /** IAM takes letters of either case for the same. */
  private static boolean matches(String pattern, String action) {
    String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE).matcher(action).matches();
  }

  /**
   * The statement for a reader.
   *
   * @return such as {@code allow secretsmanager:GetSecretValue on ${DbSecret}}
   */
  @Override
  public String toString() {
    return effect.name().toLowerCase(Locale.ROOT)
        + (notActions.isEmpty() ? " " + listed(actions) : " all but " + listed(notActions))
        + (notResources.isEmpty()
            ? " on " + listed(resourceTexts())
            : " on all but " + listed(notResources.stream().map(Text::of).toList()))
        + (principals.isEmpty() ? "" : " to " + listed(principalTexts()))
        + (conditions.isEmpty() ? "" : " if " + Text.of(conditions));
  }

  private static String listed(List<String> texts) {
    return texts.isEmpty() ? "itself" : String.join(", ", texts);
  }
}
