package io.github.threetierecs.internal.blueprint;

import java.util.Optional;

/**
 * Where a stack is deployed.
 *
 * @param name what CloudFormation calls it, which in a stage is not its id in the assembly
 * @param account its AWS account, if the CDK app names one
 * @param region its Region, if the CDK app names one
 */
public record StackEnvironment(String name, Optional<String> account, Optional<String> region) {

  /** {@return such as {@code eu-west-1, account 123456789012}, if one of them is known} */
  public Optional<String> words() {
    Optional<String> ofAccount = account.map(it -> "account " + it);
    return region
        .map(it -> it + ofAccount.map(words -> ", " + words).orElse(""))
        .or(() -> ofAccount);
  }
}
