package io.github.threetierecs.internal.blueprint;

/** The tier that a part belongs to. */
public enum PartTier {
  /** What users reach. */
  FRONTEND("Frontend"),
  /** What the frontend calls. */
  BACKEND("Backend"),
  /** What the backend keeps its data in. */
  DATABASE("Database"),
  /** A service or job that was added to the application. */
  ADDED("Added"),
  /** What several tiers use, or none. */
  SHARED("Shared");

  private final String title;

  PartTier(String title) {
    this.title = title;
  }

  /** {@return the word for it} */
  public String title() {
    return title;
  }
}
