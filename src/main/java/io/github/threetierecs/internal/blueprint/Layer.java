package io.github.threetierecs.internal.blueprint;

/** Where a part stands, on the way from the user to the data. */
public enum Layer {
  /** Who calls, and the internet. */
  INTERNET("Internet"),
  /** What requests pass before they are in a subnet: names, certificates, gateways. */
  EDGE("Edge"),
  /** What is placed in public subnets. */
  PUBLIC("Public subnets"),
  /** What is placed in private subnets. */
  PRIVATE("Private subnets"),
  /** What is placed in the subnets of the databases, and databases from elsewhere. */
  DATABASE("Database subnets"),
  /** What is in no subnet and supports the others. */
  SUPPORT("Supporting services"),
  /** What is of a type that this package does not know. */
  OTHER("Other resources");

  private final String title;

  Layer(String title) {
    this.title = title;
  }

  /** {@return the words for it} */
  public String title() {
    return title;
  }
}
