package io.github.threetierecs.internal.shared;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.IResource;
import software.amazon.awscdk.Stack;

/**
 * Whether something that was given is where it has to be: in the stack's Region, and of its
 * account. What is known only at deployment, on either side, passes.
 */
public final class Places {
  private static final int REGION = 3;
  private static final int ACCOUNT = 4;

  private final Problems problems;
  private final Stack stack;

  public Places(Problems problems, Stack stack) {
    this.problems = problems;
    this.stack = stack;
  }

  /** Refuses what is in another Region. */
  public void sameRegion(String option, IResource given, @Nullable String arn, String remedy) {
    String region = literal(part(arn, REGION), given.getEnv().getRegion());
    String own = stack.getRegion();
    if (region != null && !Tokens.isToken(own) && !region.equals(own)) {
      problems.add(
          option, nameOf(given, arn), "is in " + region + ", and the stack is in " + own, remedy);
    }
  }

  /** Refuses what is of another account. */
  public void sameAccount(String option, IResource given, @Nullable String arn, String remedy) {
    String account = literal(part(arn, ACCOUNT), given.getEnv().getAccount());
    String own = stack.getAccount();
    if (account != null && !Tokens.isToken(own) && !account.equals(own)) {
      problems.add(
          option,
          nameOf(given, arn),
          "is of account " + account + ", and the stack is of " + own,
          remedy);
    }
  }

  private static Object nameOf(IResource given, @Nullable String arn) {
    return arn == null || Tokens.isToken(arn) ? new Problems.Words(given.getNode().getPath()) : arn;
  }

  private static @Nullable String part(@Nullable String arn, int index) {
    if (arn == null || Tokens.isToken(arn)) {
      return null;
    }
    String[] parts = arn.split(":", -1);
    return parts.length > index && !parts[index].isEmpty() ? parts[index] : null;
  }

  private static @Nullable String literal(@Nullable String ofArn, String ofEnvironment) {
    if (ofArn != null) {
      return ofArn;
    }
    return Tokens.isToken(ofEnvironment) ? null : ofEnvironment;
  }
}
