package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What {@code settings get}, {@code put}, {@code delete} and {@code list} know. */
final class SettingsTable {

  private static final int FAILED = 255;
  private static final Set<String> NAMESPACES = Set.of("global", "secure", "system");

  private final Map<String, String> values = new TreeMap<>();
  private final BiConsumer<String, String> observer;

  /**
   * @param observer told of each value that is put, as {@code global/wifi_on} and the value
   */
  SettingsTable(BiConsumer<String, String> observer) {
    this.observer = observer;
    values.put("global/airplane_mode_on", "0");
    values.put("global/low_power", "0");
    values.put("global/mobile_data", "1");
    values.put("global/wifi_on", "1");
  }

  synchronized Optional<String> get(String namespace, String name) {
    return Optional.ofNullable(values.get(namespace + "/" + name));
  }

  synchronized void put(String namespace, String name, String value) {
    values.put(namespace + "/" + name, value);
    observer.accept(namespace + "/" + name, value);
  }

  /** The program. */
  synchronized int program(Program.Invocation invocation) throws IOException {
    List<String> words = invocation.arguments();
    String verb = words.isEmpty() ? "" : words.get(0);
    String namespace = words.size() < 2 ? "" : words.get(1);
    if (!NAMESPACES.contains(namespace)) {
      invocation.printError("Invalid namespace '" + namespace + "'\n");
      return FAILED;
    }
    switch (verb + (words.size() - 2)) {
      case "get1" -> invocation.print(get(namespace, words.get(2)).orElse("null") + "\n");
      case "put2" -> put(namespace, words.get(2), words.get(3));
      case "delete1" -> {
        boolean there = values.remove(namespace + "/" + words.get(2)) != null;
        invocation.print("Deleted " + (there ? 1 : 0) + " rows\n");
      }
      case "list0" -> {
        StringBuilder lines = new StringBuilder();
        values.forEach(
            (key, value) -> {
              if (key.startsWith(namespace + "/")) {
                lines.append(key.substring(namespace.length() + 1) + "=" + value + "\n");
              }
            });
        invocation.print(lines.toString());
      }
      default -> {
        invocation.printError("Invalid command\n");
        return FAILED;
      }
    }
    return 0;
  }
}
