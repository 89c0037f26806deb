package io.github.threetierecs;

import io.github.threetierecs.OptionChange.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * Writes the templates of generated cases, for {@code .ci/compatibility}: {@code record DIRECTORY
 * COUNT} chooses the cases and keeps what {@code build()} answered, {@code replay RECORDED
 * DIRECTORY} synthesizes the same cases again. The classes of these tests run with the library that
 * they were compiled with, and then with a newer one, as an application does whose only change is
 * the version of the library.
 */
final class CaseTemplates {
  private static final long SEED = 20_261_124L;
  private static final char ACCEPTED = '+';
  private static final char REFUSED = '-';

  private CaseTemplates() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("record")) {
      Path directory = Files.createDirectories(Path.of(arguments[1]));
      for (int number = 0; number < Integer.parseInt(arguments[2]); number++) {
        Recorded answers = new Recorded();
        GeneratedCase chosen = GeneratedCase.of(SEED, number, answers);
        if (synthesize(chosen, directory).isEmpty()) {
          Files.writeString(directory.resolve("case-" + number + ".answers"), answers.text);
        }
      }
    } else {
      Path recorded = Path.of(arguments[1]);
      Path directory = Files.createDirectories(Path.of(arguments[2]));
      for (int number = 0; number < recorded.toFile().listFiles().length; number++) {
        Path answers = recorded.resolve("case-" + number + ".answers");
        if (Files.exists(answers)) {
          GeneratedCase.Acceptance replayed = new Replayed(Files.readString(answers));
          Optional<String> refusal =
              synthesize(GeneratedCase.of(SEED, number, replayed), directory);
          if (refusal.isPresent()) {
            Files.writeString(
                directory.resolve("case-" + number + ".refused"), refusal.orElseThrow());
          }
        }
      }
    }
  }

  /** {@return why it is refused, or nothing} */
  private static Optional<String> synthesize(GeneratedCase chosen, Path directory)
      throws IOException {
    Path assembly = directory.resolve("cdk.out");
    App app =
        new App(
            AppProps.builder()
                .context(chosen.flags().context())
                .outdir(assembly.toString())
                .build());
    try {
      chosen.makeIn(chosen.stack(app));
    } catch (IllegalArgumentException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    } catch (AssertionError | LinkageError unknown) {
      return Optional.of("needs other code: " + unknown.getMessage());
    }
    app.synth();
    Files.move(
        assembly.resolve("Shop.template.json"),
        directory.resolve("case-" + chosen.number() + ".template.json"));
    return Optional.empty();
  }

  private static final class Recorded implements GeneratedCase.Acceptance {
    private final StringBuilder text = new StringBuilder();

    @Override
    public Optional<String> refusalOf(Collection<Setting> settings) {
      Optional<String> refusal = GeneratedCase.refusedByBuild(settings);
      text.append(refusal.isEmpty() ? ACCEPTED : REFUSED);
      return refusal;
    }
  }

  private static final class Replayed implements GeneratedCase.Acceptance {
    private final String answers;
    private int next;

    Replayed(String answers) {
      this.answers = answers;
    }

    @Override
    public Optional<String> refusalOf(Collection<Setting> settings) {
      return answers.charAt(next++) == ACCEPTED
          ? Optional.empty()
          : Optional.of("as it was recorded");
    }
  }
}
