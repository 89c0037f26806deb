package io.github.threetierecs;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All that the library says, in one file that can be read from top to bottom: refusals, warnings,
 * outputs, descriptions, reasons. {@code mvn test -Dtest=WordsTest -Dregenerate=true} writes {@code
 * words.txt} again, so that whoever changes a text sees it among its neighbours.
 */
@Tag("generated")
class WordsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/github/threetierecs");
  private static final Path WORDS = Path.of("src/test/resources/words.txt");

  /** What has fewer is a name or a part of one. */
  private static final int FEWEST_WORDS = 4;

  @Test
  void theFileHasAllThatIsSaid() throws IOException {
    String said = said();
    GeneratedFile.isUpToDate(WORDS, said, getClass());
  }

  private static String said() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringBuilder all = new StringBuilder();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(SOURCES)) {
      List<Path> sorted = sources.filter(it -> it.toString().endsWith(".java")).sorted().toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sorted));
      for (CompilationUnitTree file : task.parse()) {
        Texts texts = new Texts();
        texts.scan(file, null);
        if (!texts.found.isEmpty()) {
          String path =
              SOURCES
                  .toAbsolutePath()
                  .relativize(Path.of(file.getSourceFile().toUri()))
                  .toString()
                  .replace('\\', '/');
          all.append("# ").append(path.replace(".java", "")).append('\n');
          texts.found.forEach(text -> all.append(text).append('\n'));
          all.append('\n');
        }
      }
    }
    return all.toString();
  }

  /** Texts in the order in which they are written, put together from their parts. */
  private static final class Texts extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final List<String> found = new ArrayList<>();

    @Override
    public @Nullable Void visitBinary(BinaryTree tree, @Nullable Void unused) {
      if (tree.getKind() != Tree.Kind.PLUS || !add(textOf(tree))) {
        super.visitBinary(tree, null);
      }
      return null;
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree tree, @Nullable Void unused) {
      add(textOf(tree));
      return null;
    }

    private boolean add(String text) {
      boolean isSaid = text.strip().split("\\s+").length >= FEWEST_WORDS;
      if (isSaid) {
        found.add(text.strip().replace("\n", "\\n"));
      }
      return isSaid;
    }

    private static String textOf(ExpressionTree tree) {
      if (tree instanceof ParenthesizedTree in) {
        return textOf(in.getExpression());
      }
      if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
        return textOf(sum.getLeftOperand()) + textOf(sum.getRightOperand());
      }
      return tree instanceof LiteralTree literal && literal.getValue() instanceof String text
          ? text
          : "…";
    }
  }
}
