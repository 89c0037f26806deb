package io.github.threetierecs.internal.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Planner;
import io.github.threetierecs.internal.blueprint.Plans;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of a resource, by what its template says. */
class FatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATABASE = "\"Type\": \"AWS::RDS::DBInstance\"";

  /** AWS CloudFormation Template Reference Guide, DeletionPolicy attribute. */
  @Test
  void aDatabaseWithoutAPolicyLeavesASnapshotUnlessItIsInACluster() {
    assertThat(fate("{%s}".formatted(DATABASE))).isEqualTo(Fate.SNAPSHOT);
    assertThat(fate("{%s, \"Properties\": {\"DBClusterIdentifier\": \"a\"}}".formatted(DATABASE)))
        .isEqualTo(Fate.DELETED);
    assertThat(fate("{%s, \"DeletionPolicy\": \"Delete\"}".formatted(DATABASE)))
        .isEqualTo(Fate.DELETED);
  }

  @Test
  void rdsTakesNoLastSnapshotOfAReadReplica() {
    assertThat(
            fate(
                "{%s, \"Properties\": {\"SourceDBInstanceIdentifier\": \"a\"}}"
                    .formatted(DATABASE)))
        .isEqualTo(Fate.DELETED);
  }

  @Test
  void whatIsKeptIsNotStoppedByItsProtection() {
    String kept =
        "{%s, \"DeletionPolicy\": \"%s\", \"Properties\": {\"DeletionProtection\": true}}";

    assertThat(fate(kept.formatted(DATABASE, "Retain"))).isEqualTo(Fate.KEPT);
    assertThat(fate(kept.formatted(DATABASE, "RetainExceptOnCreate"))).isEqualTo(Fate.KEPT);
    assertThat(fate(kept.formatted(DATABASE, "Snapshot"))).isEqualTo(Fate.BLOCKED);
  }

  @Test
  void aProtectedDatabaseIsFirstUnprotectedAndThenLeavesItsSnapshot() {
    Deletion deletion =
        of("\"A\": {%s, \"Properties\": {\"DeletionProtection\": true}}".formatted(DATABASE));

    assertThat(deletion.before())
        .singleElement()
        .extracting(Leftover::commands)
        .isEqualTo(
            List.of(
                "id=$(aws cloudformation describe-stack-resource --stack-name \"$stack_Shop\""
                    + " --logical-resource-id A --query StackResourceDetail.PhysicalResourceId"
                    + " --output text)",
                "aws rds modify-db-instance --no-deletion-protection --apply-immediately"
                    + " --db-instance-identifier \"$id\""));
    assertThat(deletion.after()).extracting(Leftover::what).containsExactly("Last snapshot");
    assertThat(deletion.lastSnapshots()).isEqualTo(1);
  }

  @Test
  void whatIsNotEmptyStopsTheDeleteUnlessItIsEmptied() {
    String emptied =
        """
        "A": {"Type": "AWS::S3::Bucket"},
        "B": {"Type": "Custom::S3AutoDeleteObjects", "Properties": {"BucketName": {"Ref": "A"}}}\
        """;

    assertThat(fate("{\"Type\": \"AWS::S3::Bucket\"}")).isEqualTo(Fate.BLOCKED);
    assertThat(of(emptied).withFate(Fate.BLOCKED)).isEmpty();
    assertThat(fate("{\"Type\": \"AWS::ECR::Repository\"}")).isEqualTo(Fate.BLOCKED);
    assertThat(
            fate("{\"Type\": \"AWS::ECR::Repository\", \"Properties\": {\"EmptyOnDelete\": true}}"))
        .isEqualTo(Fate.DELETED);
    assertThat(fate("{\"Type\": \"AWS::Backup::BackupVault\"}")).isEqualTo(Fate.BLOCKED);
  }

  @Test
  void whatStaysHoldsWhatItUses() {
    Deletion deletion =
        of(
            """
            "A": {"Type": "AWS::EC2::VPC"},
            "B": {"Type": "AWS::EC2::SecurityGroup", "DeletionPolicy": "Retain",
              "Properties": {"VpcId": {"Ref": "A"}}}\
            """);

    assertThat(deletion.withFate(Fate.BLOCKED))
        .singleElement()
        .extracting(ResourceFate::reason)
        .asString()
        .contains("Shop/B");
  }

  @Test
  void theLogGroupThatAllDatabasesShareIsThereOnce() {
    String monitored = "{%s, \"Properties\": {\"MonitoringInterval\": 60}}".formatted(DATABASE);

    assertThat(of("\"A\": %s, \"B\": %s".formatted(monitored, monitored)).after())
        .extracting(Leftover::what)
        .containsOnlyOnce("Log group RDSOSMetrics");
  }

  @Test
  void automatedBackupsStayIfTheTemplateSaysSo() {
    assertThat(whatStays("{%s, \"Properties\": {\"DeleteAutomatedBackups\": false}}"))
        .containsExactly("Last snapshot", "Automated backups");
    assertThat(whatStays("{%s, \"Properties\": {\"DeleteAutomatedBackups\": true}}"))
        .containsExactly("Last snapshot");
  }

  @Test
  void aFunctionLeavesTheLogGroupThatItMayCreate() {
    String function =
        """
        "A": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["R", "Arn"]}}},
        "R": {"Type": "AWS::IAM::Role", "Properties": {"ManagedPolicyArns": [%s]}}\
        """;
    String basic = "\"arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\"";
    String own =
        """
        , "L": {"Type": "AWS::Logs::LogGroup",
          "Properties": {"LogGroupName": {"Fn::Join": ["", ["/aws/lambda/", {"Ref": "A"}]]}}}\
        """;

    assertThat(of(function.formatted(basic)).after())
        .extracting(Leftover::what)
        .containsExactly("Log group /aws/lambda/…");
    assertThat(of(function.formatted("")).after()).isEmpty();
    assertThat(of(function.formatted(basic) + own).after()).isEmpty();
  }

  @Test
  void typesThatNobodyKnowsAreDeletedByCloudControl() {
    assertThat(
            of("\"A\": {\"Type\": \"AWS::SQS::Queue\", \"DeletionPolicy\": \"Retain\"}")
                .after()
                .get(0)
                .commands())
        .contains(
            "aws cloudcontrol delete-resource --type-name AWS::SQS::Queue --identifier \"$id\"");
  }

  @Test
  void aStackGoesAfterThoseThatImportFromIt() {
    assertThat(Deletion.of(Plans.ofExample("existing-vpc"), UnaryOperator.identity()).stacks())
        .extracting(StackDelete::stack)
        .containsExactly("Shop", "Platform");
  }

  @Test
  void aStackOfAStageHasAnotherNameInCloudFormation() {
    Deletion deletion =
        Deletion.of(
            Plans.of(json("{\"Resources\": {}}")),
            stack -> stack.equals("Shop") ? "Prod-Shop" : stack);

    assertThat(deletion.stacks().get(0).note())
        .startsWith("stack_Shop=$(aws cloudformation describe-stacks --stack-name Prod-Shop ");
  }

  @Test
  void aRetainedNestedStackKeepsWhatIsInIt() {
    String hash = "0123456789abcdef".repeat(4);
    TreeMap<String, Map<String, Object>> stacks = new TreeMap<>();
    stacks.put(
        "Shop",
        json(
            """
            {"Resources": {"N": {"Type": "AWS::CloudFormation::Stack", "DeletionPolicy": "Retain",
              "Properties": {"TemplateURL": "https://s3.example/%s.json"}}}}\
            """
                .formatted(hash)));
    Deletion deletion =
        Deletion.of(
            Planner.plan(
                new Assembly(
                    stacks,
                    Map.of(hash, json("{\"Resources\": {\"Q\": {\"Type\": \"AWS::SQS::Queue\"}}}")),
                    new TreeMap<>())),
            UnaryOperator.identity());

    assertThat(deletion.withFate(Fate.KEPT))
        .extracting(ResourceFate::id)
        .containsExactly("Shop/N", "Shop/N/Q");
    assertThat(deletion.after().get(1).commands().get(0))
        .isEqualTo(
            "id=$(aws cloudformation describe-stack-resource --stack-name \"$(aws cloudformation"
                + " describe-stack-resource --stack-name \"$stack_Shop\" --logical-resource-id N"
                + " --query StackResourceDetail.PhysicalResourceId --output text)\""
                + " --logical-resource-id Q --query StackResourceDetail.PhysicalResourceId"
                + " --output text)");
  }

  @Test
  void nothingOfATemplateIsExecuted() {
    assertThat(
            of("""
            "A": {"Type": "AWS::ECS::TaskDefinition",
              "Properties": {"Family": "a'; rm -r $(x)"}}\
            """)
                .after()
                .get(0)
                .commands()
                .get(0))
        .contains(" --family-prefix 'a'\\''; rm -r $(x)' --query ");
  }

  private static List<String> whatStays(String body) {
    return of("\"A\": " + body.formatted(DATABASE)).after().stream().map(Leftover::what).toList();
  }

  private static Fate fate(String body) {
    return of("\"A\": " + body).resources().get(0).fate();
  }

  private static Deletion of(String resources) {
    return Deletion.of(
        Plans.of(json("{\"Resources\": {" + resources + "}}")), UnaryOperator.identity());
  }

  private static Map<String, Object> json(String text) {
    try {
      return JSON.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }
}
