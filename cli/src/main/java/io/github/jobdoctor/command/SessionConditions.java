package io.github.jobdoctor.command;

import io.github.jobdoctor.conditions.Condition;
import io.github.jobdoctor.conditions.Conditions;
import io.github.jobdoctor.conditions.JournalFolder;
import io.github.jobdoctor.conditions.Restored;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.render.AdbLine;
import io.github.jobdoctor.render.ConditionsReport;
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

/**
 * The conditions of one run of the program: where their journals are, and what is said when devices
 * are put back.
 */
final class SessionConditions {

  private final Session session;
  private final Set<Restored> told =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  private boolean interrupted;

  SessionConditions(Session session) {
    this.session = session;
  }

  /** Conditions whose journals are kept on this computer, but for devices that end with us. */
  Conditions with(Sources sources) throws WrongUsageException {
    if (folder().isEmpty() && !session.options().demo) {
      throw new WrongUsageException(
          "There is no place to keep what was on the device before: set JOBDOCTOR_STATE to a"
              + " folder.");
    }
    return toRead(sources);
  }

  /** The same for those who only look, for which no place is needed. */
  Conditions toRead(Sources sources) {
    Host host = session.host();
    return new Conditions(folder(), computer(host), host.ticker()::sleep, sources.timeout());
  }

  private Optional<JournalFolder> folder() {
    return session.options().demo
        ? Optional.empty()
        : JournalFolder.of(session.host().environment());
  }

  /**
   * The same that puts devices back on Ctrl-C, and says so.
   *
   * @param first what has to be done then before anything is said
   */
  Conditions guarded(Sources sources, Runnable first) throws WrongUsageException {
    return with(sources)
        .guardedBy(
            session.host().interruption(),
            (serial, restored) -> {
              first.run();
              return tellInterrupted(serial, restored) == 0
                  ? OptionalInt.empty()
                  : OptionalInt.of(ExitCode.NOT_RESTORED.code());
            });
  }

  private synchronized int tellInterrupted(String serial, Restored restored) {
    if (!interrupted) {
      interrupted = true;
      session.talk().error("Interrupted.");
    }
    return tellOnce(serial, Commands.adbLineTo(session.options(), serial), restored);
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
  synchronized int tellOnce(String serial, AdbLine adb, Restored restored) {
    if (told.add(restored)) {
      return tell(serial, adb, restored);
    }
    return restored.isComplete() ? 0 : ExitCode.NOT_RESTORED.code();
  }

  /** Names a device where the options choose several. */
  String prefix(String serial) {
    GlobalOptions options = session.options();
    return options.allDevices || options.serials.size() > 1 ? serial + ": " : "";
  }

  /** Tells what came of putting a device back; 0 or the exit code for what could not be. */
  int tell(String serial, AdbLine adb, Restored restored) {
    String prefix = prefix(serial);
    restored.remarks().forEach(remark -> session.talk().note(prefix + remark));
    for (Restored.Missing missing : restored.missing()) {
      session
          .talk()
          .error(prefix + "Not put back: " + missing.condition().text() + ". " + missing.why());
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
              prefix
                  + "Put back: "
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
  List<String> script(String serial, List<Conditions.Planned> plan, List<String> between) {
    List<String> lines = new ArrayList<>();
    plan.forEach(step -> step.set().forEach(command -> lines.add(line(serial, command))));
    if (!between.isEmpty()) {
      lines.addAll(between);
      for (int at = plan.size() - 1; at >= 0; at--) {
        plan.get(at).undo().forEach(command -> lines.add(line(serial, command)));
      }
    }
    return lines;
  }

  private String line(String serial, ShellCommand command) {
    return Commands.adbLine(session.options(), serial, command);
  }
}
