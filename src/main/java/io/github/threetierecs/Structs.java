package io.github.threetierecs;

import io.github.threetierecs.order.Ordered;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.jsii.Builder;

/**
 * Copies of the CDK's structs, such as {@code ContainerDefinitionOptions}. By reflection over their
 * public builders: a copy is of the same kind as the original, and has what a newer CDK has added
 * to it.
 */
final class Structs {
  private Structs() {}

  /**
   * The same struct with its maps sorted by name: the CDK makes lists of them in the order that
   * they are in, and that of {@code Map.of} is another in every run.
   *
   * @param otherwise values of properties that the struct leaves out, by their names
   */
  static <T> T sorted(T struct, Map<String, Object> otherwise) {
    return sorted(struct, otherwise, Map.of());
  }

  /**
   * The same with other values.
   *
   * @param instead values that take the place of the struct's own
   */
  static <T> T sorted(T struct, Map<String, Object> otherwise, Map<String, Object> instead) {
    Class<?> kind = kindOf(struct.getClass());
    try {
      Builder<?> builder = (Builder<?>) kind.getMethod("builder").invoke(null);
      for (Method getter : kind.getMethods()) {
        if (isGetter(getter)) {
          String property = propertyOf(getter);
          Object given = instead.getOrDefault(property, getter.invoke(struct));
          set(builder, property, given == null ? otherwise.get(property) : given);
        }
      }
      @SuppressWarnings("unchecked")
      T copy = (T) builder.build();
      return copy;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The struct's own interface, and not the one that it extends. */
  private static Class<?> kindOf(Class<?> type) {
    List<Class<?>> kinds = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      kinds.addAll(Arrays.asList(at.getInterfaces()));
    }
    return kinds.stream()
        .filter(Structs::hasBuilder)
        .filter(it -> kinds.stream().noneMatch(other -> other != it && it.isAssignableFrom(other)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " is no struct of the CDK"));
  }

  private static boolean hasBuilder(Class<?> kind) {
    return Arrays.stream(kind.getMethods())
        .anyMatch(it -> it.getName().equals("builder") && it.getParameterCount() == 0);
  }

  private static boolean isGetter(Method method) {
    return method.getName().startsWith("get")
        && method.getParameterCount() == 0
        && !Modifier.isStatic(method.getModifiers());
  }

  private static String propertyOf(Method getter) {
    String name = getter.getName().substring("get".length());
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static void set(Builder<?> builder, String property, @Nullable Object value)
      throws ReflectiveOperationException {
    if (value != null) {
      Arrays.stream(builder.getClass().getMethods())
          .filter(it -> it.getName().equals(property) && it.getParameterCount() == 1)
          .filter(it -> it.getParameterTypes()[0].isInstance(value))
          .findFirst()
          .orElseThrow(() -> new NoSuchMethodException(builder.getClass() + "." + property))
          .invoke(builder, value instanceof Map<?, ?> map ? sorted(map) : value);
    }
  }

  /** Every map of a struct is by name. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> sorted(Map<?, ?> map) {
    return Ordered.sorted((Map<String, Object>) map);
  }
}
