package io.github.threetierecs.internal.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plans;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What users add to their templates by themselves. */
class LocalAdditionsTest {
  private static final String BACKEND = "AppBackendLoadBalancer3EC96F07";

  private final SortedMap<String, Map<String, Object>> templates = Plans.templatesOf("quickstart");

  @Test
  void aTextStaysATextForEveryParser() {
    for (String text : List.of(".5", "._1", "1e3", "0x1F", "1:30", "yes", "~", "", "<<", "-1")) {
      assertThat(Yaml.of(Map.of("k", text))).isEqualTo("k: \"" + text + "\"\n");
    }
    assertThat(Yaml.of(Map.of("k", ".env"))).isEqualTo("k: .env\n");
    assertThat(Yaml.of(Map.of("k", "a\u009fb\u2028\ufeff\ud800é\ud83d\ude00")))
        .isEqualTo("k: \"a\\u009fb\\u2028\\ufeff\\ud800é\ud83d\ude00\"\n");
  }

  @Test
  void aCommandHasTheTemplatesValues() {
    backend()
        .put(
            "Command",
            List.of(
                "echo $HOME",
                Map.of("Ref", "AWS::Region"),
                Map.of("Fn::Sub", "s3://${Bucket}/it's")));
    LocalProject project = Projects.ofStacks(templates);

    assertThat(Projects.services(Projects.filesOf(project)).get("backend-1"))
        .containsEntry(
            "command", List.of("echo $$HOME", "us-east-1", "s3://$${Quickstart/Bucket}/it's"));
    assertThat(project.notHere())
        .contains(
            "backend, container backend: only a deployment knows s3://${Quickstart/Bucket}/it's in"
                + " its command. Write the command in compose.override.yaml.");
  }

  @Test
  void aSecondPublicLoadBalancerAtAPortIsNamed() {
    Map<String, Object> balancer = map(map(resources().get(BACKEND)).get("Properties"));
    balancer.put("Scheme", "internet-facing");
    resources()
        .put(
            "Everybody",
            Map.of(
                "Type",
                "AWS::EC2::SecurityGroupIngress",
                "Properties",
                Map.of(
                    "GroupId",
                    ((List<?>) balancer.getOrDefault("SecurityGroups", List.of())).get(0),
                    "CidrIp",
                    "0.0.0.0/0",
                    "IpProtocol",
                    "tcp",
                    "FromPort",
                    80,
                    "ToPort",
                    80)));

    assertThat(Projects.ofStacks(templates).notHere())
        .contains(
            "backend-load-balancer: its port 80 is not published, since that port of this machine"
                + " leads to frontend-load-balancer.");
  }

  private Map<String, Object> backend() {
    return resources().values().stream()
        .map(LocalAdditionsTest::map)
        .filter(it -> "AWS::ECS::TaskDefinition".equals(it.get("Type")))
        .map(
            it ->
                ((List<?>)
                        map(it.get("Properties")).getOrDefault("ContainerDefinitions", List.of()))
                    .get(0))
        .map(LocalAdditionsTest::map)
        .filter(it -> "backend".equals(it.get("Name")))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Object> resources() {
    return map(map(templates.get("Quickstart")).get("Resources"));
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // As templates have it.
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) value;
  }
}
