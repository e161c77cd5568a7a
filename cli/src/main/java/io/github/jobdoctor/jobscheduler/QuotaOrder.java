package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.jobscheduler.OrderOutcome.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code reset-execution-quota}: Android prints nothing and checks nothing, so only the quota
 * section shows the effect. It has a side effect as well (reference/cmd-jobscheduler.md §5).
 */
public final class QuotaOrder extends VerifiedOrder {

  private final String packageName;
  private final int userId;
  private Optional<Use> lastUse = Optional.empty();

  /** An order to forget what {@code packageName} has used as this user. */
  public QuotaOrder(Setting setting, String packageName, int userId) {
    super(Order.RESET_QUOTA, setting);
    this.packageName = packageName;
    this.userId = userId;
  }

  /** What the quota section counts for the package. */
  private record Use(int sessions, long jobs, Duration time, Duration expedited) {

    boolean isNone() {
      return sessions == 0 && jobs == 0 && time.isZero() && expedited.isZero();
    }

    @Override
    public String toString() {
      return isNone()
          ? "no use of quota"
          : sessions
              + (sessions == 1 ? " session, " : " sessions, ")
              + jobs
              + (jobs == 1 ? " job in " : " jobs in ")
              + seconds(time)
              + (expedited.isZero() ? "" : ", expedited " + seconds(expedited));
    }
  }

  private static String seconds(Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }

  @Override
  public ShellCommand command() {
    List<String> rest = new ArrayList<>(JobAddress.user(userId));
    rest.add(packageName);
    return JobScheduler.command("reset-execution-quota", List.of(), rest);
  }

  @Override
  Optional<OrderOutcome> beforehand() {
    Optional<Use> before = use(setting().baseline());
    if (before.isEmpty()) {
      return Optional.of(
          cannotTell("the device's dump has no quota section, so no effect could be seen"));
    }
    saw("jobscheduler", "before: " + before.get());
    // The order's side effect is not worth it for nothing.
    return before.get().isNone() ? Optional.of(outcome(Kind.NOTHING_TO_RESET)) : Optional.empty();
  }

  @Override
  void answered(String text) {
    // Android says nothing.
  }

  @Override
  Optional<OrderOutcome> look(boolean last) throws DeviceException, UnusableDumpException {
    JobSchedulerSnapshot now = setting().scheduler().snapshot();
    Optional<Use> after = use(now);
    lastUse = after;
    if (after.filter(Use::isNone).isEmpty() && !last) {
      return Optional.empty();
    }
    if (after.isEmpty()) {
      return Optional.of(cannotTell("the device's dump has no quota section now"));
    }
    saw("jobscheduler", "after: " + after.get());
    noteSideEffect(now);
    return Optional.of(outcome(after.get().isNone() ? Kind.RESET : Kind.NOT_RESET));
  }

  @Override
  Optional<String> lastSeen() {
    return lastUse.map(use -> "the dump still counted " + use);
  }

  private void noteSideEffect(JobSchedulerSnapshot now) {
    List<String> out =
        now.jobs().stream()
            .filter(this::isOurs)
            .filter(job -> job.constraints().unsatisfied().contains(Constraint.WITHIN_QUOTA))
            .map(job -> job.key().toString())
            .limit(10)
            .toList();
    note(
        "Android no longer keeps the quota of the jobs that are registered now up to date, until each"
            + " is scheduled again"
            + (out.isEmpty()
                ? "."
                : ": " + String.join(", ", out) + " will go on counting as out of quota."));
  }

  private boolean isOurs(Job job) {
    return job.source()
        .filter(source -> source.packageName().equals(packageName) && source.userId() == userId)
        .isPresent();
  }

  private Optional<Use> use(JobSchedulerSnapshot snapshot) {
    return snapshot.state().controllers().quota().map(this::use);
  }

  private Use use(Quota quota) {
    int sessions = 0;
    for (Quota.Session session : quota.sessions()) {
      if (isOurs(session.userId(), session.packageName()) && session.kind() != Quota.Kind.TOP_APP) {
        sessions++;
      }
    }
    long jobs = 0;
    Duration time = Duration.ZERO;
    for (Quota.ExecutionStats stats : quota.stats()) {
      if (isOurs(stats.userId(), stats.packageName())) {
        jobs = Math.max(jobs, stats.jobCountInMax());
        time = stats.usedInMax().compareTo(time) > 0 ? stats.usedInMax() : time;
      }
    }
    Duration expedited = Duration.ZERO;
    for (Quota.Debit debit : quota.debits()) {
      if (isOurs(debit.userId(), debit.packageName())) {
        expedited = expedited.plus(debit.used());
      }
    }
    return new Use(sessions, jobs, time, expedited);
  }

  private boolean isOurs(int user, String name) {
    return user == userId && name.equals(packageName);
  }
}
