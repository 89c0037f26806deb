package io.github.threetierecs.internal.blueprint;

/** What one part has to do with another. */
public enum LinkKind {
  /** It sends requests there. */
  CALLS("calls"),
  /** It receives every write of the other. */
  REPLICATES("replicates"),
  /** It reaches the internet through it. */
  USES_NAT("reaches the internet through"),
  /** It reaches an AWS service through it. */
  USES_ENDPOINT("reaches AWS through"),
  /** Its tasks run on these instances. */
  RUNS_ON("runs on"),
  /** It reads this secret. */
  READS("reads"),
  /** It writes its logs there. */
  LOGS_TO("logs to"),
  /** It pulls its images from there. */
  PULLS_FROM("pulls images from"),
  /** It goes off when the other is not well. */
  WATCHES("watches"),
  /** It sends messages there. */
  NOTIFIES("notifies"),
  /** It is backed up there. */
  BACKED_UP_BY("is backed up by"),
  /** What it stores is encrypted with this key. */
  ENCRYPTED_WITH("is encrypted with"),
  /** It acts with the permissions of this role. */
  ACTS_AS("acts as"),
  /** This security group says who may reach it. */
  CARRIES("carries"),
  /** Requests to it are inspected there first. */
  FILTERED_BY("is filtered by"),
  /** It proves its name with this certificate. */
  IDENTIFIED_BY("presents"),
  /** This name leads to it. */
  NAMES("leads to"),
  /** It starts the other. */
  STARTS("starts"),
  /** Its template refers to the other in a way that no other kind describes. */
  USES("uses");

  private final String words;

  LinkKind(String words) {
    this.words = words;
  }

  /** {@return what stands between the two ends in a sentence} */
  public String words() {
    return words;
  }

  /** {@return whether requests travel along it, on their way from the user to the data} */
  public boolean isRequest() {
    return this == CALLS;
  }
}
