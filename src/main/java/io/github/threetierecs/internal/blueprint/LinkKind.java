package io.github.threetierecs.internal.blueprint;

/** What one part has to do with another. */
public enum LinkKind {
  /** It sends requests there. */
  CALLS("calls", "call"),
  /** It receives every write of the other. */
  REPLICATES("replicates", "replicate"),
  /** It reaches the internet through it. */
  USES_NAT("reaches the internet through", "reach the internet through"),
  /** It reaches an AWS service through it. */
  USES_ENDPOINT("reaches AWS through", "reach AWS through"),
  /** Its tasks run on these instances. */
  RUNS_ON("runs on", "run on"),
  /** It reads this secret. */
  READS("reads", "read"),
  /** It writes its logs there. */
  LOGS_TO("logs to", "log to"),
  /** It pulls its images from there. */
  PULLS_FROM("pulls images from", "pull images from"),
  /** It goes off when the other is not well. */
  WATCHES("watches", "watch"),
  /** It sends messages there. */
  NOTIFIES("notifies", "notify"),
  /** It is backed up there. */
  BACKED_UP_BY("is backed up by", "are backed up by"),
  /** What it stores is encrypted with this key. */
  ENCRYPTED_WITH("is encrypted with", "are encrypted with"),
  /** It acts with the permissions of this role. */
  ACTS_AS("acts as", "act as"),
  /** This security group says who may reach it. */
  CARRIES("carries", "carry"),
  /** Requests to it are inspected there first. */
  FILTERED_BY("is filtered by", "are filtered by"),
  /** It proves its name with this certificate. */
  IDENTIFIED_BY("presents", "present"),
  /** This name leads to it. */
  NAMES("leads to", "lead to"),
  /** It starts the other. */
  STARTS("starts", "start"),
  /** Its template refers to the other in a way that no other kind describes. */
  USES("uses", "use");

  private final String words;
  private final String plural;

  LinkKind(String words, String plural) {
    this.words = words;
    this.plural = plural;
  }

  /** {@return what stands between the two ends in a sentence} */
  public String words() {
    return words;
  }

  /**
   * What stands between the two ends in a sentence.
   *
   * @param several whether several do it
   * @return the words
   */
  public String words(boolean several) {
    return several ? plural : words;
  }

  /** {@return whether requests travel along it, on their way from the user to the data} */
  public boolean isRequest() {
    return this == CALLS;
  }
}
