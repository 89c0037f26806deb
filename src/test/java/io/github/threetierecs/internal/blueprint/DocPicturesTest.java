package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.GeneratedFile;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pictures in README.md and in the documents are drawn from the examples. After a change,
 * {@code mvn test -Dtest=DocPicturesTest -Dregenerate=true} draws them again.
 */
@Tag("generated")
class DocPicturesTest {

  @ParameterizedTest
  @CsvSource({"quickstart, TIERS", "production, NETWORK"})
  void everyPictureIsThatOfItsExample(String example, PictureLevel level) throws IOException {
    Path file = Path.of("docs", "pictures", example + "-" + level.word() + ".svg");
    String expected = SvgWriter.file(Pictures.of(Plans.ofExample(example), level));
    GeneratedFile.isUpToDate(file, expected, getClass());
  }
}
