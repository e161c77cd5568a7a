package io.github.jobdoctor.command;

import io.github.jobdoctor.conditions.Condition;
import io.github.jobdoctor.conditions.Conditions;
import io.github.jobdoctor.conditions.Held;
import io.github.jobdoctor.conditions.Interruption;
import io.github.jobdoctor.device.ShellCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobdoctor with CONDITION… -- COMMAND…}. */
@Command(
    name = "with",
    description = {
      "Run a command of this computer while devices are in certain conditions, and put them back"
          + " afterwards: at its end, on an error, on Ctrl-C. The exit code is the command's, or 9"
          + " when something could not be put back. `jobdoctor conditions --help` lists the"
          + " conditions.",
      ""
    },
    customSynopsis = "jobdoctor with [OPTIONS] CONDITION... -- COMMAND [ARGUMENT...]")
final class WithCommand implements Callable<Integer> {

  /** What shells end with when they cannot start a command. */
  private static final int NOT_STARTED = 127;

  private static final int SECONDS_TO_END = 5;

  @Spec CommandSpec spec;
  @Mixin ConditionWords words = new ConditionWords();

  @Parameters(
      paramLabel = "CONDITION... -- COMMAND",
      description = "As in: doze unplugged -- make test")
  List<String> all = new ArrayList<>();

  private final Session session;
  private final SessionConditions here;

  WithCommand(Session session) {
    this.session = session;
    this.here = new SessionConditions(session);
  }

  @Override
  public Integer call() throws Exception {
    Commands.needsDevice(session, spec.commandLine());
    // The parser takes `--` away, which is where the command begins.
    List<String> line = spec.commandLine().getParseResult().originalArgs();
    int dashes = line.indexOf("--");
    int length = dashes < 0 ? 0 : line.size() - dashes - 1;
    if (length == 0) {
      throw new ParameterException(
          spec.commandLine(), "with wants a command: jobdoctor with doze -- COMMAND");
    }
    List<Condition> wanted = words.parse(all.subList(0, all.size() - length), spec.commandLine());
    List<String> command = List.copyOf(all.subList(all.size() - length, all.size()));
    try (Sources sources = session.sources()) {
      if (session.options().dryRun) {
        return words.dryRun(session, sources, wanted, List.of(new ShellCommand(command).line()));
      }
      return run(sources, wanted, command);
    }
  }

  private int run(Sources sources, List<Condition> wanted, List<String> command) throws Exception {
    Conditions conditions = here.guarded(sources, () -> {});
    List<Asked<Held>> asked = sources.ask(device -> conditions.apply(device, wanted, words.force));
    int failed = Commands.tellFailures(session, asked);
    int code = failed;
    if (failed == 0) {
      for (Asked<Held> each : asked) {
        String prefix = here.prefix(each.source().name());
        each.value().orElseThrow().notes().forEach(note -> session.talk().note(prefix + note));
      }
      code = run(command, environment(sources, asked));
    }
    int notRestored = 0;
    for (Asked<Held> each : asked) {
      if (each.value().isPresent()) {
        String serial = each.source().serial().orElse("");
        notRestored =
            Math.max(
                notRestored,
                here.tellOnce(serial, sources.adbLine(serial), each.value().get().restore()));
      }
    }
    return notRestored == 0 ? code : notRestored;
  }

  /** The command finds the device, and the adb server, that we found. */
  private Map<String, String> environment(Sources sources, List<Asked<Held>> asked) {
    Map<String, String> environment = sources.adbEnvironment();
    if (asked.size() == 1) {
      environment.put("ANDROID_SERIAL", asked.get(0).source().serial().orElse(""));
    }
    return environment;
  }

  private int run(List<String> command, Map<String, String> environment)
      throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.directory(session.host().folder().toFile());
    builder.environment().putAll(environment);
    session.out().flush();
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      session.talk().error("The command could not be started: " + e.getMessage());
      return NOT_STARTED;
    }
    Interruption.Registration end =
        session
            .host()
            .interruption()
            .beforeTheEnd(
                () -> {
                  end(process);
                  return OptionalInt.empty();
                });
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      end(process);
      throw e;
    } finally {
      end.close();
    }
  }

  /** While the command runs it may rely on the conditions, so it ends before they do. */
  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
