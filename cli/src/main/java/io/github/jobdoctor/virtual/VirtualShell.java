package io.github.jobdoctor.virtual;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Runs shell lines: looks the programs up and hands exit codes on. */
final class VirtualShell {

  private static final int SYNTAX_ERROR = 1;
  private static final int NOT_FOUND = 127;

  private final Map<String, Program> programs;
  private final VirtualFiles files;
  private final OptionalInt forcedExitCode;

  /**
   * @param files where {@code >} writes
   * @param forcedExitCode what every program but {@code echo} seems to exit with; absent: its own
   *     exit code
   */
  VirtualShell(Map<String, Program> programs, VirtualFiles files, OptionalInt forcedExitCode) {
    this.programs = programs;
    this.files = files;
    this.forcedExitCode = forcedExitCode;
  }

  /** Runs a line and returns the exit code of its last command. */
  int run(String line, InputStream stdin, CommandOutput output) throws IOException {
    OutputStream stdout = CommandOutput.stream(output, CommandOutput.Stream.STDOUT);
    OutputStream stderr = CommandOutput.stream(output, CommandOutput.Stream.STDERR);
    return run(line, List.of(), stdin, stdout, stderr);
  }

  /** {@code sh -c SCRIPT NAME PARAMETER…}. */
  int script(Program.Invocation invocation) throws IOException {
    List<String> words = invocation.arguments();
    if (words.size() < 2 || !words.get(0).equals("-c")) {
      invocation.printError("sh: only -c is known here\n");
      return SYNTAX_ERROR;
    }
    return run(
        words.get(1),
        words.subList(Math.min(3, words.size()), words.size()),
        invocation.stdin(),
        invocation.stdout(),
        invocation.stderr());
  }

  private int run(
      String line,
      List<String> parameters,
      InputStream stdin,
      OutputStream stdout,
      OutputStream stderr)
      throws IOException {
    List<ShellLine.Command> commands;
    try {
      commands = ShellLine.parse(line, parameters);
    } catch (IllegalArgumentException e) {
      print(stderr, "/system/bin/sh: " + e.getMessage() + "\n");
      return SYNTAX_ERROR;
    }
    int exitCode = 0;
    for (ShellLine.Command command : commands) {
      boolean wanted =
          switch (command.when()) {
            case ALWAYS -> true;
            case AFTER_SUCCESS -> exitCode == 0;
            case AFTER_FAILURE -> exitCode != 0;
          };
      if (wanted && command.into().isPresent()) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        exitCode = run(command.words(), exitCode, stdin, content, stderr);
        files.put(command.into().get(), content.toByteArray());
      } else if (wanted) {
        exitCode = run(command.words(), exitCode, stdin, stdout, stderr);
      }
    }
    return exitCode;
  }

  private int run(
      List<String> words,
      int lastExitCode,
      InputStream stdin,
      OutputStream stdout,
      OutputStream stderr)
      throws IOException {
    List<String> expanded =
        words.stream()
            .map(
                word ->
                    word.replace(
                        Character.toString(ShellLine.EXIT_CODE), Integer.toString(lastExitCode)))
            .toList();
    String name = expanded.get(0);
    Program program = programs.get(name);
    if (program == null) {
      print(stderr, "/system/bin/sh: " + name + ": inaccessible or not found\n");
      return NOT_FOUND;
    }
    List<String> arguments = expanded.subList(1, expanded.size());
    int exitCode = program.run(new Program.Invocation(arguments, stdin, stdout, stderr)) & 0xff;
    return name.equals("echo") ? exitCode : forcedExitCode.orElse(exitCode);
  }

  private static void print(OutputStream stream, String text) throws IOException {
    stream.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
