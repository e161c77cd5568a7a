package io.github.jobdoctor.lab.jobscheduler;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Members of Android's system server by their names. Its classes differ from level to level and are
 * in no SDK, so nothing here can be compiled against them.
 */
final class Hidden {

  /**
   * The members of a class by their names: to list them anew each time takes long.
   *
   * @param methods those that it declares itself
   * @param inherited the public ones, with the default ones of interfaces
   * @param fields those that it declares itself
   */
  private record Members(
      Map<String, List<Method>> methods,
      Map<String, List<Method>> inherited,
      Map<String, Field> fields) {}

  private static final ClassValue<Members> MEMBERS =
      new ClassValue<>() {
        @Override
        protected Members computeValue(Class<?> type) {
          return new Members(
              byName(type.getDeclaredMethods()),
              byName(type.getMethods()),
              Arrays.stream(type.getDeclaredFields())
                  .collect(Collectors.toMap(Field::getName, field -> field, (one, other) -> one)));
        }
      };

  private Hidden() {}

  private static Map<String, List<Method>> byName(Method... methods) {
    return Arrays.stream(methods).collect(Collectors.groupingBy(Method::getName));
  }

  /** The class, as the level under test has it. */
  static Class<?> type(String name) {
    return findType(name)
        .orElseThrow(() -> new IllegalStateException("this Android has no " + name));
  }

  /** The class; absent when the level under test has none of that name. */
  static Optional<Class<?>> findType(String name) {
    try {
      return Optional.of(Class.forName(name, true, Hidden.class.getClassLoader()));
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      return Optional.empty();
    }
  }

  /** The value of a field of the object, or of a class when it is static. */
  // The caller says what the platform keeps there.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <T> T get(Object owner, String field) {
    try {
      return (T) field(owner, field).get(owner instanceof Class ? null : owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static void set(Object owner, String field, Object value) {
    try {
      field(owner, field).set(owner instanceof Class ? null : owner, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean hasField(Object owner, String field) {
    return findField(owner, field).isPresent();
  }

  private static Field field(Object owner, String name) {
    return findField(owner, name)
        .orElseThrow(
            () -> new IllegalStateException("this Android has no " + typeOf(owner) + "." + name));
  }

  private static Optional<Field> findField(Object owner, String name) {
    for (Class<?> type = typeOf(owner); type != null; type = type.getSuperclass()) {
      Field field = MEMBERS.get(type).fields().get(name);
      if (field != null) {
        field.setAccessible(true);
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** Calls a method of the object, or a static one of a class, that takes these arguments. */
  // The caller says what the platform returns.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <T> T call(Object owner, String method, Object... arguments) {
    Method found =
        findMethod(owner, method, arguments)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "this Android has no "
                            + typeOf(owner).getName()
                            + "."
                            + method
                            + " with "
                            + arguments.length
                            + " such arguments"));
    return (T) invoke(() -> found.invoke(owner instanceof Class ? null : owner, arguments));
  }

  static boolean hasMethod(Object owner, String method, Object... arguments) {
    return findMethod(owner, method, arguments).isPresent();
  }

  private static Optional<Method> findMethod(Object owner, String name, Object... arguments) {
    for (Class<?> type = typeOf(owner); type != null; type = type.getSuperclass()) {
      Optional<Method> found = fitting(declared(type, name), arguments);
      if (found.isPresent()) {
        return found;
      }
    }
    return fitting(MEMBERS.get(typeOf(owner)).inherited().getOrDefault(name, List.of()), arguments);
  }

  private static List<Method> declared(Class<?> type, String name) {
    return MEMBERS.get(type).methods().getOrDefault(name, List.of());
  }

  private static Optional<Method> fitting(List<Method> candidates, Object... arguments) {
    for (Method candidate : candidates) {
      if (accepts(candidate, arguments)) {
        candidate.setAccessible(true);
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** All methods of that name, whatever they take. */
  static List<Method> methods(Object owner, String name) {
    List<Method> found = new ArrayList<>();
    for (Class<?> type = typeOf(owner); type != null; type = type.getSuperclass()) {
      for (Method method : declared(type, name)) {
        method.setAccessible(true);
        found.add(method);
      }
    }
    return found;
  }

  /** A new object of the class through the constructor that takes these arguments. */
  static Object create(String type, Object... arguments) {
    for (Constructor<?> constructor : type(type).getDeclaredConstructors()) {
      if (accepts(constructor, arguments)) {
        constructor.setAccessible(true);
        return invoke(() -> constructor.newInstance(arguments));
      }
    }
    throw new IllegalStateException("this Android's " + type + " has no such constructor");
  }

  private static boolean accepts(Executable executable, Object... arguments) {
    Class<?>[] parameters = executable.getParameterTypes();
    if (parameters.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < parameters.length; i++) {
      if (!accepts(parameters[i], arguments[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean accepts(Class<?> parameter, Object argument) {
    if (argument == null) {
      return !parameter.isPrimitive();
    }
    return java.lang.invoke.MethodType.methodType(parameter)
        .wrap()
        .returnType()
        .isInstance(argument);
  }

  private static Class<?> typeOf(Object owner) {
    return owner instanceof Class<?> type ? type : owner.getClass();
  }

  /** A reflective call whose own exception is thrown as if called directly. */
  interface ReflectiveCall {
    Object run() throws ReflectiveOperationException;
  }

  static Object invoke(ReflectiveCall call) {
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
