package io.github.jobdoctor.conditions;

import io.github.jobdoctor.conditions.ConditionException.Reason;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import java.util.Optional;

/**
 * The journal on the device: a folder where every shell may write, which at the same time is the
 * lock, since only one can make it.
 */
final class DeviceJournal {

  static final String FOLDER = "/data/local/tmp/jobdoctor-conditions";

  private static final String FILE = FOLDER + "/journal";

  /**
   * The text comes as a parameter, so nothing in it is read as a command. It has no backslash,
   * which is all that the echo of Android's shell minds, and gets its last line end from it.
   */
  private static final String WRITE = "echo \"$1\" > \"$2.new\" && mv \"$2.new\" \"$2\" && sync";

  private final Shell shell;

  DeviceJournal(Shell shell) {
    this.shell = shell;
  }

  /** Takes the lock; false when another has it. */
  boolean claim() throws DeviceException, ConditionException {
    ShellResult made = shell.run("mkdir", FOLDER);
    if (made.exitCode() == 0) {
      return true;
    }
    if (Shell.said(made).contains("File exists")) {
      return false;
    }
    throw notKept(made);
  }

  private static ConditionException notKept(ShellResult result) {
    return new ConditionException(
        Reason.REFUSED,
        "Nothing was changed, since the old state cannot be kept on the device: "
            + Shell.said(result));
  }

  /** Keeps a journal, and reads it back. */
  void write(Journal journal) throws DeviceException, ConditionException {
    ShellResult written =
        shell.run(
            ShellCommand.of("sh", "-c", WRITE, "jobdoctor", journal.text().stripTrailing(), FILE));
    if (written.exitCode() != 0 || !text().equals(Optional.of(journal.text()))) {
      throw notKept(written);
    }
  }

  /** Whether the lock is taken, with or without a journal. */
  boolean isClaimed() throws DeviceException {
    return shell.run("ls", "-d", FOLDER).exitCode() == 0;
  }

  /**
   * What is there. Absent: nothing, or something that was cut off before anything was changed.
   *
   * @throws ConditionException when it is whole, and not understood
   */
  Optional<Journal> read() throws DeviceException, ConditionException {
    Optional<String> text = text();
    try {
      return text.flatMap(Journal::parse);
    } catch (IllegalArgumentException e) {
      throw new ConditionException(
          Reason.UNREADABLE,
          "The journal "
              + FILE
              + " on the device is not understood: "
              + e.getMessage()
              + ". The jobdoctor that wrote it may read it; else look with `jobdoctor doctor` at what"
              + " is forced on the device, take that back, and then `adb shell rm -r "
              + FOLDER
              + "`.");
    }
  }

  private Optional<String> text() throws DeviceException {
    ShellResult result = shell.run("cat", FILE);
    return result.exitCode() == 0
        ? Optional.of(result.stdout().replace("\r\n", "\n"))
        : Optional.empty();
  }

  /** Forgets it and gives the lock back. */
  void forget() throws DeviceException, ConditionException {
    ShellResult removed = shell.run("rm", "-r", FOLDER);
    if (removed.exitCode() != 0 && isClaimed()) {
      throw new ConditionException(
          Reason.REFUSED, "All is put back, but " + FOLDER + " stays: " + Shell.said(removed));
    }
  }
}
