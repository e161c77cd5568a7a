package io.github.jobdoctor.lab.jobscheduler;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mockito.MockMakers;
import org.mockito.Mockito;

/**
 * Stands in for the parts of the system server that the job scheduler asks. An answer is given by
 * {@code SimpleName.method}; what nobody gave an answer for is answered with nothing: 0, false, an
 * empty collection or array, null.
 */
final class Answers {

  /** What a method of a collaborator returns for its arguments. */
  interface Answer {
    Object to(Object[] arguments) throws Throwable;
  }

  private final Map<String, Answer> answers = new HashMap<>();

  /** Sets the answer of a method, by {@code SimpleName.method}. */
  Answers when(String method, Answer answer) {
    answers.put(method, answer);
    return this;
  }

  /** An object of the type that gives the answers. */
  <T> T standIn(Class<T> type) {
    String name = type.getSimpleName();
    if (type.isInterface()) {
      InvocationHandler handler =
          (proxy, method, arguments) -> answer(name, proxy, method, arguments);
      return type.cast(
          Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
    // Most collaborators are abstract classes with hundreds of methods that differ by level.
    return Mockito.mock(
        type,
        Mockito.withSettings()
            .mockMaker(isFinal(type) ? MockMakers.INLINE : MockMakers.SUBCLASS)
            .stubOnly()
            .defaultAnswer(
                call -> answer(name, call.getMock(), call.getMethod(), call.getArguments())));
  }

  private Object answer(String type, Object self, Method method, Object[] arguments)
      throws Throwable {
    Answer answer = answers.get(type + "." + method.getName());
    if (answer != null) {
      return answer.to(arguments == null ? new Object[0] : arguments);
    }
    return switch (method.getName()) {
      case "hashCode" -> System.identityHashCode(self);
      case "equals" -> self == arguments[0];
      case "toString" -> type;
      default -> nothing(method.getReturnType());
    };
  }

  private static Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    } else if (type == long.class) {
      return 0L;
    } else if (type == float.class) {
      return 0f;
    } else if (type == double.class) {
      return 0d;
    } else if (type.isPrimitive() && type != void.class) {
      return 0;
    } else if (type.isArray()) {
      return java.lang.reflect.Array.newInstance(type.getComponentType(), 0);
    } else if (type == List.class) {
      return List.of();
    } else if (type == Set.class) {
      return Set.of();
    } else if (type == Map.class) {
      return Map.of();
    }
    return null;
  }

  private static boolean isFinal(Class<?> type) {
    return Modifier.isFinal(type.getModifiers());
  }
}
