package io.github.threetierecs.internal.cost;

import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.placement.InstanceCatalogue;
import io.github.threetierecs.internal.placement.InstanceKind;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** RDS for MySQL: instances, storage, what watches them, proxies and backups. */
final class DatabaseCosts {

  private static final String DATABASE = "AWS::RDS::DBInstance";
  private static final String PROXY = "RDS Proxy";

  /** RDS Proxy is paid for this many vCPUs at the least. */
  private static final int PROXY_VCPUS = 2;

  /** What is included with gp3 from 400 GiB on, below which IOPS cannot be chosen. */
  private static final BigDecimal GP3_IOPS = BigDecimal.valueOf(12_000);

  private static final BigDecimal FREE_RETENTION = BigDecimal.valueOf(7);

  private static final List<List<String>> EXTENDED_SUPPORT =
      OwnFiles.table(DatabaseCosts.class, "extended-support.tsv");

  private final StackTemplate template;
  private final LocalDate today;

  private DatabaseCosts(StackTemplate template, LocalDate today) {
    this.template = template;
    this.today = today;
  }

  static Map<String, Rule> rules(StackTemplate template, LocalDate today) {
    DatabaseCosts costs = new DatabaseCosts(template, today);
    return Ordered.map(
        DATABASE,
        costs::instance,
        "AWS::RDS::DBProxy",
        costs::proxy,
        "AWS::Backup::BackupVault",
        (vault, bill) ->
            bill.used(vault, "backups in vaults of AWS Backup", "aws-backup", "backups"));
  }

  private void instance(Resource instance, Bill bill) {
    Optional<Resource> source = sourceOf(instance);
    Optional<String> type = own(instance, source, "DBInstanceClass");
    String engine = own(instance, source, "Engine").orElse("unknown");
    if (type.isEmpty() || !engine.equals("mysql")) {
      bill.missing(instance, "database", "only RDS for MySQL is estimated, and this is " + engine);
      return;
    }
    boolean hasStandby = instance.isTrue("MultiAZ");
    String what = source.isPresent() ? "read replicas" : "database";
    bill.hourly(
        instance, what, (hasStandby ? "rds-multi-az:" : "rds:") + type.orElseThrow(), Amount.ONE);
    storage(instance, source, what, hasStandby ? 2 : 1, bill);
    if (Numbers.at(instance, "BackupRetentionPeriod").filter(it -> it.signum() > 0).isPresent()) {
      bill.used(instance, "backups beyond the size of the database", "rds-backup", "backups");
    }
    bill.used(instance, "data between zones", "data-between-zones", "between-zones");
    insights(instance, type.orElseThrow(), bill);
    extendedSupport(instance, source, type.orElseThrow(), hasStandby ? 2 : 1, bill);
  }

  private static void storage(
      Resource instance, Optional<Resource> source, String what, int copies, Bill bill) {
    String label = "storage of the " + what;
    Optional<BigDecimal> size =
        Stream.of(Optional.of(instance), source)
            .flatMap(Optional::stream)
            .flatMap(it -> Numbers.at(it, "AllocatedStorage").stream())
            .findFirst();
    if (size.isEmpty()) {
      bill.missing(instance, label, "the template does not say how large it is");
      return;
    }
    BigDecimal now = size.orElseThrow();
    BigDecimal most = Numbers.at(instance, "MaxAllocatedStorage").orElse(now).max(now);
    String type = own(instance, source, "StorageType").orElse("gp2");
    bill.monthly(instance, label, "rds-" + type, new Amount(now, now, most).times(copies));
    BigDecimal included = type.equals("gp3") ? GP3_IOPS : BigDecimal.ZERO;
    Numbers.at(instance, "Iops")
        .map(it -> it.subtract(included))
        .filter(it -> it.signum() > 0)
        .ifPresent(
            it ->
                bill.monthly(
                    instance,
                    "provisioned IOPS of the " + what,
                    "rds-" + type + "-iops",
                    Amount.of(it).times(copies)));
    if (instance.has("StorageThroughput")) {
      bill.missing(instance, "provisioned throughput of the " + what, "it is not estimated yet");
    }
  }

  private static void insights(Resource instance, String type, Bill bill) {
    if (instance.text("DatabaseInsightsMode").filter("advanced"::equals).isPresent()) {
      byVcpu(
          instance,
          "Database Insights, advanced mode",
          "database-insights-advanced",
          vcpusOf(type),
          bill);
    } else if (Numbers.at(instance, "PerformanceInsightsRetentionPeriod")
        .filter(it -> it.compareTo(FREE_RETENTION) > 0)
        .isPresent()) {
      bill.missing(instance, "Performance Insights beyond 7 days", "no price of it is known");
    }
    if (Numbers.at(instance, "MonitoringInterval").filter(it -> it.signum() > 0).isPresent()) {
      bill.missing(
          instance,
          "Enhanced Monitoring",
          "it is paid as logs, in an amount that depends on the operating system's processes");
    }
  }

  /** Both the instance and its standby are paid for. */
  private void extendedSupport(
      Resource instance, Optional<Resource> source, String type, int copies, Bill bill) {
    if (own(instance, source, "EngineLifecycleSupport")
        .filter("open-source-rds-extended-support-disabled"::equals)
        .isPresent()) {
      return;
    }
    String version = own(instance, source, "EngineVersion").orElse("");
    for (List<String> row : EXTENDED_SUPPORT) {
      boolean isOf = version.equals(row.get(0)) || version.startsWith(row.get(0) + ".");
      if (isOf && !today.isBefore(LocalDate.parse(row.get(1)))) {
        boolean third = !today.isBefore(LocalDate.parse(row.get(2)));
        byVcpu(
            instance,
            "Extended Support of MySQL " + row.get(0),
            "rds-extended-support-year-" + (third ? 3 : 1),
            vcpusOf(type).map(it -> it * copies),
            bill);
      }
    }
  }

  private void proxy(Resource proxy, Bill bill) {
    List<Resource> targets =
        template.resourcesOfType("AWS::RDS::DBProxyTargetGroup").stream()
            .filter(it -> it.refersTo(proxy.logicalId()))
            .flatMap(it -> it.references().stream())
            .flatMap(id -> template.find(id).stream())
            .filter(it -> it.type().equals(DATABASE))
            .toList();
    int vcpus =
        targets.stream()
            .flatMap(it -> own(it, sourceOf(it), "DBInstanceClass").stream())
            .flatMap(it -> vcpusOf(it).stream())
            .mapToInt(it -> it)
            .sum();
    byVcpu(
        proxy,
        PROXY,
        "rds-proxy",
        vcpus == 0 ? Optional.empty() : Optional.of(Math.max(vcpus, PROXY_VCPUS)),
        bill);
  }

  private static void byVcpu(
      Resource resource, String label, String item, Optional<Integer> vcpus, Bill bill) {
    if (vcpus.isPresent()) {
      bill.hourly(resource, label, item, Amount.of(vcpus.orElseThrow()));
    } else {
      bill.missing(resource, label, "it is not known how many vCPUs the database has");
    }
  }

  /** What a replica is made from. */
  private Optional<Resource> sourceOf(Resource instance) {
    return instance.property("SourceDBInstanceIdentifier").stream()
        .flatMap(it -> Reference.idsIn(it).stream())
        .flatMap(id -> template.find(id).stream())
        .filter(it -> it.type().equals(DATABASE))
        .findFirst();
  }

  /** A replica is like its source in what it does not say itself. */
  private static Optional<String> own(Resource instance, Optional<Resource> source, String path) {
    return instance.text(path).or(() -> source.flatMap(it -> it.text(path)));
  }

  private static Optional<Integer> vcpusOf(String databaseClass) {
    return InstanceCatalogue.find(databaseClass.replaceFirst("^db\\.", "")).map(InstanceKind::vcpu);
  }
}
