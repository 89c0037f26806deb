package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import io.github.threetierecs.internal.template.Text;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What AWS WAF keeps out. */
final class WebAclTable {
  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              effect("webAcl.rateLimit",     "500",   acl -> valueOf(acl, "Limit: ")),
              effect("webAcl.managedRules",  "AWSManagedRulesCommonRuleSet", acl -> valueOf(acl, "Name: AWSManagedRules")),
              effect("webAcl.excludedRules", "SizeRestrictions_BODY", acl -> acl.contains("SizeRestrictions_BODY") ? "SizeRestrictions_BODY" : "none"),
              effect("webAcl.countOnly",     "true",  acl -> String.valueOf(!acl.contains("Block") && !acl.contains("None")))),
          List.of(
              arguments("webAcl.rateLimit", 9, "9 is not a whole number from 10 to 2 000 000 000 requests; set 2000, or leave it out to get 2000"),
              arguments("webAcl.managedRules", List.of(), "[] names no rules; leave the option out to get the default"),
              arguments("webAcl.managedRules", List.of("CommonRuleSet"), "\"CommonRuleSet\" is not the name of an AWS managed rule group; write one such as \"AWSManagedRulesCommonRuleSet\""),
              arguments("webAcl.managedRules", Arrays.asList("AWSManagedRulesCommonRuleSet", null), "null is not the name of an AWS managed rule group; write one such as \"AWSManagedRulesCommonRuleSet\""),
              arguments("webAcl.managedRules", List.of("AWSManagedRulesBotControlRuleSet"), "\"AWSManagedRulesBotControlRuleSet\" needs its own settings, and is billed separately; create a web ACL with it, and set edge.webAclArn"),
              arguments("webAcl.managedRules", List.of("AWSManagedRulesLinuxRuleSet", "AWSManagedRulesLinuxRuleSet"), "\"AWSManagedRulesLinuxRuleSet\" is named twice; name it once"),
              arguments("webAcl.excludedRules", List.of("no rule"), "\"no rule\" is not the name of a rule; write one such as \"SizeRestrictions_BODY\""),
              arguments("webAcl.excludedRules", Arrays.asList((String) null), "null is not the name of a rule; write one such as \"SizeRestrictions_BODY\"")),
          List.of("webAcl.countOnly"));
  // spotless:on

  private WebAclTable() {}

  /** Without a web ACL, which is the default, there is nothing to read. */
  private static Effect effect(String option, String chosen, Function<String, String> read) {
    return new Effect(
        option,
        "no web ACL",
        "no web ACL",
        chosen,
        () -> Edges.GUARDED,
        app ->
            app.template.resourcesOfType("AWS::WAFv2::WebACL").stream()
                .map(acl -> read.apply(Text.of(acl.properties())))
                .findFirst()
                .orElse("no web ACL"));
  }

  /** The value that begins so, after its key. */
  private static String valueOf(String text, String start) {
    int from = text.indexOf(start) + start.indexOf(' ') + 1;
    return text.substring(from).split("[,}]", 2)[0];
  }
}
