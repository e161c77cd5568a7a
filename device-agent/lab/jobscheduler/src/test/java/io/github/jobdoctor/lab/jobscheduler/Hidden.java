package io.github.jobdoctor.lab.jobscheduler;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Members of Android's system server by their names. Its classes differ from level to level and are
 * in no SDK, so nothing here can be compiled against them.
 */
final class Hidden {

  private Hidden() {}

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
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return Optional.of(field);
        }
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
      Optional<Method> found = fitting(type.getDeclaredMethods(), name, arguments);
      if (found.isPresent()) {
        return found;
      }
    }
    return fitting(typeOf(owner).getMethods(), name, arguments); // Default ones of interfaces.
  }

  private static <T extends Executable> Optional<T> fitting(
      T[] candidates, String name, Object... arguments) {
    for (T candidate : candidates) {
      if (candidate.getName().equals(name) && accepts(candidate, arguments)) {
        ((AccessibleObject) candidate).setAccessible(true);
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** All methods of that name, whatever they take. */
  static List<Method> methods(Object owner, String name) {
    List<Method> found = new ArrayList<>();
    for (Class<?> type = typeOf(owner); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name)) {
          method.setAccessible(true);
          found.add(method);
        }
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
