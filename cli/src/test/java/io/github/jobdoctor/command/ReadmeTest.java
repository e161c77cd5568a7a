package io.github.jobdoctor.command;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.diagnosis.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The README")
class ReadmeTest {

  private static final Pattern COMMAND = Pattern.compile("\\| `([a-z-]+)[^`]*` \\| .*");
  private static final Pattern CODE = Pattern.compile("\\| (\\d+) \\| (.*) \\|");

  @Test
  @DisplayName("lists the commands that there are, in the order of the help")
  void listsTheCommands() throws IOException {
    Set<String> listed = new LinkedHashSet<>();
    for (String line : section("## Commands")) {
      Matcher row = COMMAND.matcher(line);
      if (row.matches()) {
        listed.add(row.group(1));
      }
    }
    List<String> there =
        new Program()
            .run("--help")
            .out()
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> !line.isBlank())
            .filter(line -> line.matches("  [a-z-]+ .*"))
            .map(line -> line.strip().replaceAll(" .*", ""))
            .toList();
    assertEquals(there, List.copyOf(listed));
  }

  @Test
  @DisplayName("lists the exit codes that there are, with their meaning")
  void listsTheExitCodes() throws IOException {
    Map<Integer, String> listed = new LinkedHashMap<>();
    for (String line : section("## Exit codes")) {
      Matcher row = CODE.matcher(line);
      if (row.matches()) {
        listed.put(Integer.parseInt(row.group(1)), row.group(2));
      }
    }
    Map<Integer, String> there = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      there.put(code.code(), code.meaning());
    }
    assertEquals(there, listed);
  }

  @Test
  @DisplayName("lists the rules that there are, in their order")
  void listsTheRules() throws IOException {
    List<String> listed =
        section("## Why").stream()
            .dropWhile(line -> !line.startsWith("|---"))
            .skip(1)
            .takeWhile(line -> line.startsWith("| "))
            .toList();
    List<String> there =
        Rules.table().stream()
            .map(
                rule ->
                    "| "
                        + rule.cause()
                        + " | "
                        + rule.levels()
                        + " | "
                        + rule.ids().stream().map(id -> "`" + id + "`").collect(joining(", "))
                        + " |")
            .toList();
    assertEquals(String.join("\n", there), String.join("\n", listed));
  }

  @Test
  @DisplayName("shows commands that work")
  void showsCommandsThatWork() throws IOException {
    List<String> shown =
        Files.readAllLines(Path.of("../README.md")).stream()
            .filter(line -> line.startsWith("$ jobdoctor --demo"))
            .map(line -> line.substring("$ jobdoctor ".length()))
            .toList();
    assertTrue(shown.size() >= 2, "the README shows no demo");
    Program.Result table =
        new Program().onTerminal(100).with("NO_COLOR", "1").run(shown.get(0).split(" ", -1));
    assertEquals(0, table.code(), table.err());
    for (String line : section("# jobdoctor")) {
      if (line.startsWith("active ")
          || line.startsWith("waiting ")
          || line.startsWith("pending ")) {
        assertTrue(table.out().contains(line), "the demo does not print: " + line);
      }
    }
    for (String command : shown.subList(1, shown.size())) {
      // What does not start need not be watched for half a minute here.
      String words = command.startsWith("--demo run ") ? command + " --timeout 1s" : command;
      Program.Result result = new Program().with("NO_COLOR", "1").run(words.split(" ", -1));
      assertTrue(result.code() <= 1, command + ": " + result.err());
      for (String line : sampleOf(command)) {
        boolean ofItsOwnTime = line.matches("\\d{4}-\\d\\d-\\d\\d .*");
        String stable = ofItsOwnTime ? line.substring(19) : line;
        assertTrue(
            result.out().contains(stable), command + " does not print: " + line + result.out());
      }
    }
  }

  /** What the page shows under a command, but for what it leaves out. */
  private static List<String> sampleOf(String command) throws IOException {
    return Files.readAllLines(Path.of("../README.md")).stream()
        .dropWhile(line -> !line.equals("$ jobdoctor " + command))
        .skip(1)
        .takeWhile(line -> !line.isEmpty() && !line.equals("```") && !line.equals("…"))
        .toList();
  }

  private static List<String> section(String heading) throws IOException {
    return Files.readAllLines(Path.of("../README.md")).stream()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .toList();
  }
}
