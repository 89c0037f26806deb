package io.github.threetierecs.internal.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Mark;
import io.github.threetierecs.internal.blueprint.PictureLaws;
import io.github.threetierecs.internal.blueprint.PictureLevel;
import io.github.threetierecs.internal.blueprint.Pictures;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.blueprint.StackEnvironment;
import io.github.threetierecs.internal.blueprint.SvgWriter;
import io.github.threetierecs.internal.page.Page;
import io.github.threetierecs.internal.rehearsal.Deployment;
import io.github.threetierecs.internal.rehearsal.Rehearsed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of changes that are planted in the templates of the examples. */
class ChangesTest {
  private static final Plan PRODUCTION = Plans.ofExample("production");
  private static final String DATABASE = "AppDataDatabaseEB44F4C6";
  private static final String REPLICA = "AppDataReplica1679F55AC";
  private static final String SECRET = "AppDataSecretC449050E";
  private static final String TASK = "AppBackendTaskDefinitionF1F3492E";
  private static final String LOGS = "AppBackendLogGroup205D9020";
  private static final String BUCKET = "AppLoadBalancerLogsDB6ADC28";
  private static final String SERVICE = "Shop/AppBackendService656CB767";

  static List<String> examples() {
    return Plans.EXAMPLES;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theSameTemplatesAreNoChange(String example) {
    Changes changes = Changes.between(Plans.ofExample(example), Plans.ofExample(example));

    assertThat(changes.isNothing()).isTrue();
    assertThat(text(changes)).isEqualTo("## What changes\n\nNothing changes.\n");
    assertThat(files(changes).get("changes-tiers.svg"))
        .contains("Nothing changes.")
        .doesNotContain("class=\"bp-node bp-part bp-mark");
  }

  @ParameterizedTest
  @CsvSource({
    "MasterUsername, other, REPLACED",
    "Engine, mariadb, MAY_BE_REPLACED",
    "DBSnapshotIdentifier, last, MAY_BE_REPLACED",
    "StorageType, standard, MAY_BE_REPLACED",
    "StorageType, io2, CHANGED",
    "DBInstanceClass, db.m6g.large, CHANGED",
    "BackupRetentionPeriod, 3, CHANGED"
  })
  void aPropertySaysWhatBecomesOfTheDatabase(String property, String value, ChangeKind kind) {
    ResourceChange change =
        change(production(it -> properties(it, DATABASE).put(property, value)), DATABASE);

    assertThat(change.kind()).isEqualTo(kind);
    assertThat(change.isOfData()).isEqualTo(kind != ChangeKind.CHANGED);
    assertThat(change.holds()).contains("databases");
    assertThat(change.properties().get(0).path()).isEqualTo(property);
    assertThat(change.properties().get(0).after()).contains(value);
  }

  @Test
  void whatRefersToAReplacedResourceGoesWithItOrIsChanged() {
    Changes changes = production(it -> properties(it, DATABASE).put("MasterUsername", "other"));

    assertThat(change(changes, REPLICA).kind())
        .as("a replica whose source is another one")
        .isEqualTo(ChangeKind.MAY_BE_REPLACED);
    assertThat(change(changes, TASK).kind()).isEqualTo(ChangeKind.REPLACED);
    assertThat(change(changes, TASK).words()).isEqualTo("a new revision");
    assertThat(change(changes, TASK).properties().get(0).because()).contains("Shop/" + DATABASE);
    assertThat(changes.resources())
        .filteredOn(it -> it.id().equals(SERVICE))
        .extracting(ResourceChange::kind)
        .containsExactly(ChangeKind.CHANGED);
    assertThat(changes.resources())
        .as("nothing of the frontend, which knows no database")
        .noneMatch(it -> it.id().startsWith("Shop/AppFrontend"));
  }

  @Test
  void aReplacedDatabaseIsTheFirstLineAndRed() {
    Changes changes = production(it -> properties(it, DATABASE).put("MasterUsername", "other"));

    assertThat(rows(changes).get(0))
        .startsWith(
            "| `!!` | **MySQL database** `Shop/AppDataDatabaseEB44F4C6` | **replaced, the old one"
                + " is kept, since protected; it holds databases** | `MasterUsername`: `dbadmin` →"
                + " `other` (replaces) |");
    assertThat(text(changes)).contains("**1 resource that holds data is replaced or removed");
    assertThat(svg(changes, "tiers"))
        .contains("bp-mark bp-data", "!! replaced (old one kept)", ".bp-data .bp-box");
  }

  @Test
  void aTaskDefinitionIsANewRevisionInsideOfItsService() {
    Changes changes = production(it -> properties(it, TASK).put("Cpu", "512"));

    assertThat(changes.resources())
        .extracting(ResourceChange::id)
        .containsExactly(SERVICE, "Shop/" + TASK);
    assertThat(rows(changes))
        .singleElement()
        .asString()
        .startsWith("| `~` | **Backend service** `Shop/AppBackendService656CB767` | changed |")
        .contains("`AWS::ECS::TaskDefinition` a new revision: `Cpu`: set to `512` (replaces)");
    assertThat(svg(changes, "network")).contains("~ changed, 1 inside");
  }

  @Test
  void anImageIsFoundByTheNameOfItsContainer() {
    Changes changes =
        production(
            it -> {
              List<Object> containers = containers(it);
              containers.add(0, new LinkedHashMap<>(Map.of("Name", "sidecar", "Image", "x")));
            });

    assertThat(change(changes, TASK).properties())
        .extracting(PropertyChange::path)
        .containsExactly("ContainerDefinitions.sidecar.Image", "ContainerDefinitions.sidecar.Name");
  }

  /** What stays after a delete and what stays after a change is one question. */
  @Test
  void aProtectionOfAnyKindKeepsWhatIsRemoved() {
    Plan before =
        edited(
            it ->
                it.put(
                    "Users", resource("AWS::Cognito::UserPool", "DeletionProtection", "ACTIVE")));

    assertThat(change(Changes.between(before, PRODUCTION), "Users").fate())
        .isEqualTo("kept, since protected");
  }

  @Test
  void aRemovedReplicaIsDrawnDashedAndHoldsNoDataOfItsOwn() {
    Changes changes = production(it -> it.remove(REPLICA));

    assertThat(change(changes, REPLICA).kind()).isEqualTo(ChangeKind.REMOVED);
    assertThat(change(changes, REPLICA).isOfData()).isFalse();
    assertThat(svg(changes, "network"))
        .contains("bp-mark bp-removed bp-gone", "− removed", "− removed (gray and dashed)");
  }

  @Test
  void aRemovedBucketIsRedAndItSaysWhatBecomesOfIt() {
    Changes kept = production(it -> it.remove(BUCKET));
    Changes deleted =
        Changes.between(
            edited(it -> in(it, BUCKET).remove("DeletionPolicy")), edited(it -> it.remove(BUCKET)));

    assertThat(change(kept, BUCKET).isOfData()).isTrue();
    assertThat(rows(kept).get(0)).contains("**removed, it is kept; it holds objects**");
    assertThat(rows(deleted).get(0)).contains("**removed, it is deleted; it holds objects**");
  }

  /** CloudFormation's default of the databases alone. */
  @Test
  void aDatabaseWithoutAPolicyLeavesASnapshotIfRemovedAndNoneIfReplaced() {
    Consumer<Map<String, Map<String, Object>>> bare =
        it -> {
          in(it, DATABASE).remove("DeletionPolicy");
          in(it, DATABASE).remove("UpdateReplacePolicy");
          properties(it, DATABASE).remove("DeletionProtection");
        };
    Plan before = edited(bare);

    assertThat(
            change(
                    Changes.between(before, edited(bare.andThen(it -> it.remove(DATABASE)))),
                    DATABASE)
                .fate())
        .isEqualTo("kept as a snapshot");
    assertThat(
            change(
                    Changes.between(
                        before,
                        edited(
                            bare.andThen(
                                it -> properties(it, DATABASE).put("MasterUsername", "x")))),
                    DATABASE)
                .fate())
        .isEqualTo("deleted");
  }

  @Test
  void anAddedAlarmIsGreenInEverythingAndMissingInTheTiers() {
    Changes changes = production(it -> it.put("NewAlarm", resource("AWS::CloudWatch::Alarm")));

    assertThat(rows(changes)).containsExactly("| `+` | **New alarm** `Shop/NewAlarm` | added |  |");
    assertThat(svg(changes, "everything")).contains("bp-mark bp-added", "+ added");
    assertThat(svg(changes, "tiers"))
        .contains("1 part that changes is not in this picture, but in that of everything.");
  }

  @Test
  void whatAwsDoesNotSeeIsSaidAndNotDrawn() {
    Changes policy = production(it -> in(it, LOGS).put("DeletionPolicy", "Delete"));
    Changes paths =
        production(it -> in(it, LOGS).put("Metadata", Map.of("aws:cdk:path", "elsewhere")));

    assertThat(text(policy)).contains("Nothing that AWS sees changes.");
    assertThat(rows(policy))
        .containsExactly(
            "|  | **Backend log group** `Shop/AppBackendLogGroup205D9020` | nothing that AWS sees |"
                + " `DeletionPolicy`: `Retain` → `Delete` |");
    assertThat(svg(policy, "everything")).doesNotContain("bp-part bp-mark");
    assertThat(paths.isNothing()).isTrue();
  }

  @Test
  void ofAnUnknownTypeItIsNotKnownWhetherItIsReplaced() {
    Plan before = edited(it -> it.put("Odd", resource("AWS::Braket::QuantumTask", "A", "1")));
    Plan after = edited(it -> it.put("Odd", resource("AWS::Braket::QuantumTask", "A", "2")));

    assertThat(rows(Changes.between(before, after)))
        .containsExactly(
            "| `~` | **Odd braket quantum task** `Shop/Odd` | changed, not known whether replaced |"
                + " `A`: `1` → `2` |");
  }

  @Test
  void anotherLogicalIdIsARenamingThatAwsDoesNotKnow() {
    Changes changes = production(it -> it.put("OtherLogs", it.remove(LOGS)));

    assertThat(change(changes, LOGS).renamed()).contains("Shop/OtherLogs");
    assertThat(rows(changes).get(0))
        .contains("renamed to `Shop/OtherLogs`: AWS makes a new one and deletes the old one");
    assertThat(change(changes, "OtherLogs").renamed()).contains("Shop/" + LOGS);
  }

  @Test
  void aRenamingIsFollowedThroughReferences() {
    Plan before =
        edited(
            it -> {
              it.put("TopicA", resource("AWS::SNS::Topic", "DisplayName", "x"));
              it.put("RuleA", resource("AWS::SNS::Subscription", "TopicArn", ref("TopicA")));
            });
    Plan after =
        edited(
            it -> {
              it.put("TopicB", resource("AWS::SNS::Topic", "DisplayName", "x"));
              it.put("RuleB", resource("AWS::SNS::Subscription", "TopicArn", ref("TopicB")));
            });

    assertThat(change(Changes.between(before, after), "RuleA").renamed()).contains("Shop/RuleB");
  }

  @Test
  void anotherTypeUnderTheSameLogicalIdIsRefused() {
    Plan before = edited(it -> it.put("Odd", resource("AWS::SNS::Topic")));
    Plan after = edited(it -> it.put("Odd", resource("AWS::SQS::Queue")));

    assertThat(rows(Changes.between(before, after)).get(0))
        .contains("CloudFormation refuses another type for the same logical id");
  }

  @Test
  void anotherWayToGenerateASecretIsAnotherSecret() {
    Changes changes =
        production(
            it -> properties(it, SECRET).put("GenerateSecretString", Map.of("PasswordLength", 7)));

    assertThat(change(changes, SECRET).kind()).isEqualTo(ChangeKind.CHANGED);
    assertThat(change(changes, SECRET).isOfData()).isTrue();
    assertThat(rows(changes).get(0)).contains("another value is generated");
  }

  @Test
  void passwordsAreNotRepeated() {
    Changes changes =
        production(it -> properties(it, DATABASE).put("MasterUserPassword", "hunter2"));

    assertThat(files(changes).values()).noneMatch(it -> it.contains("hunter2"));
    assertThat(text(changes)).contains("`MasterUserPassword`");
  }

  @Test
  void whatIsWrittenInAnotherWayIsTheSame() {
    Plan before = edited(it -> it.put("A", resource("AWS::SNS::Topic", "DisplayName", "80")));
    Plan after = edited(it -> it.put("A", resource("AWS::SNS::Topic", "DisplayName", 80)));

    assertThat(Changes.between(before, after).isNothing()).isTrue();
  }

  @Test
  void anotherOrderIsAChange() {
    Changes changes =
        production(
            it -> {
              List<Object> containers = containers(it);
              containers.add(containers.remove(0));
            });

    assertThat(change(changes, TASK).properties())
        .extracting(PropertyChange::path)
        .containsExactly("ContainerDefinitions");
  }

  @Test
  void aStackThatComesOrGoesIsALine() {
    SortedMap<String, Map<String, Object>> more = Plans.templatesOf("production");
    more.put(
        "Jobs",
        new TreeMap<>(
            Map.of(
                "Resources",
                Map.of(
                    "Queue", resource("AWS::SQS::Queue"), "Topic", resource("AWS::SNS::Topic")))));
    Plan with = Plans.ofStacks(more);

    assertThat(text(Changes.between(PRODUCTION, with)))
        .contains("Stack `Jobs` is new, with resources: 2.")
        .doesNotContain("|");
    assertThat(text(Changes.between(with, PRODUCTION)))
        .contains(
            "Stack `Jobs` is no longer there, with resources: 2. It stays deployed until somebody"
                + " deletes it.",
            "it holds messages")
        .doesNotContain("Topic");
  }

  @Test
  void aStackInAnotherRegionIsAnotherStackWithoutTheData() {
    Assembly before = inEnvironment("Shop", "111111111111", "us-east-1");
    Assembly after = inEnvironment("Shop", "111111111111", "eu-west-1");
    Changes changes = Changes.between(before, after);

    assertThat(changes.isNothing()).isFalse();
    assertThat(text(changes))
        .contains(
            "**Stack `Shop` is another stack: it was in us-east-1, and will be in eu-west-1. A"
                + " deployment creates all of it again there, without the data of the old one,");
    Rehearsed rehearsed = Rehearsed.of(Deployment.of(before), Deployment.of(after));
    assertThat(Page.of(changes, rehearsed, after, List.of()))
        .contains("is another stack: it was in us-east-1, and will be in eu-west-1.");
  }

  @ParameterizedTest
  @CsvSource({
    "Live, 111111111111, us-east-1, 'called Live'",
    "Shop, 222222222222, us-east-1, 'in account 222222222222'",
    "Live, 111111111111, eu-west-1, 'called Live, in eu-west-1'"
  })
  void whereAStackIsDeployedIsItsNameItsAccountAndItsRegion(
      String name, String account, String region, String words) {
    Changes changes =
        Changes.between(
            inEnvironment("Shop", "111111111111", "us-east-1"),
            inEnvironment(name, account, region));

    assertThat(changes.moves()).singleElement().extracting(StackMove::after).isEqualTo(words);
  }

  @Test
  void aRegionThatOnlyOneSideNamesIsNoMove() {
    Assembly unknown = assembly(new StackEnvironment("Shop", Optional.empty(), Optional.empty()));
    Assembly known = inEnvironment("Shop", "111111111111", "us-east-1");

    assertThat(Changes.between(unknown, known).isNothing()).isTrue();
    assertThat(Changes.between(known, unknown).isNothing()).isTrue();
  }

  @Test
  void namesFullOfSyntaxStayText() {
    Map<String, Object> odd = resource("AWS::SQS::Queue");
    odd.put("Metadata", Map.of("aws:cdk:path", "Shop/a | b `c` <b>@all</b>\n# d/Resource"));

    assertThat(rows(production(it -> it.put("Odd", odd))).get(0))
        .contains("\\|", "&lt;b>", "\\@all")
        .doesNotContain("<b>", " | b");
  }

  @Test
  void picturesOfChangesCanBeReadAndHaveNoIdOfOthers() {
    Changes changes =
        production(
            it -> {
              properties(it, DATABASE).put("MasterUsername", "other");
              it.remove(REPLICA);
              it.remove(BUCKET);
              it.put("NewAlarm", resource("AWS::CloudWatch::Alarm"));
            });

    assertThat(PictureLaws.violations(changes.both())).isEmpty();
    for (PictureLevel level : PictureLevel.values()) {
      assertThat(
              PictureLaws.violations(Pictures.of(changes.both(), level, ChangeMarks.of(changes))))
          .isEmpty();
      assertThat(svg(changes, level.word()))
          .doesNotContain("id=\"" + level.word() + "-title\"", "id=\"part-" + level.word());
      assertThat(SvgWriter.file(Pictures.of(PRODUCTION, level)))
          .contains("id=\"" + level.word() + "-title\"")
          .doesNotContain("bp-mark", "bp-gone");
    }
  }

  @Test
  void eachMarkHasASignOfItsOwn() {
    assertThat(List.of(Mark.Kind.values()).stream().map(Mark.Kind::sign)).doesNotHaveDuplicates();
  }

  private static List<String> rows(Changes changes) {
    return text(changes)
        .lines()
        .filter(it -> it.startsWith("| ") && !it.startsWith("| |"))
        .toList();
  }

  private static SortedMap<String, String> files(Changes changes) {
    return ChangeFiles.of(changes, ChangeFiles.pictures(changes));
  }

  private static String text(Changes changes) {
    return in(files(changes), "changes.md");
  }

  private static Assembly inEnvironment(String name, String account, String region) {
    return assembly(new StackEnvironment(name, Optional.of(account), Optional.of(region)));
  }

  private static Assembly assembly(StackEnvironment environment) {
    return new Assembly(
        Plans.templatesOf("production"), Map.of(), new TreeMap<>(Map.of("Shop", environment)));
  }

  private static String svg(Changes changes, String level) {
    return in(files(changes), "changes-" + level + ".svg");
  }

  private static ResourceChange change(Changes changes, String logicalId) {
    return changes.resources().stream()
        .filter(it -> it.id().equals("Shop/" + logicalId))
        .findFirst()
        .orElseThrow();
  }

  private static Changes production(Consumer<Map<String, Map<String, Object>>> change) {
    return Changes.between(PRODUCTION, edited(change));
  }

  @SuppressWarnings("unchecked") // JSON.
  private static Plan edited(Consumer<Map<String, Map<String, Object>>> change) {
    SortedMap<String, Map<String, Object>> templates = Plans.templatesOf("production");
    change.accept((Map<String, Map<String, Object>>) in(in(templates, "Shop"), "Resources"));
    return Plans.ofStacks(templates);
  }

  @SuppressWarnings("unchecked") // JSON.
  private static Map<String, Object> properties(
      Map<String, Map<String, Object>> resources, String id) {
    return (Map<String, Object>) in(in(resources, id), "Properties");
  }

  @SuppressWarnings("unchecked") // JSON.
  private static List<Object> containers(Map<String, Map<String, Object>> resources) {
    return (List<Object>) in(properties(resources, TASK), "ContainerDefinitions");
  }

  private static <V> V in(Map<String, V> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private static Map<String, Object> ref(String id) {
    return Map.of("Ref", id);
  }

  private static Map<String, Object> resource(String type) {
    return new LinkedHashMap<>(Map.of("Type", type));
  }

  private static Map<String, Object> resource(String type, String property, Object value) {
    Map<String, Object> resource = resource(type);
    resource.put("Properties", Map.of(property, value));
    return resource;
  }
}
