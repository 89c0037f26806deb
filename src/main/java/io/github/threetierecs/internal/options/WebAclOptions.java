package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.order.Ordered;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be chosen of the web ACL in front of the frontend. */
public final class WebAclOptions {
  private static final Group WEB_ACL = new Group("webAcl");

  private static final Pattern GROUP_NAME = Pattern.compile("AWSManagedRules[A-Za-z0-9]{1,100}");
  private static final Pattern RULE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  /** AWS WAF refuses these rule groups without further settings. */
  private static final Set<String> WITH_SETTINGS =
      Ordered.set(
          "AWSManagedRulesACFPRuleSet",
          "AWSManagedRulesAntiDDoSRuleSet",
          "AWSManagedRulesATPRuleSet",
          "AWSManagedRulesBotControlRuleSet");

  public static final Option<Number> RATE_LIMIT =
      WEB_ACL
          .wholeNumber(
              "rateLimit", 10, 2_000_000_000, "requests", "set 2000, or leave it out to get 2000")
          .byDefault(2_000);

  /**
   * Those by default are together well below the capacity of 1 500 units that a web ACL has at no
   * extra charge.
   */
  public static final Option<List<String>> MANAGED_RULES =
      WEB_ACL
          .<List<String>>option("managedRules")
          .refusing(WebAclOptions::checkGroups)
          .byDefault(
              List.of(
                  "AWSManagedRulesAmazonIpReputationList",
                  "AWSManagedRulesCommonRuleSet",
                  "AWSManagedRulesKnownBadInputsRuleSet",
                  "AWSManagedRulesSQLiRuleSet"));

  public static final Option<List<String>> EXCLUDED_RULES =
      WEB_ACL
          .<List<String>>option("excludedRules")
          .refusing(WebAclOptions::checkRules)
          .byDefault(List.of());

  public static final Option<Boolean> COUNT_ONLY =
      WEB_ACL.<Boolean>option("countOnly").byDefault(false);

  private WebAclOptions() {}

  private static void checkGroups(Problems problems, String option, List<String> groups) {
    if (groups.isEmpty()) {
      problems.add(option, groups, "names no rules", "leave the option out to get the default");
    }
    Set<String> before = new LinkedHashSet<>();
    for (String group : groups) {
      if (!isName(GROUP_NAME, group)) {
        problems.add(
            option,
            group,
            "is not the name of an AWS managed rule group",
            "write one such as \"AWSManagedRulesCommonRuleSet\"");
      } else if (WITH_SETTINGS.contains(group)) {
        problems.add(
            option,
            group,
            "needs its own settings, and is billed separately",
            "create a web ACL with it, and set edge.webAclArn");
      } else if (!before.add(group)) {
        problems.add(option, group, "is named twice", "name it once");
      }
    }
  }

  private static void checkRules(Problems problems, String option, List<String> rules) {
    for (String rule : rules) {
      if (!isName(RULE_NAME, rule)) {
        problems.add(
            option,
            rule,
            "is not the name of a rule",
            "write one such as \"SizeRestrictions_BODY\"");
      }
    }
  }

  private static boolean isName(Pattern pattern, @Nullable String name) {
    return name != null && (Tokens.isToken(name) || pattern.matcher(name).matches());
  }
}
