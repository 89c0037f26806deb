package io.github.threetierecs.internal.shared;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.order.Ordered;
import java.util.Set;

/**
 * Names that no construct can have: the CDK looks its children up in a JavaScript object, which has
 * properties of these names already. To ask for one returns what jsii cannot pass on.
 */
public final class JavaScriptNames {
  private static final Set<String> NAMES =
      Ordered.set(
          "__defineGetter__",
          "__defineSetter__",
          "__lookupGetter__",
          "__lookupSetter__",
          "__proto__",
          "constructor",
          "hasOwnProperty",
          "isPrototypeOf",
          "propertyIsEnumerable",
          "toLocaleString",
          "toString",
          "valueOf");

  private JavaScriptNames() {}

  /** {@return whether the id was refused} */
  public static boolean refuse(Problems problems, String id) {
    boolean refused = NAMES.contains(id);
    if (refused) {
      problems.add("id", id, "is what every JavaScript object has, and so no name", "pass another");
    }
    return refused;
  }
}
