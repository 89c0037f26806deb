package io.github.threetierecs.bench;

import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.constructs.Node;

/**
 * The CDK app in a measured process: makes stacks one after the other, prints how many nanoseconds
 * each took to construct, and synthesizes them.
 */
final class CdkApp {
  static final String STACK = "Stack";

  /** Shows in the requests to the kernel where a stack begins and where the last one ends. */
  static final String MARK = "benchmark: next stack";

  private CdkApp() {}

  /** Takes the variant, the number of stacks and the directory to synthesize to. */
  public static void main(String[] args) {
    Variant variant = Variant.valueOf(args[0]);
    int stacks = Integer.parseInt(args[1]);
    App app = new App(AppProps.builder().outdir(args[2]).build());
    Node node = app.getNode();
    for (int number = 1; number <= stacks; number++) {
      node.tryGetContext(MARK);
      long start = System.nanoTime();
      variant.addTo(app, STACK + number);
      System.out.println(System.nanoTime() - start);
    }
    node.tryGetContext(MARK);
    app.synth();
  }
}
