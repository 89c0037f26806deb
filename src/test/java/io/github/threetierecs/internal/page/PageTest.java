package io.github.threetierecs.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Part;
import io.github.threetierecs.internal.blueprint.Pictures;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Planner;
import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.blueprint.StackEnvironment;
import io.github.threetierecs.internal.changes.ChangeFiles;
import io.github.threetierecs.internal.changes.Changes;
import io.github.threetierecs.internal.rehearsal.Rehearsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every page. What a browser makes of it is seen by .ci/blueprint/check. */
class PageTest {
  private static final int MOST_BYTES = 300_000;

  static List<String> examples() {
    return Plans.EXAMPLES;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyLinkLeadsSomewhereOnThePage(String example) {
    String page = page(example);
    List<String> ids = found(page, " id=\"([^\"]*)\"");

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(found(page, " href=\"([^\"]*)\"").stream().filter(it -> !it.equals("data:,")))
        .allMatch(it -> it.startsWith("#") && ids.contains(it.substring(1)));
    assertThat(found(page, " data-(?:from|to)=\"([^\"]*)\"")).isSubsetOf(ids);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void thePageIsSmallAndAsksForNothing(String example) {
    String page = page(example);

    assertThat(page.length()).isLessThan(MOST_BYTES);
    assertThat(page)
        .doesNotContain(" src=", " style=", "@import", "url(", "javascript:")
        .doesNotContainPattern(" on[a-z]+=")
        .contains("default-src 'none'");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyPartHasItsWords(String example) {
    Plan plan = Plans.ofExample(example);
    List<String> words =
        found(page(example), "<details class=\"part\" id=\"[^\"]*\"><summary>([^<]*)</summary>");

    assertThat(words)
        .containsExactlyInAnyOrderElementsOf(
            plan.parts().stream().map(it -> Html.text(it.name())).toList());
  }

  @Test
  void aPageOfChangesLeadsFromEachChangeToItsPart() {
    Plan before = Plans.ofExample("quickstart");
    Plan after = Plans.ofExample("production");
    Changes changes = Changes.between(before, after);
    Rehearsed rehearsed = Rehearsed.of(before.template(), after.template(), List.of());
    String page =
        Page.of(
            changes,
            rehearsed,
            new Assembly(Plans.templatesOf("production"), Map.of(), new TreeMap<>()),
            ChangeFiles.pictures(changes));
    List<String> ids = found(page, " id=\"([^\"]*)\"");

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(found(page, " href=\"([^\"]*)\"").stream().filter(it -> !it.equals("data:,")))
        .allMatch(it -> it.startsWith("#") && ids.contains(it.substring(1)));
    assertThat(found(page, "<tr><th scope=\"row\">(!!|\\?|!|−|~|\\+) <a href=\"#d"))
        .hasSameSizeAs(changes.parts())
        .contains("!!", "+");
    assertThat(page).contains(".bp-data .bp-box", "bp-mark bp-added", "<h2 id=\"changes-title\"");
    assertThat(page("production")).doesNotContain("bp-mark", "id=\"rehearsal\"");
    assertThat(page)
        .containsSubsequence("<h2 id=\"rehearsal-title\"", "<h2 id=\"changes-title\"")
        .contains("<tr><th scope=\"row\"><strong class=\"data\">data</strong></th>");
    rehearsed.effects().forEach(it -> assertThat(page).contains(RehearsalSection.words(it)));
  }

  @Test
  void aRehearsalOfNothingSaysSo() {
    Plan plan = Plans.ofExample("quickstart");
    Rehearsed same = Rehearsed.of(plan.template(), plan.template(), List.of());

    assertThat(RehearsalSection.of(same)).contains("<p>No resource changes.</p>");
  }

  @Test
  void theSumIsThatOfTheTemplates() {
    Plan plan = Plans.ofExample("production");
    long parts = plan.parts().stream().filter(Part::isResource).count();

    assertThat(parts + plan.folded().size()).isEqualTo(plan.template().resources().size());
    assertThat(page("production"))
        .contains(plan.template().resources().size() + " resources in 2 stacks");
  }

  @Test
  void whatATemplateSaysIsText() {
    Map<String, Object> template =
        Map.of(
            "Resources",
            Map.of(
                "Odd",
                Map.of(
                    "Type",
                    "AWS::EC2::SecurityGroup",
                    "Properties",
                    Map.of("GroupDescription", "<script>alert(1)</script>\"'&"))));

    assertThat(page(new TreeMap<>(Map.of("Stack", template)), new TreeMap<>()))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;'&amp;")
        .doesNotContain("<script>alert");
  }

  /** A stack in a stage has another id in the assembly than in CloudFormation. */
  @Test
  void commandsNameStacksAsCloudFormationDoes() {
    TreeMap<String, StackEnvironment> environments = new TreeMap<>();
    environments.put(
        "Shop", new StackEnvironment("Live-Shop", Optional.empty(), Optional.of("eu-west-1")));

    assertThat(page(Plans.templatesOf("production"), environments))
        .contains(
            "id=$(aws cloudformation describe-stack-resource --stack-name Live-Shop"
                + " --logical-resource-id AppBackendService656CB767"
                + " --query StackResourceDetail.PhysicalResourceId --output text)\n"
                + "aws ecs describe-services --cluster &quot;$cluster&quot;"
                + " --services &quot;$id&quot;");
  }

  @Test
  void eachStackCostsWhatItDoesInItsRegion() {
    TreeMap<String, StackEnvironment> environments = new TreeMap<>();
    environments.put(
        "Shop", new StackEnvironment("Shop", Optional.empty(), Optional.of("eu-west-1")));

    assertThat(page(Plans.templatesOf("production"), environments))
        .contains("<h3>Shop in eu-west-1</h3>", "<h3>Images in us-east-1</h3>");
  }

  /** A screen reader lists them by these. */
  @Test
  void noTwoTablesOfAPageHaveTheSameCaption() {
    TreeMap<String, StackEnvironment> environments = new TreeMap<>();
    environments.put("Shop", in("eu-west-1"));
    List<String> captions =
        found(page(Plans.templatesOf("production"), environments), "<caption>([^<]*)</caption>");

    assertThat(captions).doesNotHaveDuplicates();
    assertThat(captions)
        .contains("Baseline: Shop in eu-west-1", "Not in the sum: Shop in eu-west-1");
  }

  @Test
  void whatHasNoPriceInARegionCostsNotNothing() {
    TreeMap<String, StackEnvironment> environments = new TreeMap<>();
    environments.put("Quickstart", in("ap-northeast-1"));

    assertThat(page(Plans.templatesOf("quickstart"), environments))
        .contains("<strong>No estimate:</strong> no price is known of what costs something here.")
        .contains("Not in the sum")
        .doesNotContain("$0.00", "Baseline");
  }

  @Test
  void anEstimateSaysOfHowManyResourcesSomethingIsMissing() {
    assertThat(page("production"))
        .containsPattern("Not in these sums is something of \\d+ resources, named below\\.");
  }

  @Test
  void aSecurityGroupThatNothingCarriesTellsItsRules() {
    Map<String, Object> template =
        Map.of(
            "Resources",
            Map.of(
                "Loose",
                Map.of(
                    "Type",
                    "AWS::EC2::SecurityGroup",
                    "Properties",
                    Map.of(
                        "GroupDescription",
                        "for later",
                        "SecurityGroupIngress",
                        List.of(
                            Map.of(
                                "IpProtocol",
                                "udp",
                                "FromPort",
                                53,
                                "ToPort",
                                53,
                                "CidrIpv6",
                                "::/0"))))));

    assertThat(page(new TreeMap<>(Map.of("Stack", template)), new TreeMap<>()))
        .contains("<h4>Rules</h4>", "Stack/Loose lets in udp 53 from ::/0");
  }

  @Test
  void severalVpcsAreSaidNotToBeOneNetwork() {
    SortedMap<String, Map<String, Object>> templates = Plans.templatesOf("production");
    templates.putAll(Plans.templatesOf("quickstart"));

    assertThat(page(templates, new TreeMap<>())).contains("There are 2 VPCs.");
    assertThat(page("production")).doesNotContain("VPCs. What is in one");
  }

  @Test
  void anAppWithoutStacksIsSaidToBeOne() {
    assertThat(page(new TreeMap<>(), new TreeMap<>()))
        .contains("<h1>Blueprint of an app without stacks</h1>", "<p>No resources in 0 stacks.</p>")
        .doesNotContain("Run the commands");
  }

  @Test
  void beforeTheCommandsThePageSaysHowToKeepTheData() {
    assertThat(page("production"))
        .contains("stop the delete until that is taken off. Last snapshots: 1.")
        .containsSubsequence("To keep the data, copy each last snapshot", "delete-db-snapshot");
    SortedMap<String, Map<String, Object>> images = Plans.templatesOf("production");
    images.remove("Shop");
    assertThat(page(images, new TreeMap<>()))
        .contains("Run the commands", "Last snapshots: 0.")
        .doesNotContain("To keep the data");
  }

  @Test
  void commandsAreForTheAccountAndTheRegionOfTheStack() {
    TreeMap<String, StackEnvironment> environments = new TreeMap<>();
    environments.put("Shop", in("eu-west-1"));

    assertThat(page(Plans.templatesOf("production"), environments))
        .contains("<li>Shop in eu-west-1, account 111111111111</li>");
  }

  private static StackEnvironment in(String region) {
    return new StackEnvironment("Shop", Optional.of("111111111111"), Optional.of(region));
  }

  private static String page(String example) {
    return page(Plans.templatesOf(example), new TreeMap<>());
  }

  private static String page(
      SortedMap<String, Map<String, Object>> templates,
      SortedMap<String, StackEnvironment> environments) {
    Assembly assembly = new Assembly(templates, Map.of(), environments);
    Plan plan = Planner.plan(assembly);
    return Page.of(plan, assembly, List.of(), Pictures.of(plan));
  }

  private static List<String> found(String page, String pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
