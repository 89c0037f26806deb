package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets that containers get. Nothing of their values is in any file that is written here: the
 * script makes them up.
 */
final class LocalSecrets {
  /** The secret of the database's user. */
  static final String DATABASE = "database";

  private static final String SECRET = "AWS::SecretsManager::Secret";
  private static final String ATTACHMENT = "AWS::SecretsManager::SecretTargetAttachment";

  private static final Set<String> TYPES = Ordered.set(SECRET, ATTACHMENT, "AWS::SSM::Parameter");

  private static final Pattern SECRET_ARN =
      Pattern.compile("(arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:([^:]+))(?::([^:]*))?.*");

  private static final Pattern PARAMETER_ARN =
      Pattern.compile("(arn:[^:]*:ssm:[^:]*:[^:]*:parameter/?(.+))()");

  /** What Secrets Manager adds to the name in an ARN. */
  private static final Pattern ADDED = Pattern.compile("-[A-Za-z0-9]{6}$");

  private static final Pattern USERNAME = Pattern.compile("\"username\"\\s*:\\s*\"([^\"]*)\"");

  /**
   * What a container's variable is read from.
   *
   * @param secret the name of the secret here
   * @param key the key in its JSON; empty for all of it
   */
  record Source(String secret, String key) {}

  private final StackTemplate template;
  private final LocalDatabase database;
  private final LocalValues values;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, Set<String>> keys = new TreeMap<>();
  private final Map<String, Resource> resources = new TreeMap<>();
  private final Set<String> ofTheDatabase = new TreeSet<>();
  private final LocalNames unique = new LocalNames(Ordered.set(DATABASE, "root", "self-signed"));
  private final String databaseName;

  LocalSecrets(
      StackTemplate template,
      List<LocalService> services,
      LocalDatabase database,
      LocalValues values,
      String databaseName) {
    this.template = template;
    this.database = database;
    this.values = values;
    this.databaseName = databaseName;
    names.put(master(services).orElse("?"), DATABASE);
    keys.put(DATABASE, new TreeSet<>());
    ofTheDatabase.add(DATABASE);
    for (LocalService service : services) {
      for (String container : service.containers()) {
        service
            .definition()
            .elements(container + ".Secrets")
            .forEach(it -> add(service.definition(), it));
      }
    }
  }

  private void add(Resource definition, String path) {
    Source source = source(definition.property(path + ".ValueFrom").orElse(""));
    Set<String> itsKeys = keys.computeIfAbsent(source.secret(), it -> new TreeSet<>());
    if (!source.key().isEmpty()) {
      itsKeys.add(source.key());
    }
    if (definition.text(path + ".Name").orElse("").matches("DB_USER|DB_PASSWORD")) {
      ofTheDatabase.add(source.secret());
    }
  }

  /** The secret that the database's master user has, or that the backend signs in with. */
  private Optional<String> master(List<LocalService> services) {
    return database
        .instance()
        .flatMap(it -> it.property("MasterUserPassword"))
        .flatMap(this::secretIn)
        .map(Resource::logicalId)
        .or(
            () ->
                services.stream()
                    .flatMap(
                        service ->
                            service.containers().stream()
                                .flatMap(it -> service.definition().elements(it + ".Secrets"))
                                .filter(
                                    it ->
                                        service
                                            .definition()
                                            .text(it + ".Name")
                                            .filter("DB_PASSWORD"::equals)
                                            .isPresent())
                                .flatMap(
                                    it ->
                                        service.definition().property(it + ".ValueFrom").stream()))
                    .map(this::idOf)
                    .findFirst());
  }

  private Optional<Resource> secretIn(Object value) {
    return Reference.idsIn(value).stream()
        .flatMap(it -> template.find(it).stream())
        .filter(it -> TYPES.contains(it.type()))
        .findFirst()
        .map(
            it ->
                it.type().equals(ATTACHMENT)
                    ? it.property("SecretId").flatMap(template::referent).orElse(it)
                    : it);
  }

  /** What tells a secret from others: its logical id, or its ARN. */
  private String idOf(Object value) {
    return secretIn(value).map(Resource::logicalId).orElseGet(() -> arn(textOf(value)).arn());
  }

  private record Arn(String arn, String name, String key) {}

  private static Arn arn(String text) {
    for (Pattern pattern : List.of(SECRET_ARN, PARAMETER_ARN)) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.matches()) {
        String name = ADDED.matcher(matcher.group(2)).replaceFirst("");
        return new Arn(matcher.group(1), name, Optional.ofNullable(matcher.group(3)).orElse(""));
      }
    }
    return new Arn(text, text, "");
  }

  private String textOf(Object value) {
    return values.of(value).orElseGet(() -> Text.of(value));
  }

  /** Where the value of a variable is read from. */
  Source source(Object valueFrom) {
    Optional<Resource> resource = secretIn(valueFrom);
    Arn arn = arn(textOf(valueFrom));
    String id = resource.map(Resource::logicalId).orElse(arn.arn());
    String name =
        names.computeIfAbsent(
            id,
            it -> unique.unique(LocalNames.kebab(resource.map(LocalNames::of).orElse(arn.name()))));
    resource.ifPresent(it -> resources.put(name, it));
    String key =
        resource.isPresent()
            ? Text.of(valueFrom)
                .replaceFirst("^\\$\\{[^}]*}", "")
                .replaceFirst("^:([^:]*).*$", "$1")
            : arn.key();
    return new Source(name, key);
  }

  /** The secret whose ARN a variable has. */
  Optional<LocalSecret> withArn(Object value) {
    boolean isReference = Reference.idOf(value).isPresent() && secretIn(value).isPresent();
    String id = idOf(value);
    if (!isReference && !names.containsKey(id)) {
      return Optional.empty();
    }
    return isReference || textOf(value).equals(id)
        ? Optional.of(secret(source(value).secret()))
        : Optional.empty();
  }

  /** All of them, by their names. */
  List<LocalSecret> all() {
    return names.values().stream().distinct().sorted().map(this::secret).toList();
  }

  private LocalSecret secret(String name) {
    Map<String, String> values = new LinkedHashMap<>();
    if (ofTheDatabase.contains(name)) {
      values.put("engine", "mysql");
      values.put("host", LocalDatabase.NAME);
      values.put("port", Integer.toString(database.port()));
      values.put("dbname", databaseName);
      values.put("username", username(name));
      values.put("password", LocalSecret.RANDOM);
    }
    for (String key : keys.getOrDefault(name, Set.of())) {
      values.putIfAbsent(key, key.equals("username") ? username(name) : LocalSecret.RANDOM);
    }
    return new LocalSecret(name, values);
  }

  private String username(String name) {
    return Optional.ofNullable(resources.get(name))
        .or(
            () ->
                name.equals(DATABASE)
                    ? database
                        .instance()
                        .flatMap(it -> it.property("MasterUserPassword"))
                        .flatMap(this::secretIn)
                    : Optional.empty())
        .flatMap(it -> it.property("GenerateSecretString.SecretStringTemplate"))
        .map(Text::of)
        .map(USERNAME::matcher)
        .filter(Matcher::find)
        .map(it -> it.group(1))
        .or(
            () ->
                name.equals(DATABASE)
                    ? database.instance().flatMap(it -> it.text("MasterUsername"))
                    : Optional.empty())
        .filter(it -> it.matches("[A-Za-z0-9_.-]+"))
        .orElse("app");
  }

  /** The secrets that a service's containers read, by variables or by an ARN. */
  Set<LocalSecret> of(LocalService service) {
    Map<String, LocalSecret> used = new TreeMap<>();
    Resource definition = service.definition();
    for (String container : service.containers()) {
      definition
          .elements(container + ".Secrets")
          .flatMap(it -> definition.property(it + ".ValueFrom").stream())
          .map(it -> secret(source(it).secret()))
          .forEach(it -> used.put(it.name(), it));
      definition
          .elements(container + ".Environment")
          .flatMap(it -> definition.property(it + ".Value").stream())
          .flatMap(it -> withArn(it).stream())
          .forEach(it -> used.put(it.name(), it));
    }
    return new LinkedHashSet<>(used.values());
  }
}
