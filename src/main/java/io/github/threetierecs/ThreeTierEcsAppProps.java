package io.github.threetierecs;

import io.github.threetierecs.internal.guard.TogetherCheck;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import io.github.threetierecs.internal.shared.Warning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.ContainerImage;

/** What a {@link ThreeTierEcsApp} is created from: two images, a profile, and options by tier. */
public final class ThreeTierEcsAppProps {
  /** The effective values, with the defaults of the profile. */
  final Values values;

  /** Warnings about combinations of options. */
  final List<Warning> warnings;

  private ThreeTierEcsAppProps(Values values, List<Warning> warnings) {
    this.values = values;
    this.warnings = warnings;
  }

  /**
   * The whole system from two images: {@link Profile#PRODUCTION} with every default.
   *
   * @param frontendImage listens on port 80 and answers {@code /} with status 200
   * @param backendImage listens on port 8080 and answers {@code /} with status 200
   * @return the options
   * @throws IllegalArgumentException if an image is null
   */
  public static ThreeTierEcsAppProps of(ContainerImage frontendImage, ContainerImage backendImage) {
    Cdk.check();
    Problems problems = new Problems("");
    problems.argument("frontendImage", frontendImage, TaskProps.SET_AN_IMAGE);
    problems.argument("backendImage", backendImage, TaskProps.SET_AN_IMAGE);
    problems.refuse();
    return builder()
        .frontend(FrontendProps.builder().image(frontendImage).build())
        .backend(BackendProps.builder().image(backendImage).build())
        .build();
  }

  /**
   * Starts with {@link Profile#PRODUCTION} and its default for every option but the images.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with what these options are set to.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets the options by tier. Whatever is left out gets the profile's default. */
  public static final class Builder implements software.amazon.jsii.Builder<ThreeTierEcsAppProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * Which defaults the options that are left out get.
     *
     * <p>Default: {@link Profile#PRODUCTION}. Changing it changes all those defaults at once, that
     * of {@link #keys} among them, which CloudFormation refuses. {@code
     * docs/upgrades.md#the-safe-ways} says what to set before.
     *
     * @param profile the profile
     * @return this builder
     */
    public Builder profile(@Nullable Profile profile) {
      values.set(AppOptions.PROFILE, profile);
      return this;
    }

    /**
     * Whose KMS keys encrypt the database, secrets, log groups and volumes.
     *
     * <p>Default: {@link KeyStrategy#ONE_KEY} in PRODUCTION, {@link KeyStrategy#AWS_MANAGED} in
     * DEVELOPMENT. <b>Choose it before the first deployment</b>: RDS cannot change the key of an
     * instance, so that changing it later replaces the database, which CloudFormation refuses until
     * it is confirmed. {@code docs/upgrades.md#the-safe-ways} has the safe way.
     *
     * @param keys the strategy
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html">Encrypting
     *     RDS resources</a>
     */
    public Builder keys(@Nullable KeyStrategy keys) {
      values.set(AppOptions.KEYS, keys);
      return this;
    }

    /**
     * The VPC and its subnets. Default: {@link NetworkProps}' defaults.
     *
     * @param network options of the network
     * @return this builder
     */
    public Builder network(@Nullable NetworkProps network) {
      values.set(AppOptions.NETWORK, network == null ? null : network.values);
      return this;
    }

    /**
     * The EC2 instances and the cluster. Default: {@link CapacityProps}' defaults.
     *
     * @param capacity options of the capacity
     * @return this builder
     */
    public Builder capacity(@Nullable CapacityProps capacity) {
      values.set(AppOptions.CAPACITY, capacity == null ? null : capacity.values);
      return this;
    }

    /**
     * The internet-facing tier. Required, since it names an image.
     *
     * @param frontend options of the frontend
     * @return this builder
     */
    public Builder frontend(@Nullable FrontendProps frontend) {
      values.set(AppOptions.FRONTEND, frontend == null ? null : frontend.values);
      return this;
    }

    /**
     * The internal tier, which has the database. Required, since it names an image.
     *
     * @param backend options of the backend
     * @return this builder
     */
    public Builder backend(@Nullable BackendProps backend) {
      values.set(AppOptions.BACKEND, backend == null ? null : backend.values);
      return this;
    }

    /**
     * The database. Default: {@link DatabaseProps}' defaults.
     *
     * @param database options of the database
     * @return this builder
     */
    public Builder database(@Nullable DatabaseProps database) {
      values.set(AppOptions.DATABASE, database == null ? null : database.values);
      return this;
    }

    /**
     * Alarms, a topic that notifies of them, and a dashboard.
     *
     * <p>Default: none in both profiles; {@code ObservabilityProps.builder().build()} gives all of
     * them. It can be changed in place.
     *
     * @param observability options of the alarms
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html">CloudWatch
     *     alarms</a>
     */
    public Builder observability(@Nullable ObservabilityProps observability) {
      values.set(AppOptions.OBSERVABILITY, observability == null ? null : observability.values);
      return this;
    }

    /**
     * Snapshots of the database in a vault of AWS Backup, in addition to RDS's own backups.
     *
     * <p>Default: none in both profiles; {@code BackupProps.builder().build()} gives a snapshot a
     * day and one a month. It can be added in place. Removed in PRODUCTION, it leaves the vault
     * with its snapshots, and cannot be set again until that is deleted. In DEVELOPMENT it cannot
     * be removed, nor the stack deleted, while snapshots are in the vault.
     *
     * @param backup options of the snapshots
     * @return this builder
     * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/vaults.html">Backup
     *     vaults</a>
     */
    public Builder backup(@Nullable BackupProps backup) {
      values.set(AppOptions.BACKUP, backup == null ? null : backup.values);
      return this;
    }

    /**
     * Whether each synthesis draws what it has synthesized, all stacks of the CDK app, into the
     * folder {@code blueprint} of the cloud assembly: {@code cdk.out/blueprint}. {@code
     * docs/blueprint.md} has the other ways, and what can hinder it.
     *
     * <p>Default: {@code false} in both profiles. It can be changed in place: it is in no template.
     * What cannot be drawn is a warning; with an aws-cdk-lib before 2.258.0 that is everything.
     *
     * @param blueprint whether it is drawn
     * @return this builder
     */
    public Builder blueprint(@Nullable Boolean blueprint) {
      values.set(AppOptions.BLUEPRINT, blueprint);
      return this;
    }

    /**
     * The finished options, checked against one another and against the profile's defaults.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public ThreeTierEcsAppProps build() {
      List<Warning> warnings = new ArrayList<>();
      Values chosen =
          values.checked(
              "",
              (problems, app) -> {
                Values whole = app.in(profileOf(app));
                warnings.addAll(new TogetherCheck(problems, whole).warnings());
              });
      return new ThreeTierEcsAppProps(chosen.in(profileOf(chosen)), List.copyOf(warnings));
    }

    private static Profile profileOf(Values app) {
      return app.known(AppOptions.PROFILE);
    }
  }
}
