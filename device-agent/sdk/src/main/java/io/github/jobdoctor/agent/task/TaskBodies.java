package io.github.jobdoctor.agent.task;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The code of the tasks in this process, by name. Safe for several threads. */
public final class TaskBodies {

  private final Map<String, Task> bodies = new ConcurrentHashMap<>();

  /** Gives {@code name} its code, in place of what it had. */
  public void define(String name, Task body) {
    bodies.put(TaskNames.checked(name), body);
  }

  /** The code of {@code name}, if this process has defined it. */
  public Optional<Task> of(String name) {
    return Optional.ofNullable(bodies.get(name));
  }

  /** All names with code, sorted. */
  public Set<String> names() {
    return new TreeSet<>(bodies.keySet());
  }
}
