package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.changes.ResourceChange;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What may be in the way of what is created. */
final class Creations {
  private static final int ADDRESSES = 5;

  private final Differences differences;
  private final List<Effect> effects = new ArrayList<>();

  private Creations(Differences differences) {
    this.differences = differences;
  }

  static List<Effect> of(Differences differences) {
    Creations creations = new Creations(differences);
    creations.find();
    return creations.effects;
  }

  private void find() {
    List<Resource> created =
        differences.all().values().stream()
            .filter(it -> it.kind() == ChangeKind.ADDED || it.kind().isRemade())
            .map(ResourceChange::id)
            .map(it -> differences.after().resource(it))
            .toList();
    for (Resource it : created) {
      switch (it.type()) {
        case "AWS::Route53::RecordSet" -> {
          if (!isFirstOfItsZone(it, created)) {
            add(
                Verdict.NOT_KNOWN,
                it,
                "it fails if the zone has such a record already, which no template tells",
                "Amazon Route 53 API Reference, ChangeResourceRecordSets: CREATE");
          }
        }
        case "AWS::RDS::DBProxyTargetGroup" -> checkProxy(it, created);
        default -> {}
      }
    }
    created.stream()
        .filter(it -> it.type().equals("AWS::EC2::EIP"))
        .findFirst()
        .ifPresent(
            it -> {
              int all =
                  differences.after().resourcesOfType(it.type()).size()
                      + differences.before().resourcesOfType(it.type()).stream()
                          .filter(old -> differences.isLost(old.logicalId()))
                          .toList()
                          .size();
              add(
                  all > ADDRESSES ? Verdict.NOT_KNOWN : Verdict.SAFE,
                  it,
                  "it needs "
                      + all
                      + " Elastic IP addresses meanwhile; an account has 5 unless it asked for"
                      + " more (quota L-0263D0A3)",
                  "docs/guides/new-account.md");
            });
  }

  /** A zone that is created too has no records but those that Route 53 puts into each. */
  private boolean isFirstOfItsZone(Resource record, List<Resource> created) {
    return record.text("Type").filter(it -> it.equals("NS") || it.equals("SOA")).isEmpty()
        && record
            .property("HostedZoneId")
            .flatMap(differences.after()::referent)
            .filter(created::contains)
            .isPresent();
  }

  /** The proxy asks the database as soon as it has targets. */
  private void checkProxy(Resource targets, List<Resource> created) {
    Set<String> first = new TreeSet<>();
    collect(targets, first);
    Set<String> groups = new TreeSet<>();
    targets
        .property("DBProxyName")
        .flatMap(differences.after()::referent)
        .ifPresent(
            proxy ->
                proxy
                    .list("VpcSecurityGroupIds")
                    .forEach(it -> groups.addAll(Reference.idsIn(it))));
    created.stream()
        .filter(it -> leavesFrom(it, groups) && !first.contains(it.logicalId()))
        .limit(1)
        .forEach(
            it ->
                add(
                    Verdict.MAY_GET_STUCK,
                    targets,
                    "the proxy's targets do not wait for "
                        + it.logicalId()
                        + ", which lets it call the database",
                    "aws-cdk#8919"));
  }

  /** Whether a rule lets the proxy call the database, at either end. */
  private static boolean leavesFrom(Resource rule, Set<String> groups) {
    String path =
        switch (rule.type()) {
          case "AWS::EC2::SecurityGroupIngress" -> "SourceSecurityGroupId";
          case "AWS::EC2::SecurityGroupEgress" -> "GroupId";
          default -> "";
        };
    return rule.property(path)
        .filter(it -> Reference.idsIn(it).stream().anyMatch(groups::contains))
        .isPresent();
  }

  private void collect(Resource resource, Set<String> into) {
    for (String id : resource.references()) {
      if (into.add(id)) {
        differences.after().find(id).ifPresent(it -> collect(it, into));
      }
    }
  }

  private void add(Verdict verdict, Resource because, String words, String source) {
    effects.add(
        Effect.of(Kind.BESIDE, verdict, because.type(), "", words, because.logicalId(), source));
  }
}
