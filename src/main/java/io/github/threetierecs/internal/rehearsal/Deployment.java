package io.github.threetierecs.internal.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.StackEnvironment;
import io.github.threetierecs.internal.template.JoinedStacks;
import io.github.threetierecs.internal.template.StackTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is deployed: the stacks of a cloud assembly, or the one of a template file.
 *
 * @param stacks the template of each stack by its name, which is empty for that of a file
 * @param nested the templates of nested stacks by the hash that their parents name
 * @param names what CloudFormation calls each stack, by the same names as {@code stacks}
 * @param environments where each stack is deployed, as far as the app names it
 */
public record Deployment(
    SortedMap<String, Map<String, Object>> stacks,
    Map<String, Map<String, Object>> nested,
    SortedMap<String, String> names,
    SortedMap<String, StackEnvironment> environments) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OF_FILE = "";

  /**
   * Stacks of which nothing says where they are deployed.
   *
   * @param stacks the template of each stack by its name
   * @param nested the templates of nested stacks by the hash that their parents name
   * @param names what CloudFormation calls each stack
   */
  public Deployment(
      SortedMap<String, Map<String, Object>> stacks,
      Map<String, Map<String, Object>> nested,
      SortedMap<String, String> names) {
    this(stacks, nested, names, new TreeMap<>());
  }

  /**
   * Reads a cloud assembly or a template.
   *
   * @param path the folder that {@code cdk synth} writes, or a template file in JSON
   * @return what is in it
   * @throws IllegalArgumentException if it is neither; says in one line why
   */
  public static Deployment in(Path path) {
    if (Files.isRegularFile(path)) {
      return new Deployment(
          new TreeMap<>(Map.of(OF_FILE, template(path))), Map.of(), new TreeMap<>());
    }
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          "There is no " + path + ". Name a folder that `cdk synth` writes, or a template file.");
    }
    return of(Assembly.in(path));
  }

  /**
   * The stacks of a cloud assembly.
   *
   * @param assembly what is in its folder
   * @return its stacks
   */
  public static Deployment of(Assembly assembly) {
    return new Deployment(
        assembly.stacks(), assembly.nested(), assembly.names(), assembly.environments());
  }

  private static Map<String, Object> template(Path file) {
    Map<String, Object> json;
    try {
      json = JSON.readValue(file.toFile(), new TypeReference<>() {});
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(
          file
              + " is no template in JSON: "
              + wrong.getOriginalMessage()
              + ". Of one in YAML, rehearse what cdk synth has written for it.",
          wrong);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
    if (json == null || !(json.get("Resources") instanceof Map<?, ?>)) {
      throw new IllegalArgumentException(
          file + " has no Resources: it is no template of AWS CloudFormation.");
    }
    return json;
  }

  boolean isOfFile() {
    return stacks.containsKey(OF_FILE);
  }

  /** {@return the stacks as one template, of which that of a file has no name in front} */
  StackTemplate template() {
    return isOfFile()
        ? StackTemplate.of(stacks.getOrDefault(OF_FILE, Map.of()))
        : JoinedStacks.of(stacks, nested, names);
  }

  /** Only the stacks that another one has too: what it has no more stays deployed. */
  Deployment ofStacksIn(Deployment other) {
    SortedMap<String, Map<String, Object>> some = new TreeMap<>(stacks);
    some.keySet().retainAll(other.stacks.keySet());
    return new Deployment(some, nested, names, environments);
  }
}
