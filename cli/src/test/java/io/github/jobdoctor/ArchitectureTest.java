package io.github.jobdoctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The floors of the README's table")
class ArchitectureTest {

  private static final Path SOURCES = Path.of("src/main/java/io/github/jobdoctor");
  private static final String ROOT = "io.github.jobdoctor.";
  private static final Pattern ROW = Pattern.compile("\\| (\\d) \\| `(\\w+)` \\|.*");
  private static final Pattern IMPORT = Pattern.compile("import (?:static )?([\\w.]+);");

  /** Where a foreign library may be imported; {@code virtual} stands for the JDK alone. */
  private static final Map<String, List<String>> ONLY_PLACE_FOR =
      Map.of(
          "com.android.", List.of("device"),
          "tools.jackson.", List.of("agentlog", "agentdoor", "expectation", "render"),
          "org.apache.commons.csv.", List.of("render"),
          "javax.xml.stream.", List.of("render"),
          "org.jline.utils.WCWidth", List.of("render", "tui"),
          "org.jline.", List.of("tui"),
          "picocli", List.of("command"));

  @Test
  @DisplayName("name every package, and no other")
  void theTableNamesEveryPackage() throws IOException {
    TreeSet<String> packages = new TreeSet<>();
    try (Stream<Path> entries = Files.list(SOURCES)) {
      entries
          .filter(Files::isDirectory)
          .forEach(folder -> packages.add(folder.getFileName().toString()));
    }
    packages.add("Main");
    assertEquals(packages, new TreeSet<>(floors().keySet()));
  }

  @Test
  @DisplayName("hold: a package imports only from lower ones")
  void importsGoDownOnly() throws IOException {
    Map<String, Integer> floors = floors();
    List<String> wrong = new ArrayList<>();
    for (Path file : sources()) {
      String room = roomOf(file);
      for (String imported : imports(file)) {
        if (imported.startsWith(ROOT)) {
          String other = imported.substring(ROOT.length()).split("\\.", 2)[0];
          if (!other.equals(room) && floors.get(other) >= floors.get(room)) {
            wrong.add(file.getFileName() + " imports " + imported);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  @DisplayName("keep each foreign library in its one place")
  void librariesStayInTheirPlace() throws IOException {
    List<String> wrong = new ArrayList<>();
    boolean any = false;
    for (Path file : sources()) {
      for (String imported : imports(file)) {
        boolean own = imported.startsWith(ROOT) || imported.startsWith("java.");
        if (own) {
          continue;
        }
        any = true;
        List<String> allowed =
            ONLY_PLACE_FOR.entrySet().stream()
                .filter(entry -> imported.startsWith(entry.getKey()))
                .max(Comparator.comparing(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(List.of());
        if (!allowed.contains(roomOf(file))) {
          wrong.add(file.getFileName() + " imports " + imported);
        }
      }
    }
    assertTrue(any, "no import of a library was found at all");
    assertEquals(List.of(), wrong);
  }

  @Test
  @DisplayName("stand over packages that each say what they are for")
  void everyPackageIsDescribed() {
    for (String name : floors().keySet()) {
      if (!name.equals("Main")) {
        assertTrue(Files.exists(SOURCES.resolve(name).resolve("package-info.java")), name);
      }
    }
  }

  @Test
  @DisplayName("leave the process to Main")
  void onlyMainTouchesTheProcess() throws IOException {
    for (Path file : sources()) {
      String text = Files.readString(file);
      if (!roomOf(file).equals("Main")) {
        for (String word :
            List.of("System.exit", "System.out", "System.err", "System.in", "System.getenv")) {
          // Some comments speak of them.
          assertFalse(
              text.replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*", "").contains(word),
              file.getFileName() + " uses " + word);
        }
      }
    }
  }

  private static Map<String, Integer> floors() {
    Map<String, Integer> floors = new HashMap<>();
    for (String line : readme()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        floors.put(row.group(2), Integer.parseInt(row.group(1)));
      }
    }
    return floors;
  }

  private static List<String> readme() {
    try {
      return Files.readAllLines(Path.of("../README.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String roomOf(Path file) {
    Path inside = SOURCES.relativize(file);
    return inside.getNameCount() == 1 ? "Main" : inside.getName(0).toString();
  }

  private static List<String> imports(Path file) throws IOException {
    List<String> imports = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Matcher matcher = IMPORT.matcher(line);
      if (matcher.matches()) {
        imports.add(matcher.group(1));
      }
    }
    return imports;
  }
}
