package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.wafv2.CfnWebACL;

/** What AWS WAF keeps out, and what it writes down of that. */
class WebAclTest {
  private static final Anatomy APP = Templates.in(stack -> guarded(stack, WebAclProps.builder()));

  @Test
  void itStandsInFrontOfTheInternetFacingLoadBalancer() {
    Resource association = theOnly(APP.template, "AWS::WAFv2::WebACLAssociation");

    assertThat(APP.referent(association, "ResourceArn")).isEqualTo(APP.frontend().loadBalancer());
    assertThat(APP.referent(association, "WebACLArn")).isEqualTo(acl(APP));
    assertThat(acl(APP).text("Scope")).contains("REGIONAL");
  }

  @Test
  void whatNoRuleIsAboutPasses() {
    assertThat(acl(APP).property("DefaultAction")).contains(Map.of("Allow", Map.of()));
  }

  @Test
  void itKeepsOutFloodsAndWhatAwsTakesForAnAttack() {
    assertThat(rules(APP))
        .extracting(rule -> rule.get("Name"))
        .containsExactly(
            "RateLimit",
            "AWSManagedRulesAmazonIpReputationList",
            "AWSManagedRulesCommonRuleSet",
            "AWSManagedRulesKnownBadInputsRuleSet",
            "AWSManagedRulesSQLiRuleSet");
    assertThat(rules(APP).get(0)).containsEntry("Action", Map.of("Block", Map.of()));
    assertThat(rules(APP).subList(1, 5))
        .allSatisfy(
            rule -> assertThat(rule).containsEntry("OverrideAction", Map.of("None", Map.of())));
    assertThat(Text.of(rules(APP).get(0)))
        .contains("Limit: 2000", "AggregateKeyType: IP", "EvaluationWindowSec: 300");
  }

  @Test
  void everyRuleIsMeasuredAndHasAPriorityOfItsOwn() {
    assertThat(rules(APP))
        .allSatisfy(rule -> assertThat(Text.of(rule)).contains("CloudWatchMetricsEnabled: true"));
    assertThat(rules(APP)).extracting(rule -> rule.get("Priority")).doesNotHaveDuplicates();
  }

  /** With the lines of docs/security/network.md. */
  @Test
  void requestsOfOtherDistributionsAreBlockedByASecretHeader() {
    Anatomy anatomy =
        Templates.in(
            stack -> {
              ThreeTierEcsApp app = guarded(stack, WebAclProps.builder());
              Secret secret = new Secret(stack, "Origin");
              CfnWebACL.ByteMatchStatementProperty ours =
                  CfnWebACL.ByteMatchStatementProperty.builder()
                      .fieldToMatch(
                          CfnWebACL.FieldToMatchProperty.builder()
                              .singleHeader(Map.of("Name", "x-origin"))
                              .build())
                      .positionalConstraint("EXACTLY")
                      .searchString(secret.getSecretValue().unsafeUnwrap())
                      .textTransformations(
                          List.of(
                              CfnWebACL.TextTransformationProperty.builder()
                                  .priority(0)
                                  .type("NONE")
                                  .build()))
                      .build();
              CfnWebACL acl = app.getFrontend().getWebAcl();
              List<Object> rules = new ArrayList<>((List<?>) acl.getRules());
              rules.add(
                  CfnWebACL.RuleProperty.builder()
                      .name("NotOurDistribution")
                      .priority(rules.size())
                      .action(
                          CfnWebACL.RuleActionProperty.builder()
                              .block(CfnWebACL.BlockActionProperty.builder().build())
                              .build())
                      .visibilityConfig(
                          CfnWebACL.VisibilityConfigProperty.builder()
                              .cloudWatchMetricsEnabled(true)
                              .metricName("NotOurDistribution")
                              .sampledRequestsEnabled(false)
                              .build())
                      .statement(
                          CfnWebACL.StatementProperty.builder()
                              .notStatement(
                                  CfnWebACL.NotStatementProperty.builder()
                                      .statement(
                                          CfnWebACL.StatementProperty.builder()
                                              .byteMatchStatement(ours)
                                              .build())
                                      .build())
                              .build())
                      .build());
              acl.setRules(rules);
            });

    List<Map<String, Object>> rules = rules(anatomy);
    assertThat(rules).hasSize(6);
    assertThat(rules).extracting(rule -> rule.get("Priority")).doesNotHaveDuplicates();
    assertThat(rules.get(5)).containsEntry("Action", Map.of("Block", Map.of()));
    assertThat(Text.of(rules.get(5)))
        .contains("NotStatement", "SingleHeader: {Name: x-origin}", "{{resolve:secretsmanager:");
  }

  @Test
  void countOnlyKeepsNobodyOut() {
    assertThat(Text.of(acl(Edges.GUARDED).properties())).doesNotContain("Block", "None");
    assertThat(rules(Edges.GUARDED).get(0)).containsEntry("Action", Map.of("Count", Map.of()));
    assertThat(rules(Edges.GUARDED).get(1))
        .containsEntry("OverrideAction", Map.of("Count", Map.of()));
  }

  @Test
  void anExcludedRuleOnlyCounts() {
    assertThat(Text.of(rules(Edges.GUARDED).get(1)))
        .contains("Name: SizeRestrictions_BODY", "ActionToUse: {Count: {}}");
  }

  @Test
  void itsLogHasTheNameThatAwsWafWantsAndNoOtherWebAclCanHave() {
    assertThat(logGroup(APP).text("LogGroupName").orElseThrow())
        .matches("aws-waf-logs-[0-9a-f]{10}-\\$\\{%s\\.Id}".formatted(acl(APP).logicalId()));
    assertThat(Text.of(logging(APP).list("LogDestinationConfigs").get(0)))
        .isEqualTo(
            "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${%s}"
                .formatted(logGroup(APP).logicalId()));
    assertThat(APP.referent(logging(APP), "ResourceArn")).isEqualTo(acl(APP));
  }

  @Test
  void twoApplicationsInOneStackHaveALogEach() {
    Anatomy two =
        Templates.in(
            stack -> {
              guarded(stack, WebAclProps.builder());
              new ThreeTierEcsApp(
                  stack,
                  "Other",
                  Templates.props().frontend(frontend(WebAclProps.builder())).build());
            });

    assertThat(two.template.resourcesOfType("AWS::Logs::LogGroup"))
        .extracting(it -> it.text("LogGroupName").orElse(it.logicalId()))
        .doesNotHaveDuplicates();
  }

  @Test
  void itsLogIsKeptAndEncryptedAsTheOthersAre() {
    assertThat(deletionPolicy(logGroup(APP))).isEqualTo("Retain");
    assertThat(logGroup(APP).text("RetentionInDays")).contains("90");
    assertThat(APP.referent(logGroup(APP), "KmsKeyId").type()).isEqualTo("AWS::KMS::Key");
  }

  @Test
  void itsLogHasNoCredentialsAndNothingThatPassed() {
    assertThat(Text.of(logging(APP).properties()))
        .contains(
            "SingleHeader: {Name: authorization}",
            "SingleHeader: {Name: cookie}",
            "DefaultBehavior: DROP",
            "Action: BLOCK")
        .doesNotContain("Action: ALLOW");
  }

  @Test
  void aWebAclOfTheUsersOwnIsOnlyAssociated() {
    assertThat(Edges.CERTIFIED.template.resourcesOfType("AWS::WAFv2::WebACL")).isEmpty();
    assertThat(Edges.CERTIFIED.template.resourcesOfType("AWS::WAFv2::LoggingConfiguration"))
        .isEmpty();
    assertThat(
            Edges.CERTIFIED.referent(
                theOnly(Edges.CERTIFIED.template, "AWS::WAFv2::WebACLAssociation"), "ResourceArn"))
        .isEqualTo(Edges.CERTIFIED.frontend().loadBalancer());
  }

  @Test
  void aLoadBalancerHasOneWebAcl() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                EdgeProps.builder()
                    .webAcl(WebAclProps.builder().build())
                    .webAclArn(Edges.WEB_ACL)
                    .build())
        .withMessage(
            "edge.webAclArn: \""
                + Edges.WEB_ACL
                + "\" is set together with edge.webAcl, and a load balancer can have only one web"
                + " ACL; keep one of the two");
  }

  @Test
  void aWebAclOfAnotherRegionIsRefused() {
    String arn = "arn:aws:wafv2:us-east-1:111111111111:regional/webacl/a/b";
    Stack stack =
        Templates.stackIn(
            Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Edges.app(stack, EdgeProps.builder().webAclArn(arn)))
        .withMessage(
            "frontend.edge.webAclArn: \""
                + arn
                + "\" is in us-east-1, and the stack is in eu-central-1; use one in the stack's"
                + " Region");
  }

  @Test
  void parametersReachTheTemplate() {
    Anatomy limited =
        Templates.in(
            stack ->
                guarded(
                    stack,
                    WebAclProps.builder()
                        .rateLimit(
                            CfnParameter.Builder.create(stack, "Limit")
                                .type("Number")
                                .build()
                                .getValueAsNumber())));
    Anatomy associated =
        Templates.in(
            stack ->
                Edges.app(
                    stack,
                    EdgeProps.builder()
                        .webAclArn(
                            CfnParameter.Builder.create(stack, "Arn").build().getValueAsString())));

    assertThat(Text.of(rules(limited).get(0))).contains("Limit: ${Limit}");
    assertThat(theOnly(associated.template, "AWS::WAFv2::WebACLAssociation").text("WebACLArn"))
        .contains("${Arn}");
  }

  @Test
  void withoutOneTheGettersSayWhatToSet() {
    ThreeTierEcsApp app = new ThreeTierEcsApp(new Stack(), "App", Templates.props().build());
    String message =
        "A web ACL and its log are created only with frontend.edge.webAcl; set"
            + " WebAclProps.builder().build().";

    assertThatIllegalStateException().isThrownBy(app.getFrontend()::getWebAcl).withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(app.getFrontend()::getWebAclLogGroup)
        .withMessage(message);
  }

  private static ThreeTierEcsApp guarded(Stack stack, WebAclProps.Builder webAcl) {
    return new ThreeTierEcsApp(stack, "App", Templates.props().frontend(frontend(webAcl)).build());
  }

  private static FrontendProps frontend(WebAclProps.Builder webAcl) {
    return Templates.frontend().edge(EdgeProps.builder().webAcl(webAcl.build()).build()).build();
  }

  private static Resource acl(Anatomy app) {
    return theOnly(app.template, "AWS::WAFv2::WebACL");
  }

  private static Resource logging(Anatomy app) {
    return theOnly(app.template, "AWS::WAFv2::LoggingConfiguration");
  }

  private static Resource logGroup(Anatomy app) {
    return Anatomy.theOnly(
        app.template.resourcesOfType("AWS::Logs::LogGroup").stream()
            .filter(it -> it.has("LogGroupName"))
            .toList());
  }

  @SuppressWarnings("unchecked") // a map of a template has strings for keys
  private static List<Map<String, Object>> rules(Anatomy app) {
    return acl(app).list("Rules").stream().map(rule -> (Map<String, Object>) rule).toList();
  }
}
