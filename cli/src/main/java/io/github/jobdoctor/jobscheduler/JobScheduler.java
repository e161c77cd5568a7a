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
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Android's job scheduler on one device. */
public final class JobScheduler {

  /** The question that every reading starts with. */
  public static final ShellCommand DUMP = ShellCommand.of("dumpsys", "jobscheduler");

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
   */
  public static ShellCommand runCommand(Job job, RunForm form) {
    List<String> words = new ArrayList<>(List.of("cmd", "jobscheduler", "run"));
    if (form == RunForm.FORCE) {
      words.add("-f");
    }
    words.addAll(addressOf(job));
    return new ShellCommand(words);
  }

  /** The command that asks where {@code job} stands (API 26 and later). */
  public static ShellCommand stateCommand(Job job) {
    List<String> words = new ArrayList<>(List.of("cmd", "jobscheduler", "get-job-state"));
    words.addAll(addressOf(job));
    return new ShellCommand(words);
  }

  RunAnswer run(Job job, RunForm form) throws DeviceException {
    return RunAnswer.of(device.shell(runCommand(job, form), timeout));
  }

  /**
   * The words of {@code get-job-state}, such as {@code active ready}; empty when the device has no
   * such command, or no such job.
   */
  Set<String> state(Job job) throws DeviceException {
    ShellResult result = device.shell(stateCommand(job), timeout);
    // Some states are printed with a line break after them, some without.
    return result.exitCode() == 0 && !result.stdout().startsWith("Unknown command")
        ? Set.copyOf(Arrays.asList(result.stdout().strip().split("\\s+")))
        : Set.of();
  }

  private static List<String> addressOf(Job job) {
    List<String> words = new ArrayList<>();
    int user = job.key().caller().userId();
    if (user != 0) {
      words.addAll(List.of("-u", Integer.toString(user)));
    }
    job.key().namespace().ifPresent(namespace -> words.addAll(List.of("-n", namespace)));
    words.add(job.servicePackage().or(job::packageName).orElse(""));
    words.add(Integer.toString(job.key().jobId()));
    return words;
  }
}
