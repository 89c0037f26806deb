package io.github.threetierecs;

import java.lang.reflect.Field;

/**
 * Java salts the order of {@code Map.of} and {@code Set.of} by the clock, so that two JVMs may by
 * chance agree. With these two salts they never do: every map and every set is the other way round.
 */
enum Salt {
  FORWARDS(0xFFFF_FFFFL, true),
  BACKWARDS(0L, false),
  /** What Java has chosen. */
  BY_CHANCE(0L, false);

  private final long salt;
  private final boolean ascending;

  Salt(long salt, boolean ascending) {
    this.salt = salt;
    this.ascending = ascending;
  }

  /** Before any such map is read. */
  void apply() throws ReflectiveOperationException {
    if (this != BY_CHANCE) {
      Class<?> collections = Class.forName("java.util.ImmutableCollections");
      set(collections.getDeclaredField("SALT32L"), "putLong", long.class, salt);
      set(collections.getDeclaredField("REVERSE"), "putBoolean", boolean.class, ascending);
    }
  }

  /** Reflection does not write a final field, and the compiler warns of the class that does. */
  private static void set(Field field, String method, Class<?> type, Object value)
      throws ReflectiveOperationException {
    Class<?> writer = Class.forName("sun.misc.Unsafe");
    Field instance = writer.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    Object unsafe = instance.get(null);
    Object base = writer.getMethod("staticFieldBase", Field.class).invoke(unsafe, field);
    Object offset = writer.getMethod("staticFieldOffset", Field.class).invoke(unsafe, field);
    writer.getMethod(method, Object.class, long.class, type).invoke(unsafe, base, offset, value);
  }
}
