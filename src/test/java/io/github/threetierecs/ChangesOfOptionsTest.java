package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.OptionChange.Deployed;
import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.changes.Comparison;
import io.github.threetierecs.internal.changes.ResourceChange;
import io.github.threetierecs.internal.changes.StatefulTypes;
import io.github.threetierecs.internal.changes.UpdateRules;
import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is said of a change of each option is what docs/upgrades.md says of it. */
class ChangesOfOptionsTest {
  private static final List<String> TYPES =
      List.of(
          "AWS::RDS::DBInstance",
          "AWS::EC2::VPC",
          "AWS::EC2::Subnet",
          "AWS::SecretsManager::Secret",
          "AWS::KMS::Key",
          "AWS::S3::Bucket",
          "AWS::Logs::LogGroup",
          "AWS::Backup::BackupVault",
          "AWS::ECR::Repository",
          "AWS::ECS::Service",
          "AWS::AutoScaling::AutoScalingGroup",
          "AWS::ElasticLoadBalancingV2::LoadBalancer",
          "AWS::ElasticLoadBalancingV2::TargetGroup");

  @Test
  void theSameIsReplacedOrRemoved() {
    Map<String, String> wrong = new TreeMap<>();
    for (OptionChange it : OptionChanges.all()) {
      compare(it.option(), it.first(), it.second(), wrong);
      compare(it.option() + ", back", it.second(), it.first(), wrong);
    }
    assertThat(wrong).isEmpty();
  }

  private static void compare(
      String what, Deployed before, Deployed after, Map<String, String> wrong) {
    TemplateChange said = new TemplateChange(before.template(), after.template());
    List<ResourceChange> changes = Comparison.between(before.template(), after.template());
    for (String type : TYPES) {
      boolean lost =
          changes.stream()
              .anyMatch(
                  it ->
                      it.type().equals(type)
                          && (it.kind().isRemade() || it.kind() == ChangeKind.REMOVED));
      if (lost != said.losesAny(type)) {
        wrong.put(what + ": " + type, "lost: " + lost);
      }
    }
    boolean data = changes.stream().anyMatch(it -> it.isOfData() && it.kind() != ChangeKind.ADDED);
    if (data && !said.losesState()) {
      wrong.put(what, "data is lost");
    }
    if (changes.isEmpty()
        && !before.template().resources().stream()
            .toList()
            .equals(after.template().resources().stream().toList())) {
      wrong.put(what, "nothing");
    }
  }

  @Test
  void everyTypeOfTheTemplatesIsKnown() {
    Set<String> types = new TreeSet<>();
    for (OptionChange it : OptionChanges.all()) {
      it.second().template().resources().stream().map(Resource::type).forEach(types::add);
    }
    assertThat(types).isNotEmpty().allMatch(UpdateRules::knows);
    assertThat(StatefulTypes.all())
        .contains(
            "AWS::SecretsManager::Secret",
            "AWS::KMS::Key",
            "AWS::Logs::LogGroup",
            "AWS::Backup::BackupVault",
            "AWS::ECR::Repository");
  }
}
