package io.github.threetierecs.internal.options;

import io.github.threetierecs.KeyStrategy;
import io.github.threetierecs.Profile;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/** What can be chosen of the whole application: its parts, and what they have in common. */
public final class AppOptions {
  private static final Group APP = new Group("");

  public static final Option<Profile> PROFILE =
      APP.<Profile>option("profile").byDefault(Profile.PRODUCTION);

  public static final Option<KeyStrategy> KEYS =
      APP.<KeyStrategy>option("keys").byDefault(KeyStrategy.ONE_KEY, KeyStrategy.AWS_MANAGED);

  public static final Option<Values> NETWORK = APP.part("network");

  public static final Option<Values> CAPACITY = APP.part("capacity");

  /** Has no default, since it names an image. */
  public static final Option<Values> FRONTEND = APP.option("frontend");

  /** Has no default, since it names an image. */
  public static final Option<Values> BACKEND = APP.option("backend");

  public static final Option<Values> DATABASE = APP.part("database");

  public static final Option<Values> OBSERVABILITY = APP.option("observability");

  public static final Option<Values> BACKUP = APP.option("backup");

  public static final Option<Boolean> BLUEPRINT = APP.<Boolean>option("blueprint").byDefault(false);

  /** Decided by the profile only: what becomes of the stack's KMS keys when it is deleted. */
  public static final Option<RemovalPolicy> KEY_REMOVAL =
      APP.<RemovalPolicy>option("keyRemoval")
          .byDefault(RemovalPolicy.RETAIN, RemovalPolicy.DESTROY);

  /** Decided by the profile only: how long log groups without an option keep their logs. */
  public static final Option<RetentionDays> LOG_RETENTION =
      APP.<RetentionDays>option("logRetention")
          .byDefault(RetentionDays.THREE_MONTHS, RetentionDays.ONE_WEEK);

  /** Decided by the profile only: what becomes of the log groups when the stack is deleted. */
  public static final Option<RemovalPolicy> LOG_REMOVAL =
      APP.<RemovalPolicy>option("logRemoval")
          .byDefault(RemovalPolicy.RETAIN, RemovalPolicy.DESTROY);

  /** Decided by the profile only: whether synth mentions that clients connect without TLS. */
  public static final Option<Boolean> MENTIONS_PLAIN_HTTP =
      APP.<Boolean>option("mentionsPlainHttp").byDefault(true, false);

  private AppOptions() {}
}
