package io.github.threetierecs.internal.blueprint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The templates of a cloud assembly, which is the folder {@code cdk.out} that a synthesis leaves.
 *
 * @param stacks the template of each stack by its name, also of those in stages
 * @param nested the templates of nested stacks by the hash that their parents name
 * @param environments where each stack is deployed, by the same names as {@code stacks}
 */
public record Assembly(
    SortedMap<String, Map<String, Object>> stacks,
    Map<String, Map<String, Object>> nested,
    SortedMap<String, StackEnvironment> environments) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the CDK writes as {@code aws://123456789012/eu-west-1}; either may be unknown. */
  private static final Pattern ENVIRONMENT = Pattern.compile("aws://([^/]+)/([^/]+)");

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  private static final Pattern REGION = Pattern.compile("[a-z]+(-[a-z]+)+-\\d+");

  /**
   * Reads a cloud assembly.
   *
   * @param folder the folder
   * @return its templates
   * @throws IllegalArgumentException if it is no cloud assembly; says in one line why
   */
  public static Assembly in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "There is no folder " + folder + ". `cdk synth` writes one, cdk.out by default.");
    }
    if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
      throw new IllegalArgumentException(
          "The folder "
              + folder
              + " has no manifest.json, so it is not what `cdk synth` writes. Name its cdk.out.");
    }
    Assembly assembly = new Assembly(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    assembly.add(folder);
    return assembly;
  }

  /**
   * What CloudFormation calls a stack.
   *
   * @param stack its id in the assembly
   * @return its name, which is its id if the assembly does not say where it is deployed
   */
  public String nameOf(String stack) {
    StackEnvironment environment = environments.get(stack);
    return environment == null ? stack : environment.name();
  }

  /**
   * What CloudFormation calls the stacks.
   *
   * @return their names by their ids in the assembly
   */
  public SortedMap<String, String> names() {
    SortedMap<String, String> names = new TreeMap<>();
    stacks.keySet().forEach(it -> names.put(it, nameOf(it)));
    return names;
  }

  /**
   * Where a stack is deployed.
   *
   * @param stack its id in the assembly
   * @return its Region, if the CDK app names one
   */
  public Optional<String> regionOf(String stack) {
    return Optional.ofNullable(environments.get(stack)).flatMap(StackEnvironment::region);
  }

  private void add(Path folder) {
    for (Artifact it : Artifact.in(folder)) {
      if (it.isA("cdk:asset-manifest")) {
        addNested(it.folder(), Artifact.read(it.folder().resolve(it.property("file"))));
      }
      if (it.isStack()) {
        stacks.put(it.id(), template(it.folder().resolve(it.property("templateFile"))));
        environments.put(it.id(), environment(it.id(), it.json()));
      }
    }
  }

  private static StackEnvironment environment(String id, JsonNode artifact) {
    Matcher environment = ENVIRONMENT.matcher(artifact.path("environment").asText());
    boolean isThere = environment.matches();
    return new StackEnvironment(
        artifact.path("properties").path("stackName").asText(id),
        isThere ? known(environment.group(1), ACCOUNT) : Optional.empty(),
        isThere ? known(environment.group(2), REGION) : Optional.empty());
  }

  private static Optional<String> known(String value, Pattern pattern) {
    return Optional.of(value).filter(it -> pattern.matcher(it).matches());
  }

  private void addNested(Path folder, JsonNode assets) {
    assets
        .path("files")
        .properties()
        .forEach(
            it -> {
              String path = it.getValue().path("source").path("path").asText();
              if (path.endsWith(".nested.template.json")) {
                nested.put(it.getKey(), template(folder.resolve(path)));
              }
            });
  }

  private static Map<String, Object> template(Path file) {
    JsonNode template = Artifact.read(file);
    if (!template.isObject()) {
      throw new IllegalArgumentException(
          file + " is no template, which is an object of JSON. Run `cdk synth` again.");
    }
    return JSON.convertValue(template, new TypeReference<Map<String, Object>>() {});
  }
}
