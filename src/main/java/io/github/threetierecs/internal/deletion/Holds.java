package io.github.threetierecs.internal.deletion;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.Optional;
import java.util.Set;

/** What is kept, and what that in turn holds so that AWS cannot delete it. */
final class Holds {

  /** What AWS refuses to delete while another resource is in it or uses it. */
  private static final Set<String> REFUSED_WHILE_USED =
      Ordered.set(
          "AWS::EC2::VPC",
          "AWS::EC2::Subnet",
          "AWS::EC2::SecurityGroup",
          "AWS::EC2::RouteTable",
          "AWS::RDS::DBSubnetGroup",
          "AWS::RDS::DBParameterGroup");

  private final StackTemplate template;

  Holds(StackTemplate template) {
    this.template = template;
  }

  /**
   * {@return whether a resource stays: by its own policy, or by that of the nested stack it is in}
   */
  boolean isKept(String id) {
    for (String it = id; it.contains("/"); it = it.substring(0, it.lastIndexOf('/'))) {
      if (template
          .find(it)
          .flatMap(resource -> resource.attribute("DeletionPolicy"))
          .filter(policy -> Text.of(policy).startsWith("Retain"))
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** {@return what stays and uses a resource that is to be deleted} */
  Optional<Row> obstacleTo(Resource deleted) {
    if (!REFUSED_WHILE_USED.contains(deleted.type())) {
      return Optional.empty();
    }
    return template.resources().stream()
        .filter(it -> isKept(it.logicalId()) && !it.type().equals("AWS::IAM::Role"))
        .filter(it -> Reference.idsIn(it.properties()).contains(deleted.logicalId()))
        .findFirst()
        .map(
            user ->
                Row.of(
                    deleted.type(),
                    "A resource that stays",
                    "AWS refuses to delete it, since it is used by "
                        + user.logicalId()
                        + ", which stays: give both the same removal policy.",
                    new String[0]));
  }
}
