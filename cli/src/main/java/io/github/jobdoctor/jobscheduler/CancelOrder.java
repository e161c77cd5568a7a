package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Uid;
import io.github.jobdoctor.jobscheduler.OrderOutcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * {@code cancel}: takes one job off the list, or all of an app. Android cancels by the calling uid,
 * so with all of an app go those of every app that shares its uid, in whatever namespace.
 */
public final class CancelOrder extends VerifiedOrder {

  private static final int SYSTEM = 1000;

  private final String packageName;
  private final int userId;
  private final boolean all;
  private final List<Job> jobs;
  private Optional<String> lastSeen = Optional.empty();

  private CancelOrder(
      Setting setting, String packageName, int userId, boolean all, List<Job> jobs) {
    super(Order.CANCEL, setting);
    this.packageName = packageName;
    this.userId = userId;
    this.all = all;
    this.jobs = jobs;
  }

  /** An order to cancel one job. */
  public static CancelOrder of(Setting setting, Job job) {
    return new CancelOrder(
        setting,
        job.servicePackage().or(job::packageName).orElse(""),
        job.key().caller().userId(),
        false,
        List.of(job));
  }

  /** An order to cancel all jobs that the uid of this app has scheduled. */
  public static CancelOrder ofAll(Setting setting, String packageName, Uid uid) {
    return new CancelOrder(
        setting,
        packageName,
        uid.userId(),
        true,
        setting.baseline().jobs().stream().filter(job -> job.key().caller().equals(uid)).toList());
  }

  /** The jobs that go. */
  public List<Job> jobs() {
    return List.copyOf(jobs);
  }

  @Override
  public ShellCommand command() {
    if (!all) {
      // The user has to be a number here, and 0 is the default.
      return JobScheduler.command(
          "cancel", List.of(), JobAddress.ofCaller(jobs.get(0), setting().apiLevel()));
    }
    List<String> rest = new ArrayList<>(JobAddress.user(userId));
    rest.add(packageName);
    return JobScheduler.command("cancel", List.of(), rest);
  }

  @Override
  public List<String> warnings() {
    if (!all) {
      return List.of();
    }
    TreeSet<String> others = new TreeSet<>();
    jobs.forEach(job -> job.servicePackage().ifPresent(others::add));
    others.remove(packageName);
    return List.of(
        "All jobs of "
            + jobs.get(0).key().caller()
            + " go: "
            + jobs.size()
            + (others.isEmpty()
                ? "."
                : ", also those of " + String.join(", ", others) + ", which shares its uid."));
  }

  @Override
  Optional<OrderOutcome> beforehand() {
    boolean ofSystem = jobs.get(0).key().caller() instanceof Uid uid && uid.appId() == SYSTEM;
    return ofSystem
        ? Optional.of(
            outcome(Kind.REFUSED).because("Android does not cancel jobs of the system (uid 1000)"))
        : Optional.empty();
  }

  @Override
  void answered(String text) {
    // "Canceling job ..." and "No matching job found." alike are seen in the list of jobs.
  }

  @Override
  Optional<OrderOutcome> look(boolean last) throws DeviceException, UnusableDumpException {
    JobSchedulerSnapshot now = setting().scheduler().snapshot();
    boolean whole = now.extent() != Extent.CUT_OFF || now.hasAllJobs();
    if (!whole) {
      return last
          ? Optional.of(cannotTell("the device's dump was cut off before all of its jobs"))
          : Optional.empty();
    }
    List<Job> left =
        jobs.stream()
            .filter(
                job ->
                    now.job(job.key())
                        .filter(other -> !Work.isAnotherRegistration(job, other))
                        .isPresent())
            .toList();
    boolean running = jobs.stream().anyMatch(job -> now.activeEntry(job.key()).isPresent());
    lastSeen =
        Optional.of(
            left.isEmpty()
                ? "it was off the list, and a run of it was still coming to its end"
                : "the dump still listed " + names(left));
    if (!last && (running || !left.isEmpty())) {
      return Optional.empty();
    }
    if (!left.isEmpty()) {
      saw("jobscheduler", "the dump still lists " + names(left));
      return Optional.of(outcome(Kind.STILL_THERE));
    }
    saw("jobscheduler", "the dump no longer lists " + names(jobs));
    List<Job> again = jobs.stream().filter(job -> now.job(job.key()).isPresent()).toList();
    if (!again.isEmpty()) {
      note("The app has scheduled anew since: " + names(again) + ".");
    }
    if (running) {
      note("A run of it was still coming to its end when last seen.");
    }
    if (jobs.stream().anyMatch(Job::isWorkManager)) {
      note(
          "WorkManager does not learn of it: the work remains enqueued, and it schedules a job for it"
              + " again when the app starts next.");
    }
    return Optional.of(outcome(Kind.CANCELLED));
  }

  @Override
  Optional<String> lastSeen() {
    return lastSeen;
  }

  private static String names(List<Job> some) {
    String names =
        String.join(", ", some.stream().limit(10).map(job -> job.key().toString()).toList());
    return some.size() > 10 ? names + " and " + (some.size() - 10) + " more" : names;
  }
}
