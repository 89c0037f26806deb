package io.github.threetierecs.examples.guestbook.backend;

/** Who signs in to the database. The password is in no text that is made of it. */
record Credentials(String user, String password) {
  @Override
  public String toString() {
    return "user " + user;
  }
}
