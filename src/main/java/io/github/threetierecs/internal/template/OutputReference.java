package io.github.threetierecs.internal.template;

import java.util.Map;
import java.util.Optional;

/**
 * {@code Fn::GetStackOutput}: an output of another stack, which needs no export.
 *
 * @param stack what CloudFormation calls the stack
 * @param output the logical id of the output
 */
record OutputReference(String stack, String output) {

  /** {@return the output that a value stands for, or nothing if it is no such reference} */
  static Optional<OutputReference> of(Map<String, Object> value) {
    Object arguments = value.get("Fn::GetStackOutput");
    return arguments == null || value.size() != 1
        ? Optional.empty()
        : Json.at(arguments, "StackName")
            .flatMap(
                stack ->
                    Json.at(arguments, "OutputName")
                        .map(output -> new OutputReference(Text.of(stack), Text.of(output))));
  }
}
