package io.github.jobdoctor.agent.packaging;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The {@code --name value} arguments of a step; a name may come several times. */
final class Arguments {

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  Arguments(String[] args, String... known) {
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i];
      if (!List.of(known).contains(name) || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "unknown or without a value: " + name + "; known are " + List.of(known));
      }
      values.computeIfAbsent(name, n -> new ArrayList<>()).add(args[i + 1]);
    }
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  Optional<String> optional(String name) {
    return all(name).stream().findFirst();
  }

  String one(String name) {
    return optional(name).orElseThrow(() -> new IllegalArgumentException("missing: " + name));
  }

  Path path(String name) {
    return Path.of(one(name));
  }

  List<Path> paths(String name) {
    return all(name).stream().map(Path::of).toList();
  }

  /** The entries of class paths, as Maven's dependency plugin writes them. */
  List<Path> classPath(String name) {
    return all(name).stream()
        .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
        .filter(entry -> !entry.isBlank())
        .map(Path::of)
        .toList();
  }
}
