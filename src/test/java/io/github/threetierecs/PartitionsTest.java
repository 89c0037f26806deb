package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.template.Permissions;
import io.github.threetierecs.internal.template.Statement;
import io.github.threetierecs.internal.template.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is named differently in China and in GovCloud, with everything switched on. */
class PartitionsTest {
  /** Where a stack goes, and how AWS's names begin and end there. */
  enum Place {
    FRANKFURT("eu-central-1", "aws", "amazonaws.com"),
    BEIJING("cn-north-1", "aws-cn", "amazonaws.com.cn"),
    GOVCLOUD("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
    ANYWHERE(null, "${AWS::Partition}", "${AWS::URLSuffix}");

    final @Nullable String region;
    final String partition;
    final String suffix;

    Place(@Nullable String region, String partition, String suffix) {
      this.region = region;
      this.partition = partition;
      this.suffix = suffix;
    }
  }

  /** The principals whose names are the same in every partition. */
  private static final Set<String> PRINCIPALS =
      Set.of(
          "backup.amazonaws.com",
          "cloudwatch.amazonaws.com",
          "ec2.amazonaws.com",
          "ecs.amazonaws.com",
          "ecs-tasks.amazonaws.com",
          "events.amazonaws.com",
          "events.rds.amazonaws.com",
          "lambda.amazonaws.com",
          "logdelivery.elasticloadbalancing.amazonaws.com",
          "monitoring.rds.amazonaws.com",
          "rds.amazonaws.com",
          "scheduler.amazonaws.com",
          "states.amazonaws.com",
          "vpc-flow-logs.amazonaws.com");

  /** In the Regions of China too, as AWS's guide to Auto Scaling has them there. */
  private static final String SERVICE_LINKED_ROLE =
      ":role/aws-service-role/(autoscaling|spot)\\.amazonaws\\.com/AWSServiceRoleFor\\w+";

  private static final Map<Place, List<Anatomy>> MADE = new EnumMap<>(Place.class);

  @ParameterizedTest
  @EnumSource
  @Answers(Complaint.NAMES_OF_THE_PARTITION)
  void nothingHasTheNameOfAnotherPartition(Place place) {
    for (Anatomy app : everythingIn(place)) {
      Set<String> wrong = new TreeSet<>();
      for (String text : texts(app.json, new ArrayList<>())) {
        boolean wrongArn =
            text.matches("(?s).*arn:(aws|aws-cn|aws-us-gov):.*")
                && !text.contains("arn:" + place.partition + ":");
        boolean wrongName =
            text.contains("amazonaws")
                && !text.matches(SERVICE_LINKED_ROLE)
                && !text.contains("com.amazonaws.")
                && !PRINCIPALS.contains(text);
        if (wrongArn || wrongName) {
          wrong.add(text);
        }
      }
      assertThat(wrong).as("ARNs and names of another partition than that of %s", place).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Answers(Complaint.NAMES_OF_THE_PARTITION)
  void cloudWatchLogsMayUseTheKeyUnderItsNameThere(Place place) {
    assertThat(keyStatements(place))
        .filteredOn(it -> Text.of(it.conditions()).contains("aws:logs:arn"))
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(it.principalTexts().stream().map(text -> named(place, text)))
                    .containsExactly(named(place, "logs.${AWS::Region}.${AWS::URLSuffix}")));
  }

  @ParameterizedTest
  @EnumSource
  @Answers(Complaint.NAMES_OF_THE_PARTITION)
  void keysAreUsedThroughServicesUnderTheirNamesThere(Place place) {
    List<String> services = new ArrayList<>();
    for (Anatomy app : everythingIn(place)) {
      for (Statement statement : Permissions.of(app.template).statements()) {
        if (Text.of(statement.conditions()).contains("kms:ViaService")) {
          services.add(
              named(place, Text.of(statement.conditions()).replaceFirst(".*ViaService: ", "")));
        }
      }
    }

    assertThat(services)
        .isNotEmpty()
        .allMatch(
            it ->
                it.matches(
                    "(ec2|secretsmanager|ssm)\\."
                        + named(place, "\\Q${AWS::Region}.${AWS::URLSuffix}\\E")
                        + "[},].*"));
  }

  @Test
  void elasticLoadBalancingWritesInChinaByItsAccountToo() {
    assertThat(logWriters(Place.BEIJING))
        .hasSize(2)
        .anyMatch(it -> it.matches("arn:\\$\\{AWS::Partition}:iam::\\d{12}:root"))
        .contains("logdelivery.elasticloadbalancing.amazonaws.com");
    for (Place place : List.of(Place.FRANKFURT, Place.GOVCLOUD, Place.ANYWHERE)) {
      assertThat(logWriters(place))
          .containsExactly("logdelivery.elasticloadbalancing.amazonaws.com");
    }
  }

  /** Others judge them beside the generated cases: cfn-lint, and what AWS's services ask of IAM. */
  @Test
  void theTemplatesAreThereForCheckersThatAreNotOurs() throws IOException {
    List<String> names = List.of("rolling", "shifting", "closed", "cluster");
    List<Anatomy> made = new ArrayList<>(everythingIn(Place.ANYWHERE));
    made.add(WithEverything.closed());
    made.add(WithEverything.cluster());
    for (int i = 0; i < made.size(); i++) {
      Anatomy app = made.get(i);
      String name = names.get(i);
      Path file = Path.of("target", "generated", "everything-%s.template.json".formatted(name));
      Files.createDirectories(file.getParent());
      Files.writeString(file, new ObjectMapper().writeValueAsString(app.json));

      assertThat(file).isNotEmptyFile();
    }
  }

  private static List<String> logWriters(Place place) {
    return everythingIn(place).get(0).permissions.statements().stream()
        .filter(it -> it.isAbout("s3:PutObject") && it.effect() == Statement.Effect.ALLOW)
        .flatMap(it -> it.principalTexts().stream())
        .toList();
  }

  /** The CDK's own table: most services are called as everywhere, some with a prefix. */
  @Test
  void endpointsInChinaHaveTheNamesThatTheyHaveThere() {
    List<String> names = new ArrayList<>();
    for (Anatomy app : everythingIn(Place.BEIJING)) {
      app.template
          .resourcesOfType("AWS::EC2::VPCEndpoint")
          .forEach(it -> names.add(it.text("ServiceName").orElseThrow()));
    }

    assertThat(names)
        .contains("cn.com.amazonaws.cn-north-1.ecr.api", "cn.com.amazonaws.cn-north-1.ecr.dkr")
        .contains("com.amazonaws.cn-north-1.logs", "com.amazonaws.cn-north-1.secretsmanager")
        .anyMatch(
            it ->
                it.endsWith("com.amazonaws.cn-north-1.s3")
                    || it.equals("com.amazonaws.${AWS::Region}.s3"));
  }

  private static List<Statement> keyStatements(Place place) {
    return everythingIn(place).stream()
        .flatMap(it -> it.permissions.statements().stream())
        .filter(it -> it.definedBy().contains("Key"))
        .toList();
  }

  /** With the Region's own name and suffix, which are parameters of CloudFormation's. */
  private static String named(Place place, String text) {
    return place.region == null
        ? text
        : text.replace("${AWS::Region}", place.region).replace("${AWS::URLSuffix}", place.suffix);
  }

  private static List<String> texts(@Nullable Object json, List<String> into) {
    if (json instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            into.add(String.valueOf(key));
            texts(value, into);
          });
    } else if (json instanceof List<?> list) {
      list.forEach(it -> texts(it, into));
    } else if (json instanceof String text) {
      into.add(text);
    }
    return into;
  }

  /**
   * What is on by default, and the rest in two templates: not every option goes with every other.
   */
  private static List<Anatomy> everythingIn(Place place) {
    List<Anatomy> made = MADE.get(place);
    if (made == null) {
      made = List.of(WithEverything.rolling(place.region), WithEverything.shifting(place.region));
      MADE.put(place, made);
    }
    return made;
  }
}
