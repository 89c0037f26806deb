package io.github.threetierecs.internal.connections;

/** What connects, or is connected to, by what a reader calls it. */
public enum Part {
  INTERNET("the internet"),
  FRONTEND_LOAD_BALANCER("the frontend's load balancer"),
  FRONTEND("the frontend's tasks"),
  BACKEND_LOAD_BALANCER("the backend's load balancer"),
  BACKEND("the backend's tasks"),
  INSTANCES("the instances"),
  DATABASE("the database"),
  REPLICAS("the read replicas"),
  PROXY("the database's proxy"),
  ENDPOINTS("the interface endpoints"),
  ROTATION("the function that changes the password");

  private final String words;

  Part(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
