package io.github.jobdoctor.command;

import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.render.AdbLine;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What several commands share. */
final class Commands {

  /** How a job may be named. */
  static final String JOB_FORMS =
      "The job: ID, PKG/ID, UID/ID (u0a453/275), NAMESPACE:UID/ID, or the class of its worker or"
          + " service.";

  private Commands() {}

  /** The line that a person would type for a command on a device. */
  static String adbLine(GlobalOptions options, String serial, ShellCommand command) {
    return ownAdbLine(options, serial, ShellCommand.of("shell", command.line()));
  }

  /** The line that a person would type for a command of adb's own, such as {@code install}. */
  static String ownAdbLine(GlobalOptions options, String serial, ShellCommand command) {
    return adbWord(options) + (serial.isEmpty() ? "" : " -s " + serial) + " " + command.line();
  }

  /** The words that lead to a device, by its serial number; the demo's devices have none. */
  static AdbLine adbLineTo(GlobalOptions options, String serial) {
    return options.demo
        ? AdbLine.PLAIN
        : new AdbLine(adbWord(options) + " " + ShellCommand.of("-s", serial).line());
  }

  /** adb, for the server that the options name. */
  static String adbWord(GlobalOptions options) {
    return "adb"
        + options.adbHost.map(host -> " -H " + host).orElse("")
        + options.adbPort.map(port -> " -P " + port).orElse("");
  }

  /** Prints what would be asked of the device, and asks nothing. */
  static int dryRun(Session session, ShellCommand... commands) {
    return ownDryRun(
        session,
        Stream.of(commands)
            .map(command -> ShellCommand.of("shell", command.line()))
            .toArray(ShellCommand[]::new));
  }

  /** The same for commands of adb's own. */
  static int ownDryRun(Session session, ShellCommand... commands) {
    GlobalOptions options = session.options();
    if (options.from.isPresent()) {
      session.talk().note("Only the file " + options.from.get() + " would be read.");
      return ExitCode.DONE.code();
    }
    for (String serial : options.serials.isEmpty() ? List.of("") : options.serials) {
      for (ShellCommand command : commands) {
        session.out().println(ownAdbLine(options, serial, command));
      }
    }
    return ExitCode.DONE.code();
  }

  /** Refuses a saved file where only a device can do what is asked. */
  static void needsDevice(Session session, CommandLine line) {
    if (session.options().from.isPresent()) {
      throw new ParameterException(
          line, line.getCommandName() + " needs a device: a saved file (--from) has no agent");
    }
  }

  /** Tells what went wrong with each device; the worst exit code, or 0. */
  static int tellFailures(Session session, List<? extends Asked<?>> asked) {
    int worst = 0;
    for (Asked<?> each : asked) {
      worst =
          Math.max(worst, tellFailure(session, each.source(), each.failure(), asked.size() > 1));
    }
    return worst;
  }

  /** Tells what went wrong with a source, if anything did; its exit code, or 0. */
  static int tellFailure(
      Session session, SourceInfo source, Optional<Reading.Failure> failure, boolean several) {
    failure.ifPresent(
        problem -> session.talk().error((several ? source.name() + ": " : "") + problem.message()));
    return failure.map(Reading.Failure::exitCode).orElse(0);
  }

  /** The program's version; {@code development} when it does not run from its jar. */
  static String version() {
    String version = Commands.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
