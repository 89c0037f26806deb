package io.github.threetierecs.internal.cost;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.AutoScalingCapacity;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** EC2 instances, what starts them, and their volumes. */
final class InstanceCosts {

  /** How many metrics detailed monitoring of an instance counts as. */
  private static final int DETAILED_METRICS = 7;

  private static final String INSTANCES = "EC2 instances";
  private static final String VOLUMES = "volumes of EC2 instances";

  private final StackTemplate template;

  private InstanceCosts(StackTemplate template) {
    this.template = template;
  }

  static Map<String, Rule> rules(StackTemplate template) {
    InstanceCosts costs = new InstanceCosts(template);
    return Ordered.map(
        "AWS::AutoScaling::AutoScalingGroup", costs::group,
        "AWS::EC2::Instance", costs::instance,
        "AWS::ECS::Service", InstanceCosts::service);
  }

  private void group(Resource group, Bill bill) {
    Optional<BigDecimal> least = Numbers.at(group, "MinSize");
    Optional<BigDecimal> most = Numbers.at(group, "MaxSize");
    if (least.isEmpty() || most.isEmpty()) {
      bill.missing(group, INSTANCES, "the template does not say how many there are");
      return;
    }
    Amount count =
        new Amount(
            least.orElseThrow(),
            Numbers.at(group, "DesiredCapacity").orElse(least.orElseThrow()),
            most.orElseThrow());
    Optional<Resource> source = sourceOf(group);
    String data = "LaunchTemplateData.";
    if (source.filter(it -> !it.type().equals("AWS::EC2::LaunchTemplate")).isPresent()) {
      data = "";
    }
    String path = data;
    Optional<String> type =
        source
            .flatMap(it -> it.text(path + "InstanceType"))
            .or(() -> group.text("MixedInstancesPolicy.LaunchTemplate.Overrides.0.InstanceType"));
    if (source.isEmpty() || type.isEmpty()) {
      bill.missing(group, INSTANCES, "the template does not say of which type they are");
      return;
    }
    if (mayBeSpot(group)) {
      bill.warn(
          "Spot instances are counted at the On-Demand price, which is the most that they cost.");
    }
    count(group, source.orElseThrow(), path, type.orElseThrow(), count, bill);
  }

  private void instance(Resource instance, Bill bill) {
    Optional<Resource> source =
        instance.property("LaunchTemplate.LaunchTemplateId").flatMap(template::referent);
    Optional<String> type =
        instance
            .text("InstanceType")
            .or(() -> source.flatMap(it -> it.text("LaunchTemplateData.InstanceType")));
    if (type.isEmpty()) {
      bill.missing(instance, INSTANCES, "the template does not say of which type it is");
      return;
    }
    boolean own = instance.has("BlockDeviceMappings") || source.isEmpty();
    count(
        instance,
        own ? instance : source.orElseThrow(),
        own ? "" : "LaunchTemplateData.",
        type.orElseThrow(),
        Amount.ONE,
        bill);
  }

  private static void count(
      Resource payer, Resource source, String path, String type, Amount count, Bill bill) {
    bill.hourly(payer, INSTANCES, "ec2:" + type, count);
    volumes(payer, source, path + "BlockDeviceMappings", count, bill);
    boolean detailed =
        source.isTrue(path + "Monitoring.Enabled")
            || source.isTrue(path + "Monitoring")
            || (source.type().equals("AWS::AutoScaling::LaunchConfiguration")
                && !source.has("InstanceMonitoring"));
    if (detailed) {
      bill.monthly(
          payer, "detailed monitoring of EC2 instances", "metric", count.times(DETAILED_METRICS));
    }
  }

  private static void volumes(
      Resource payer, Resource source, String mappings, Amount count, Bill bill) {
    List<Object> all = source.list(mappings);
    if (all.isEmpty()) {
      bill.missing(payer, VOLUMES, "their size is the image's");
    }
    for (int i = 0; i < all.size(); i++) {
      String volume = mappings + "." + i + ".Ebs.";
      Optional<BigDecimal> size = Numbers.at(source, volume + "VolumeSize");
      String type = source.text(volume + "VolumeType").orElse("gp2");
      if (size.isEmpty()) {
        bill.missing(payer, VOLUMES, "the template does not say how large they are");
      } else {
        bill.monthly(payer, VOLUMES, "ebs-" + type, count.times(size.orElseThrow()));
      }
      if (more(source, volume + "Iops", 3000) || more(source, volume + "Throughput", 125)) {
        bill.missing(payer, "provisioned performance of volumes", "it is not estimated yet");
      }
    }
  }

  private static boolean more(Resource source, String path, long included) {
    return Numbers.at(source, path)
        .filter(it -> it.compareTo(BigDecimal.valueOf(included)) > 0)
        .isPresent();
  }

  private Optional<Resource> sourceOf(Resource group) {
    return new AutoScalingCapacity(template).of(group).stream().findFirst();
  }

  private static boolean mayBeSpot(Resource group) {
    return Numbers.at(
            group, "MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity")
        .filter(it -> it.compareTo(BigDecimal.valueOf(100)) < 0)
        .isPresent();
  }

  private static void service(Resource service, Bill bill) {
    boolean onFargate =
        service.text("LaunchType").filter("FARGATE"::equals).isPresent()
            || Stream.iterate(0, i -> i + 1)
                .limit(service.list("CapacityProviderStrategy").size())
                .flatMap(
                    i ->
                        service
                            .text("CapacityProviderStrategy." + i + ".CapacityProvider")
                            .stream())
                .anyMatch(it -> it.startsWith("FARGATE"));
    if (onFargate) {
      bill.missing(service, "tasks on AWS Fargate", "no price of them is known");
    } else {
      bill.free(service, "its tasks run on instances, which are counted");
    }
  }
}
