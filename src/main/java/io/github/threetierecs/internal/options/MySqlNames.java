package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.order.Ordered;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names RDS and MySQL accept for databases and users (aws-cdk#22304). */
final class MySqlNames {
  private static final int LONGEST_DATABASE = 64;
  private static final int LONGEST_USER = 16;
  private static final int LONGEST_IAM_USER = 32;

  /** The length that AWS's rotation function accepts, with {@code _clone} appended. */
  private static final int LONGEST_APPLICATION_USER = 10;

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /** Schemas that every MySQL server already has. */
  private static final Set<String> SYSTEM_SCHEMAS =
      Ordered.set("information_schema", "innodb", "mysql", "performance_schema", "sys");

  /** Users that RDS creates for itself. */
  private static final Set<String> SYSTEM_USERS =
      Ordered.set("rdsadmin", "rdsproxyadmin", "rdsrepladmin");

  /**
   * The reserved words of MySQL 8.0 and 8.4.
   *
   * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/keywords.html">Keywords and Reserved
   *     Words</a>
   */
  private static final Set<String> RESERVED_WORDS =
      Ordered.set(
          """
          accessible add all alter analyze and as asc asensitive before between bigint binary blob
          both by call cascade case change char character check collate column condition
          constraint continue convert create cross cube cume_dist current_date current_time
          current_timestamp current_user cursor database databases day_hour day_microsecond
          day_minute day_second dec decimal declare default delayed delete dense_rank desc
          describe deterministic distinct distinctrow div double drop dual each else elseif empty
          enclosed escaped except exists exit explain false fetch first_value float float4 float8
          for force foreign from fulltext function generated get grant group grouping groups
          having high_priority hour_microsecond hour_minute hour_second if ignore in index infile
          inner inout insensitive insert int int1 int2 int3 int4 int8 integer intersect interval
          into io_after_gtids io_before_gtids is iterate join json_table key keys kill lag
          last_value lateral lead leading leave left like limit linear lines load localtime
          localtimestamp lock long longblob longtext loop low_priority manual master_bind
          master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint
          minute_microsecond minute_second mod modifies natural no_write_to_binlog not nth_value
          ntile null numeric of on optimize optimizer_costs option optionally or order out outer
          outfile over parallel partition percent_rank precision primary procedure purge qualify
          range rank read read_write reads real recursive references regexp release rename repeat
          replace require resignal restrict return revoke right rlike row row_number rows schema
          schemas second_microsecond select sensitive separator set show signal smallint spatial
          specific sql sql_big_result sql_calc_found_rows sql_small_result sqlexception sqlstate
          sqlwarning ssl starting stored straight_join system table tablesample terminated then
          tinyblob tinyint tinytext to trailing trigger true undo union unique unlock unsigned
          update usage use using utc_date utc_time utc_timestamp values varbinary varchar
          varcharacter varying virtual when where while window with write xor year_month zerofill
          """
              .trim()
              .split("\\s+"));

  private MySqlNames() {}

  static void checkDatabase(Problems problems, String option, String name) {
    if (isName(problems, option, name, LONGEST_DATABASE, "app", "_db")
        && isIn(SYSTEM_SCHEMAS, name)) {
      problems.add(
          option, name, "is one of MySQL's own schemas", "use a name such as \"" + name + "_db\"");
    }
  }

  static void checkUser(Problems problems, String option, String name) {
    if (isName(problems, option, name, LONGEST_USER, "dbadmin", "_user")
        && isIn(SYSTEM_USERS, name)) {
      problems.add(option, name, "is a user that RDS reserves", "use a name such as \"dbadmin\"");
    }
  }

  /**
   * Checks a user that is created by SQL and named in a policy, where {@code *} would be anybody.
   */
  static void checkIamUser(Problems problems, String option, String name) {
    if (!Tokens.isToken(name) && !isTooLong(problems, option, name, LONGEST_IAM_USER)) {
      checkSqlUser(problems, option, name);
    }
  }

  /** Checks a user that rotation clones. */
  static void checkApplicationUser(Problems problems, String option, String name) {
    if (Tokens.isToken(name)) {
      return;
    }
    if (name.length() > LONGEST_APPLICATION_USER) {
      problems.add(
          option,
          name,
          "has "
              + name.length()
              + " characters, and rotation, whose function allows 16, appends _clone to it",
          "use a name of up to " + LONGEST_APPLICATION_USER + " characters");
    } else {
      checkSqlUser(problems, option, name);
    }
  }

  private static void checkSqlUser(Problems problems, String option, String name) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          option,
          name,
          "is not a letter followed by letters, digits and _, which mean the same in SQL and in a"
              + " policy",
          "use a name such as \"" + mended(name, "app", "_user") + "\"");
    } else if (isIn(SYSTEM_USERS, name)) {
      problems.add(option, name, "is a user that RDS reserves", "use a name such as \"app\"");
    }
  }

  private static boolean isName(
      Problems problems, String option, String name, int longest, String example, String suffix) {
    if (Tokens.isToken(name) || isTooLong(problems, option, name, longest)) {
      return false;
    }
    if (!NAME.matcher(name).matches()) {
      problems.add(
          option,
          name,
          "is refused by RDS, which requires a letter first, then letters, digits and _",
          "use a name such as \"" + mended(name, example, suffix) + "\"");
      return false;
    }
    if (isIn(RESERVED_WORDS, name)) {
      problems.add(
          option,
          name,
          "is a reserved word of MySQL",
          "use a name such as \"" + name + suffix + "\"");
      return false;
    }
    return true;
  }

  private static boolean isTooLong(Problems problems, String option, String name, int longest) {
    boolean tooLong = name.length() > longest;
    if (tooLong) {
      problems.add(
          option,
          name,
          "has " + name.length() + " characters, and MySQL allows " + longest,
          "use a shorter name");
    }
    return tooLong;
  }

  /** MySQL's reserved words are not case-sensitive. */
  private static boolean isIn(Set<String> words, String name) {
    return words.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String mended(String name, String example, String suffix) {
    String letters = name.replaceAll("[^A-Za-z0-9_]", "_").replaceAll("^[^A-Za-z]+", "");
    if (letters.isEmpty()) {
      return example;
    }
    return isIn(RESERVED_WORDS, letters) || isIn(SYSTEM_SCHEMAS, letters)
        ? letters + suffix
        : letters;
  }
}
