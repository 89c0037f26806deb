package io.github.threetierecs.bench;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** What is measured. */
enum Variant {
  CONSTRUCT,
  /** The floor: what the CDK itself costs. */
  EMPTY;

  Stack addTo(App app, String id) {
    return switch (this) {
      case CONSTRUCT -> new QuickstartStack(app, id);
      case EMPTY -> new Stack(app, id);
    };
  }
}
