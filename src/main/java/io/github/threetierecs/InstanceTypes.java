package io.github.threetierecs;

import java.util.regex.Pattern;
import software.amazon.awscdk.services.ec2.InstanceType;

/**
 * Which names read as instance types. New families come out every few months, so that there is no
 * list to hold a name against.
 */
final class InstanceTypes {
  /** What the CDK reads the architecture from, with EC2's sizes. */
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z]+\\d{1,2}[a-z-]*\\.(nano|micro|small|medium|(\\d*x)?large|metal(-\\d+xl)?)");

  private static final String DB = "db.";

  private InstanceTypes() {}

  /** Of an EC2 instance, whose architecture decides its machine image. */
  static void checkHost(Problems problems, String option, InstanceType type) {
    String name = type.toString();
    problems.concrete(
        option,
        name,
        "the instances' type decides their machine image at synthesis",
        "set one such as new InstanceType(\"m6i.large\")");
    checkName(problems, option, name, "m6i.large");
  }

  /** Of a database instance, which may be a parameter of the stack. */
  static void checkDatabase(Problems problems, String option, InstanceType type) {
    String name = type.toString();
    if (name.startsWith(DB)) {
      problems.add(
          option,
          name,
          "has the db. that RDS gets put before it anyway",
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
