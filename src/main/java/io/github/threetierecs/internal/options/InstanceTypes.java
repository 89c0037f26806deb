package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.placement.InstanceCatalogue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.InstanceArchitecture;
import software.amazon.awscdk.services.ec2.InstanceType;

/**
 * Which names read as instance types. New families come out every few months, so that there is no
 * list to hold a name against.
 */
public final class InstanceTypes {
  /** The types of defaults, whose names need not be asked for. */
  static final CreatedFrom<InstanceType, String> NAMED =
      new CreatedFrom<>(InstanceType::new, InstanceType::toString);

  /** The names from which the CDK can tell the architecture, with EC2's sizes. */
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z]+\\d{1,2}[a-z-]*\\.(nano|micro|small|medium|(\\d*x)?large|metal(-\\d+xl)?)");

  /** EC2 Auto Scaling's limit, which includes the first type. */
  private static final int MOST_TYPES = 40;

  private static final String DB = "db.";

  private InstanceTypes() {}

  /** Checks the types that come after a first one, whose architecture they must share. */
  public static void checkOthers(
      Problems problems, @Nullable InstanceType first, List<InstanceType> others) {
    if (first == null && !others.isEmpty()) {
      problems.add(
          "otherInstanceTypes",
          others,
          "come after capacity.instanceType, which is not set",
          "set it too, to the type that you prefer");
    }
    if (others.size() >= MOST_TYPES) {
      problems.add(
          "otherInstanceTypes",
          others.size() + " types",
          "are more than the " + (MOST_TYPES - 1) + " that EC2 Auto Scaling allows",
          "name fewer");
    }
    Set<String> seen = new LinkedHashSet<>(first == null ? Set.of() : Set.of(first.toString()));
    for (InstanceType other : others) {
      if (other == null) {
        problems.add("otherInstanceTypes", null, "is not an instance type", "leave it out");
      } else if (checkHost(problems, "otherInstanceTypes", other)) {
        if (!seen.add(other.toString())) {
          problems.add("otherInstanceTypes", other.toString(), "is named already", "name it once");
        }
        checkArchitecture(problems, first, other);
      }
    }
  }

  /** Refuses different architectures, since there is one machine image for all. */
  private static void checkArchitecture(
      Problems problems, @Nullable InstanceType first, InstanceType other) {
    if (first == null || !NAME.matcher(first.toString()).matches()) {
      return;
    }
    InstanceArchitecture wanted = first.getArchitecture();
    InstanceArchitecture found = other.getArchitecture();
    if (wanted != found) {
      problems.add(
          "otherInstanceTypes",
          other.toString(),
          "is " + nameOf(found) + ", but capacity.instanceType " + first + " is " + nameOf(wanted),
          "use types of one architecture: they share a machine image");
    }
  }

  private static String nameOf(InstanceArchitecture architecture) {
    return architecture == InstanceArchitecture.ARM_64 ? "arm64" : "x86_64";
  }

  /** Refuses trunking on a type that is known not to have it. */
  public static void checkTrunking(
      Problems problems, String option, String type, String typeOption, String origin) {
    if (InstanceCatalogue.find(type).filter(it -> it.branchInterfaces() == 0).isPresent()) {
      problems.add(
          option,
          true,
          "is not possible on " + typeOption + " " + type + origin,
          "use types of a family that has it, such as m6i.large, or leave this out");
    }
  }

  /** Checks a type of EC2 instances, which decides the architecture of their machine image. */
  static boolean checkHost(Problems problems, String option, InstanceType type) {
    String name = type.toString();
    problems.concrete(
        option,
        name,
        "the instances' type decides their machine image at synthesis",
        "set one such as new InstanceType(\"m6i.large\")");
    checkName(problems, option, name, "m6i.large");
    return NAME.matcher(name).matches();
  }

  /** Checks a type of a database instance, which may be a parameter of the stack. */
  public static void checkDatabase(Problems problems, String option, InstanceType type) {
    String name = type.toString();
    if (name.startsWith(DB)) {
      problems.add(
          option,
          name,
          "starts with db., which is added for RDS anyway",
          "write new InstanceType(\"" + name.substring(DB.length()) + "\")");
    } else if (name.endsWith(".nano")) {
      problems.add(
          option,
          name,
          "has a size that RDS does not offer",
          "use one such as new InstanceType(\"t4g.micro\")");
    } else {
      checkName(problems, option, name, "m6g.large");
    }
  }

  private static void checkName(Problems problems, String option, String name, String example) {
    if (!Tokens.isToken(name) && !NAME.matcher(name).matches()) {
      problems.add(
          option,
          name,
          "is not an instance type that the CDK can read",
          "use one such as new InstanceType(\"" + example + "\")");
    }
  }
}
