package io.github.threetierecs.internal.shared;

import io.github.threetierecs.internal.order.Ordered;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.jsii.Builder;

/**
 * Copies of the CDK's structs, such as {@code ContainerDefinitionOptions}. By reflection over their
 * public builders: a copy is of the same kind as the original, and has what a newer CDK has added
 * to it.
 */
public final class Structs {
  private Structs() {}

  /**
   * The same struct with its maps sorted by name: the CDK makes lists of them in the order that
   * they are in, and that of {@code Map.of} is another in every run.
   *
   * @param instead values of properties instead of the struct's own, by their names
   */
  public static <T> T sorted(T struct, Map<String, Object> instead) {
    Class<?> kind = kindOf(struct.getClass());
    try {
      Builder<?> builder = (Builder<?>) kind.getMethod("builder").invoke(null);
      for (Method getter : kind.getMethods()) {
        if (isGetter(getter)) {
          String property = propertyOf(getter);
          Object other = instead.get(property);
          set(builder, property, other == null ? read(getter, struct) : other);
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

  /** {@return what is set of a struct, by property; nothing of what is no struct} */
  public static Map<String, Object> values(Object struct) {
    Map<String, Object> values = new TreeMap<>();
    if (kind(struct.getClass()).isPresent()) {
      for (Method getter : kindOf(struct.getClass()).getMethods()) {
        Object value = isGetter(getter) ? read(getter, struct) : null;
        if (value != null) {
          values.put(propertyOf(getter), value);
        }
      }
    }
    return values;
  }

  private static @Nullable Object read(Method getter, Object struct) {
    try {
      return getter.invoke(struct);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The struct's own interface, rather than the one that it extends. */
  private static Class<?> kindOf(Class<?> type) {
    return kind(type)
        .orElseThrow(() -> new IllegalStateException(type + " is not a struct of the CDK"));
  }

  private static Optional<Class<?>> kind(Class<?> type) {
    List<Class<?>> kinds = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      kinds.addAll(Arrays.asList(at.getInterfaces()));
    }
    return kinds.stream()
        .filter(Structs::hasBuilder)
        .<Class<?>>map(it -> it)
        .filter(it -> kinds.stream().noneMatch(other -> other != it && it.isAssignableFrom(other)))
        .findFirst();
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

  /** All maps of a struct are keyed by name. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> sorted(Map<?, ?> map) {
    return Ordered.sorted((Map<String, Object>) map);
  }
}
