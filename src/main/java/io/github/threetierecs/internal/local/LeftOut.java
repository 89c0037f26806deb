package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.Optional;

/** Containers that have nothing to do here. */
final class LeftOut {

  private LeftOut() {}

  /** Why a container is left out; nothing if it runs here. */
  static Optional<String> reason(Resource definition, String container) {
    if (definition.has(container + ".FirelensConfiguration")) {
      return Optional.of("it routes logs by FireLens, and here logs are what `local logs` shows");
    }
    boolean createsUserOfIam =
        definition
                .elements(container + ".Environment")
                .anyMatch(
                    it -> definition.text(it + ".Name").filter("DB_IAM_USER"::equals).isPresent())
            && definition.list(container + ".Command").stream()
                .anyMatch(it -> Text.of(it).contains("AWSAuthenticationPlugin"));
    return createsUserOfIam
        ? Optional.of(
            "it creates a user that signs in by IAM, which no database but that of AWS knows")
        : Optional.empty();
  }
}
