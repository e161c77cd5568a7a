package io.github.jobdoctor.command;

import io.github.jobdoctor.conditions.Condition;
import io.github.jobdoctor.conditions.Conditions;
import io.github.jobdoctor.conditions.JournalFolder;
import io.github.jobdoctor.conditions.Restored;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.render.AdbLine;
import io.github.jobdoctor.render.ConditionsReport;
import io.github.jobdoctor.render.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code with} and {@code conditions} share: the words, and the way to the device. */
final class ConditionWords {

  @Option(
      names = {"-u", "--user"},
      paramLabel = "N",
      description = "The user whose apps are meant; else the current one.")
  Optional<Integer> user = Optional.empty();

  @Option(
      names = "--force",
      description =
          "Switch a network off through which the device is reached; restore what another process"
              + " still holds.")
  boolean force;

  private final Set<Restored> told =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  List<Condition> parse(List<String> words, CommandLine line) {
    if (words.isEmpty()) {
      throw new ParameterException(line, line.getCommandName() + " wants at least one condition");
    }
    if (user.isPresent() && user.get() < 0) {
      throw new ParameterException(line, "a user is a number such as 0 or 10");
    }
    OptionalInt whose = user.map(OptionalInt::of).orElse(OptionalInt.empty());
    List<Condition> conditions = new ArrayList<>();
    for (String word : words) {
      try {
        conditions.add(Condition.parse(word, whose));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(line, Printable.clean(e.getMessage()));
      }
    }
    return conditions;
  }

  /** Conditions whose journals are kept on this computer, but for devices that end with us. */
  static Conditions conditions(Session session, Sources sources) throws WrongUsageException {
    Host host = session.host();
    Optional<JournalFolder> folder =
        session.options().demo ? Optional.empty() : JournalFolder.of(host.environment());
    if (folder.isEmpty() && !session.options().demo) {
      throw new WrongUsageException(
          "There is no place to keep what was on the device before: set JOBDOCTOR_STATE to a"
              + " folder.");
    }
    return new Conditions(folder, computer(host), host.ticker()::sleep, sources.timeout());
  }

  /** The same that puts devices back on Ctrl-C, and says so. */
  Conditions guarded(Session session, Sources sources) throws WrongUsageException {
    return conditions(session, sources)
        .guardedBy(
            session.host().interruption(),
            restored -> {
              session.talk().error("Interrupted.");
              return tellOnce(session, AdbLine.PLAIN, restored) == 0
                  ? OptionalInt.empty()
                  : OptionalInt.of(ExitCode.NOT_RESTORED.code());
            });
  }

  /** A name for people who meet the journal on the device from another computer. */
  private static String computer(Host host) {
    for (String variable : List.of("HOSTNAME", "COMPUTERNAME")) {
      if (host.has(variable)) {
        return host.environment().get(variable);
      }
    }
    try {
      return Files.readString(Path.of("/etc/hostname")).strip();
    } catch (IOException notHere) {
      return "a computer without a name";
    }
  }

  /**
   * The same as {@link #tell}, and nothing twice: on Ctrl-C the command ends by itself, too, and
   * then both the end of the command and that of the program come here. The second waits until the
   * first has told all: the program is over when it returns.
   */
  synchronized int tellOnce(Session session, AdbLine adb, Restored restored) {
    if (told.add(restored)) {
      return tell(session, adb, restored);
    }
    return restored.isComplete() ? 0 : ExitCode.NOT_RESTORED.code();
  }

  /** Tells what came of putting a device back; 0 or the exit code for what could not be. */
  static int tell(Session session, AdbLine adb, Restored restored) {
    restored.remarks().forEach(session.talk()::note);
    for (Restored.Missing missing : restored.missing()) {
      session.talk().error("Not put back: " + missing.condition().text() + ". " + missing.why());
      ConditionsReport.commands(missing, adb)
          .forEach(command -> session.talk().note("  by hand: " + command));
    }
    if (!restored.isComplete()) {
      session.talk().note("Or, once the device is there again: jobdoctor conditions restore");
      return ExitCode.NOT_RESTORED.code();
    }
    if (!restored.conditions().isEmpty()) {
      session
          .talk()
          .note(
              "Put back: "
                  + restored.conditions().stream()
                      .map(Condition::text)
                      .collect(Collectors.joining(", "))
                  + ".");
    }
    return 0;
  }

  /**
   * What would be typed: the orders that a device would get, what is done meanwhile, and what would
   * put the device back.
   *
   * @param between the lines of what is done meanwhile; none when the conditions are to stay
   */
  static List<String> script(
      Session session, String serial, List<Conditions.Planned> plan, List<String> between) {
    List<String> lines = new ArrayList<>();
    plan.forEach(step -> step.set().forEach(command -> lines.add(line(session, serial, command))));
    if (!between.isEmpty()) {
      lines.addAll(between);
      for (int at = plan.size() - 1; at >= 0; at--) {
        plan.get(at).undo().forEach(command -> lines.add(line(session, serial, command)));
      }
    }
    return lines;
  }

  private static String line(Session session, String serial, ShellCommand command) {
    return Commands.adbLine(session.options(), serial, command);
  }

  /** What a device would get, in the order of the devices. */
  int dryRun(Session session, Sources sources, List<Condition> wanted, List<String> between)
      throws Exception {
    Conditions conditions = conditions(session, sources);
    List<Asked<List<Conditions.Planned>>> asked =
        sources.ask((Device device) -> conditions.plan(device, wanted, force));
    for (Asked<List<Conditions.Planned>> each : asked) {
      each.value()
          .ifPresent(
              plan ->
                  script(session, each.source().serial().orElse(""), plan, between)
                      .forEach(session.out()::println));
    }
    return Commands.tellFailures(session, asked);
  }
}
