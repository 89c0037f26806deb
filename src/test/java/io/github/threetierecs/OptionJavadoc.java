package io.github.threetierecs;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.BlockTagTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The Javadoc of one option, which is that of its builder's method, in Markdown.
 *
 * @param name of the option
 * @param type of its values, as written
 * @param paragraphs of the text
 * @param value what the parameter's tag says of the value
 * @param source where AWS has it, as a link; null if it is said nowhere
 */
record OptionJavadoc(
    String name, String type, List<String> paragraphs, String value, @Nullable String source) {
  private static final Path SOURCES = Path.of("src/main/java/io/github/threetierecs");

  /** By Props class: several tests ask for each of them. */
  private static final Map<String, List<OptionJavadoc>> READ = new ConcurrentHashMap<>();

  /** {@return all options of a Props class, in the order in which they are written} */
  static List<OptionJavadoc> of(String props) {
    return READ.computeIfAbsent(props, OptionJavadoc::read);
  }

  private static List<OptionJavadoc> read(String props) {
    Map<String, OptionJavadoc> found = new LinkedHashMap<>();
    parse(props, (trees, file) -> new Options(trees, found).scan(file, null));
    return List.copyOf(found.values());
  }

  /** {@return what is said of a Props class itself} */
  static String ofClass(String props) {
    StringBuilder text = new StringBuilder();
    parse(
        props,
        (trees, file) -> {
          TreePath type = new TreePath(new TreePath(file), file.getTypeDecls().get(0));
          DocCommentTree comment = Objects.requireNonNull(trees.getDocCommentTree(type), props);
          text.append(markdown(comment.getFullBody()));
        });
    return text.toString().strip();
  }

  private static void parse(String props, BiConsumer<DocTrees, CompilationUnitTree> reader) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  null,
                  null,
                  files.getJavaFileObjects(SOURCES.resolve(props + ".java")));
      for (CompilationUnitTree file : task.parse()) {
        reader.accept(DocTrees.instance(task), file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes through the methods of a class {@code Builder} that set an option. */
  private static final class Options extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees trees;
    private final Map<String, OptionJavadoc> found;

    Options(DocTrees trees, Map<String, OptionJavadoc> found) {
      this.trees = trees;
      this.found = found;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      TreePath path = getCurrentPath();
      DocCommentTree comment = trees.getDocCommentTree(path);
      if (comment != null
          && isOfBuilder(path)
          && method.getModifiers().getFlags().contains(Modifier.PUBLIC)
          && method.getParameters().size() == 1) {
        found.put(method.getName().toString(), read(method, comment));
      }
      return null;
    }

    private static boolean isOfBuilder(TreePath path) {
      return path.getParentPath().getLeaf() instanceof ClassTree type
          && type.getSimpleName().contentEquals("Builder");
    }
  }

  private static OptionJavadoc read(MethodTree method, DocCommentTree comment) {
    String value = "";
    String source = null;
    for (DocTree tag : comment.getBlockTags()) {
      if (tag instanceof ParamTree parameter) {
        value = markdown(parameter.getDescription());
      } else if (tag instanceof SeeTree see) {
        source = markdown(see.getReference());
      } else if (!(tag instanceof BlockTagTree)) {
        throw new IllegalStateException("an unknown tag: " + tag);
      }
    }
    List<String> paragraphs = new ArrayList<>();
    for (String paragraph : markdown(comment.getFullBody()).split("\n\n", -1)) {
      if (!paragraph.isBlank()) {
        paragraphs.add(paragraph.strip());
      }
    }
    return new OptionJavadoc(
        method.getName().toString(), typeOf(method), paragraphs, value, source);
  }

  private static String typeOf(MethodTree method) {
    Tree type = method.getParameters().get(0).getType();
    return type.toString().replaceAll("@\\w+ |\\? extends ", "");
  }

  private static String markdown(List<? extends DocTree> parts) {
    StringBuilder text = new StringBuilder();
    String address = "";
    for (DocTree part : parts) {
      if (part instanceof StartElementTree start && start.getName().contentEquals("a")) {
        address = ((AttributeTree) start.getAttributes().get(0)).getValue().toString();
        text.append('[');
      } else if (part instanceof EndElementTree end && end.getName().contentEquals("a")) {
        text.append("](").append(address).append(')');
      } else {
        text.append(markdown(part));
      }
    }
    return text.toString();
  }

  private static String markdown(DocTree part) {
    if (part instanceof TextTree text) {
      return text.getBody().replaceAll("\\s+", " ");
    }
    if (part instanceof LiteralTree code) {
      return "`" + code.getBody().getBody().replaceAll("\\s+", " ").strip() + "`";
    }
    if (part instanceof LinkTree link) {
      return link.getLabel().isEmpty()
          ? "`" + named(link.getReference().getSignature()) + "`"
          : markdown(link.getLabel());
    }
    if (part instanceof EntityTree entity) {
      return "&" + entity.getName() + ";";
    }
    if (part instanceof StartElementTree start) {
      return switch (start.getName().toString()) {
        case "p" -> "\n\n";
        case "b" -> "**";
        case "ul" -> "\n";
        case "li" -> "\n- ";
        default -> throw new IllegalStateException("an unknown element: " + start);
      };
    }
    if (part instanceof EndElementTree end) {
      return end.getName().contentEquals("b") ? "**" : "";
    }
    throw new IllegalStateException("unknown: " + part.getKind() + " " + part);
  }

  /** {@return such as {@code maxAzs}, {@code SINGLE}, {@code ThreeTierEcsApp.getVpc()}} */
  private static String named(String reference) {
    if (reference.startsWith("#")) {
      return reference.substring(1);
    }
    int member = reference.indexOf('#');
    boolean isConstant = member >= 0 && reference.substring(member + 1).matches("[A-Z0-9_]+");
    return isConstant ? reference.substring(member + 1) : reference.replace('#', '.');
  }
}
