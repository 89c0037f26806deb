package io.github.threetierecs.local;

import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.local.LocalProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.cxapi.CloudAssembly;

/**
 * An application on one's own machine: a project for Docker Compose, made of the templates alone,
 * in which containers stand for the tasks, the load balancers and the database, and only those
 * reach each other whose security groups let them.
 *
 * <pre>{@code
 * Local.of(app.synth()).writeTo(Path.of("local"));
 * }</pre>
 *
 * <p>Then {@code local/local start} starts it.
 */
public final class Local {
  private final Path cdkOut;
  private final Assembly assembly;
  private final List<String> stacks;
  private final LocalProject project;

  private Local(Path cdkOut, Assembly assembly, List<String> stacks, Optional<String> range) {
    this.cdkOut = cdkOut;
    this.assembly = assembly;
    this.stacks = stacks;
    this.project = LocalProject.of(assembly, stacks, range);
  }

  /**
   * Reads a cloud assembly.
   *
   * @param assembly what {@code App.synth()} returns
   * @param stacks where several applications are in it: the stack of the one that is meant, or its
   *     stack and its construct as {@code Shop/App}
   * @return the application
   * @throws IllegalArgumentException if not exactly one application is meant; names those that
   *     there are
   */
  public static Local of(CloudAssembly assembly, String... stacks) {
    return of(Path.of(assembly.getDirectory()), stacks);
  }

  /**
   * Reads a cloud assembly.
   *
   * @param cdkOut the folder that a synthesis has written, {@code cdk.out} by default
   * @param stacks where several applications are in it: the stack of the one that is meant, or its
   *     stack and its construct as {@code Shop/App}
   * @return the application
   * @throws IllegalArgumentException if it is no such folder, or not exactly one application is
   *     meant; names those that there are
   */
  public static Local of(Path cdkOut, String... stacks) {
    return new Local(cdkOut, Assembly.in(cdkOut), List.of(stacks), Optional.empty());
  }

  /**
   * The same with other addresses. By default each application has one of 128 ranges from {@code
   * 10.100.0.0/16} to {@code 10.227.0.0/16}, which follows from the names of its stack and its
   * construct, so that several applications can run side by side.
   *
   * @param range a range of IPv4 addresses that nothing on the machine uses, from {@code /8} to
   *     {@code /24}, such as {@code 10.213.0.0/16}
   * @return the application
   * @throws IllegalArgumentException if it is no such range, if machines may not have its
   *     addresses, as those of {@code 127.0.0.0/8}, or if it is too small: every task, load
   *     balancer and database takes eight addresses, and eight more for each further one that it
   *     may call
   */
  public Local range(String range) {
    return new Local(cdkOut, assembly, stacks, Optional.of(range));
  }

  /**
   * What of the templates is not reproduced.
   *
   * @return a sentence for each
   */
  public List<String> notHere() {
    return project.notHere();
  }

  /**
   * Writes the project, in the place of the files that are there. What is in the folder besides,
   * such as {@code secrets}, {@code .env} and {@code compose.override.yaml}, stays.
   *
   * @param directory the directory to write to, which is created if it is missing
   * @return the files, in order of their names
   * @throws IllegalArgumentException if it is a file
   * @throws java.io.UncheckedIOException if it cannot be written to
   */
  public List<Path> writeTo(Path directory) {
    return ProjectFolder.write(project.files(cdkOut, directory), directory, LocalProject.SCRIPT);
  }
}
