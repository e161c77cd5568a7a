package io.github.jobdoctor.command;

import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.source.Reading;

/** What several commands share. */
final class Commands {

  /** How a job may be named. */
  static final String JOB_FORMS =
      "The job: ID, PKG/ID, UID/ID (u0a453/275), NAMESPACE:UID/ID, or the class of its worker or"
          + " service.";

  private Commands() {}

  /** The line that a person would type for a command on a device. */
  static String adbLine(GlobalOptions options, String serial, ShellCommand command) {
    return adbWord(options)
        + (serial.isEmpty() ? "" : " -s " + serial)
        + " shell "
        + ShellCommand.of(command.line()).line();
  }

  /** adb, for the server that the options name. */
  static String adbWord(GlobalOptions options) {
    return "adb"
        + options.adbHost.map(host -> " -H " + host).orElse("")
        + options.adbPort.map(port -> " -P " + port).orElse("");
  }

  /** Prints what would be asked of the device, and asks nothing. */
  static int dryRun(Session session, ShellCommand command) {
    GlobalOptions options = session.options();
    if (options.from.isPresent()) {
      session.talk().note("Only the file " + options.from.get() + " would be read.");
      return ExitCode.DONE.code();
    }
    if (options.serials.isEmpty()) {
      session.out().println(adbLine(options, "", command));
    }
    for (String serial : options.serials) {
      session.out().println(adbLine(options, serial, command));
    }
    return ExitCode.DONE.code();
  }

  /** Tells what went wrong with a source, if anything did; its exit code, or 0. */
  static int tellFailure(Session session, Reading reading, boolean several) {
    reading
        .failure()
        .ifPresent(
            failure ->
                session
                    .talk()
                    .error((several ? reading.source().name() + ": " : "") + failure.message()));
    return reading.failure().map(Reading.Failure::exitCode).orElse(0);
  }

  /** The program's version; {@code development} when it does not run from its jar. */
  static String version() {
    String version = Commands.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
