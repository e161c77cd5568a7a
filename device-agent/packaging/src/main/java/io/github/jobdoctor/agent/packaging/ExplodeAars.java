package io.github.jobdoctor.agent.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Unpacks libraries: {@code --aars FOLDER} with {@code .aar} files (or {@code --aar FILE}), {@code
 * --out FOLDER} that gets one folder for each, {@code --classes FOLDER} that gets the classes of
 * all.
 */
public final class ExplodeAars {

  private ExplodeAars() {}

  /** Runs the step. */
  public static void main(String[] args) throws IOException {
    Arguments arguments = new Arguments(args, "--aars", "--aar", "--out", "--classes");
    for (Path aar : aars(arguments)) {
      String name = aar.getFileName().toString().replaceFirst("\\.aar$", "");
      ExplodedAar.explode(aar, arguments.path("--out").resolve(name), arguments.path("--classes"));
    }
  }

  private static List<Path> aars(Arguments arguments) throws IOException {
    if (arguments.optional("--aar").isPresent()) {
      return arguments.paths("--aar");
    }
    try (Stream<Path> files = Files.list(arguments.path("--aars"))) {
      return files.filter(file -> file.toString().endsWith(".aar")).sorted().toList();
    }
  }
}
