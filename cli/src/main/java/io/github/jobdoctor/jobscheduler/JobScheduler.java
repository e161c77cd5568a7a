package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.dumpsys.UnusableDumpException.Reason;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Android's job scheduler on one device. */
public final class JobScheduler {

  /** The question that every reading starts with. */
  public static final ShellCommand DUMP = ShellCommand.of("dumpsys", "jobscheduler");

  /** The least time for an order. */
  private static final Duration ORDER = Duration.ofSeconds(12);

  private static final int STATE_SINCE = 26;

  private final Device device;
  private final Duration timeout;

  /**
   * The scheduler of {@code device}.
   *
   * @param timeout how long one command may take
   */
  public JobScheduler(Device device, Duration timeout) {
    this.device = device;
    this.timeout = timeout;
  }

  /**
   * What is scheduled now.
   *
   * @throws UnusableDumpException when the device answers with something else than a dump
   */
  public JobSchedulerSnapshot snapshot() throws DeviceException, UnusableDumpException {
    Device.Streamed<Parsed> streamed =
        device.stream(
            DUMP,
            timeout,
            stdout -> {
              try {
                return new Parsed(JobSchedulerDump.parse(stdout), null);
              } catch (UnusableDumpException e) {
                return new Parsed(null, e);
              }
            });
    if (streamed.value().snapshot() != null) {
      return streamed.value().snapshot();
    }
    // dumpsys itself complains on standard error; the parser knows its words.
    UnusableDumpException unusable = streamed.value().unusable();
    if (unusable.reason() == Reason.NOT_A_DUMP && !streamed.stderr().isBlank()) {
      return JobSchedulerDump.parse(streamed.stderr());
    }
    throw unusable;
  }

  private record Parsed(JobSchedulerSnapshot snapshot, UnusableDumpException unusable) {}

  /**
   * The command that runs {@code job} now. It names the package of the service, since Android looks
   * the job up by the calling uid: for a sync job that is {@code android}, not the app it works
   * for.
   *
   * @param apiLevel the device's API level; absent when unknown
   */
  public static ShellCommand runCommand(Job job, RunForm form, OptionalInt apiLevel) {
    return command("run", form.options(), JobAddress.ofCaller(job, apiLevel));
  }

  /** The command that asks where {@code job} stands (API 26 and later). */
  public static ShellCommand stateCommand(Job job, OptionalInt apiLevel) {
    return command("get-job-state", List.of(), JobAddress.ofCaller(job, apiLevel));
  }

  /** A subcommand of {@code cmd jobscheduler}: its options come before the rest. */
  static ShellCommand command(String subcommand, List<String> options, List<String> rest) {
    List<String> words = new ArrayList<>(List.of("cmd", "jobscheduler", subcommand));
    words.addAll(options);
    words.addAll(rest);
    return new ShellCommand(words);
  }

  RunAnswer run(Job job, RunForm form, OptionalInt apiLevel) throws DeviceException {
    return RunAnswer.of(order(runCommand(job, form, apiLevel)));
  }

  /**
   * Gives an order. It gets more time than a question if need be: Android may take seven seconds
   * over it (reference/cmd-jobscheduler.md §3), and an order that was cut off leaves it open
   * whether it was given.
   */
  ShellResult order(ShellCommand order) throws DeviceException {
    return device.shell(order, timeout.compareTo(ORDER) < 0 ? ORDER : timeout);
  }

  /** Asks something else than the job scheduler, which is worth no longer wait than this. */
  ShellResult ask(ShellCommand question, Duration longest) throws DeviceException {
    return device.shell(question, timeout.compareTo(longest) < 0 ? timeout : longest);
  }

  /**
   * Where the device says that {@code job} stands, by {@code get-job-state}; older ones are not
   * asked.
   */
  StateAnswer state(Job job, OptionalInt apiLevel) throws DeviceException {
    return apiLevel.orElse(STATE_SINCE) < STATE_SINCE
        ? StateAnswer.NOT_ASKED
        : StateAnswer.of(device.shell(stateCommand(job, apiLevel), timeout));
  }
}
