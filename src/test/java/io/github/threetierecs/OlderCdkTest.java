package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A CDK that is too old is refused in one line, whatever of the library a user calls first. {@code
 * .ci/window} runs it, with the class path of such a CDK.
 */
@EnabledIfSystemProperty(named = OlderCdkTest.CLASS_PATH, matches = ".+")
class OlderCdkTest {
  static final String CLASS_PATH = "older.cdk";

  private static final String REFUSAL =
      "three-tier-ecs-app needs aws-cdk-lib \\S+ or newer, but found [0-9.]+ \\(\\S+\\.jar\\); .*";

  /**
   * Constructors and static methods; whatever else there is needs one of them first. Packages
   * blueprint, local and rehearsal read the files of a cloud assembly, and ask nothing of the CDK.
   */
  static Stream<JavaCodeUnit> whatUsersBeginWith() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.threetierecs")
            .stream()
            .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC) && !it.isEnum())
            .filter(
                it ->
                    !it.getPackageName()
                        .matches(".*\\.(internal|blueprint|local|rehearsal)(\\..*)?"))
            .flatMap(it -> it.getCodeUnits().stream())
            .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(it -> it.isConstructor() || it.getModifiers().contains(JavaModifier.STATIC))
            .sorted(Comparator.comparing(JavaCodeUnit::getFullName));
  }

  @ParameterizedTest
  @MethodSource("whatUsersBeginWith")
  void whateverIsCalledFirstIsRefused(JavaCodeUnit beginning) throws Exception {
    // A class loader for each, since a class that could not be linked once never is.
    try (URLClassLoader loader = withOlderCdk()) {
      Throwable refusal = catchThrowable(() -> call(beginning, loader));

      assertThat(refusal).isInstanceOf(IllegalStateException.class).hasMessageMatching(REFUSAL);
      assertThat(refusal.getStackTrace()).as("lines below it").isEmpty();
    }
  }

  /** As compiled code does, which reflects over no other method. */
  private static void call(JavaCodeUnit method, ClassLoader loader) throws Throwable {
    Class<?> type = Class.forName(method.getOwner().getName(), true, loader);
    MethodType signature = MethodType.fromMethodDescriptorString(method.getDescriptor(), loader);
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle handle =
        method.isConstructor()
            ? lookup.findConstructor(type, signature)
            : lookup.findStatic(type, method.getName(), signature);
    handle.invokeWithArguments(Collections.nCopies(signature.parameterCount(), null));
  }

  private static URLClassLoader withOlderCdk() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (Class<?> type : List.of(ThreeTierEcsApp.class, Nullable.class)) {
      urls.add(type.getProtectionDomain().getCodeSource().getLocation());
    }
    for (String jar : System.getProperty(CLASS_PATH).split(File.pathSeparator, -1)) {
      URI uri = Path.of(jar).toUri();
      urls.add(uri.toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
