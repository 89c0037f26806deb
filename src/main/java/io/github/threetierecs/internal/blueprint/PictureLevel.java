package io.github.threetierecs.internal.blueprint;

/** How much a picture shows. */
public enum PictureLevel {
  /** What answers a request, with several of a kind as one. */
  TIERS("tiers", "The tiers"),
  /** What is in which subnet, and who may talk to whom. */
  NETWORK("network", "The network"),
  /** Every part of the plan. */
  EVERYTHING("everything", "Everything");

  private final String word;
  private final String title;

  PictureLevel(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** {@return the word for it in the names of files} */
  public String word() {
    return word;
  }

  /** {@return the words for it} */
  public String title() {
    return title;
  }
}
