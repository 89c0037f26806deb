package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.rehearsal.Rights.Right;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What tasks need to start, and whether the role that starts them may do it, in one state. */
final class StartNeeds {

  /**
   * What a service's tasks need, in the words of a reader.
   *
   * @param service its service, as before it is replaced
   * @param words such as {@code read AppDataSecret}
   */
  record Need(String service, String words) {}

  private final StackTemplate template;
  private final Rights rights;

  StartNeeds(StackTemplate template) {
    this.template = template;
    this.rights = new Rights(template);
  }

  /** What the tasks of all services need and their execution roles may not do. */
  Set<Need> unmet() {
    Set<Need> unmet = new LinkedHashSet<>();
    for (Resource service : template.resourcesOfType("AWS::ECS::Service")) {
      Optional<Resource> task = service.property("TaskDefinition").flatMap(template::referent);
      Optional<Resource> role =
          task.flatMap(it -> it.property("ExecutionRoleArn")).flatMap(template::referent);
      if (role.isPresent() && rights.isKnown(role.get())) {
        addUnmet(service, task.orElseThrow(), rights.of(role.get()), unmet);
      }
    }
    return unmet;
  }

  private static void addUnmet(
      Resource service, Resource task, Set<Right> rights, Set<Need> unmet) {
    String id = DeployedState.first(service.logicalId());
    task.elements("ContainerDefinitions")
        .forEach(
            container -> {
              task.elements(container + ".Secrets")
                  .flatMap(it -> task.property(it + ".ValueFrom").stream())
                  .forEach(
                      it -> {
                        for (String secret : Reference.idsIn(it)) {
                          if (!isAllowed(rights, "secretsmanager:GetSecretValue", secret)
                              && !isAllowed(rights, "ssm:GetParameters", secret)) {
                            unmet.add(new Need(id, "read " + secret));
                          }
                        }
                      });
              task.property(container + ".LogConfiguration.Options.awslogs-group").stream()
                  .flatMap(it -> Reference.idsIn(it).stream())
                  .filter(it -> !isAllowed(rights, "logs:PutLogEvents", it))
                  .forEach(it -> unmet.add(new Need(id, "write to " + it)));
            });
  }

  /** Whether a right names a resource in any way, or all of them. */
  private static boolean isAllowed(Set<Right> rights, String action, String id) {
    return rights.stream()
        .filter(it -> new Right(it.action(), "").covers(new Right(action, "")))
        .anyMatch(
            it ->
                it.on().equals("*")
                    || it.on().contains("${" + id + "}")
                    || it.on().contains("${" + id + "."));
  }
}
