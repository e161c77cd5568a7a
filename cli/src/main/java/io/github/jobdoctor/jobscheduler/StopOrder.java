package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.EndReason;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.jobscheduler.OrderOutcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * {@code stop} and {@code timeout}: both end a run. What Android answers does not prove it: it only
 * asks the app to stop, and on API 26 it says in any case that nothing matched.
 */
public final class StopOrder extends VerifiedOrder {

  private static final String NONE_MATCHED = "No matching executing jobs found.";
  private static final Pattern MATCHED = Pattern.compile("(?:Stopping job|Timing out): ");

  /** On this level Android says that nothing matched whatever it stopped. */
  private static final int ANSWER_LIES = 26;

  /** The public reason that {@code stop} gives unless told otherwise. */
  private static final int STOPPED_BY_USER = 13;

  private final Job job;
  private final OptionalInt reason;
  private final RunEvidence evidence;
  private boolean noneMatched;
  private boolean looked;

  /**
   * An order to end the run of {@code job}.
   *
   * @param order {@link Order#STOP} or {@link Order#TIMEOUT}
   * @param reason the public stop reason that the app is told; absent for Android's own choice
   */
  public StopOrder(Order order, Setting setting, Job job, OptionalInt reason) {
    super(order, setting);
    this.job = job;
    this.reason = reason;
    evidence = new RunEvidence(job, setting.baseline());
    if (job.state().filter(JobState.ACTIVE::equals).isPresent()
        || setting.baseline().activeEntry(job.key()).isPresent()) {
      String running = "the dump listed it among the active jobs";
      saw("jobscheduler", running);
      evidence.sawRunning(running);
    }
  }

  @Override
  public ShellCommand command() {
    List<String> options = new ArrayList<>();
    reason.ifPresent(number -> options.addAll(List.of("-s", Integer.toString(number))));
    return JobScheduler.command(
        order().word(), options, JobAddress.ofSource(job, setting().apiLevel()));
  }

  @Override
  Optional<OrderOutcome> beforehand() {
    return Optional.empty();
  }

  @Override
  void answered(String text) {
    noneMatched = text.contains(NONE_MATCHED) && setting().apiLevel().orElse(0) != ANSWER_LIES;
    long matched = MATCHED.matcher(text).results().count();
    if (matched > 1) {
      note("The order matched " + matched + " running jobs of that app and number.");
    }
  }

  @Override
  Optional<OrderOutcome> look(boolean last) throws DeviceException, UnusableDumpException {
    evidence.state(setting().scheduler().state(job, setting().apiLevel()));
    looked = true;
    if (!evidence.isActive()) {
      evidence.dump(setting().scheduler().snapshot());
    }
    if (evidence.isActive()) {
      if (!last) {
        // A job that is still being bound matches no order; it does so in a moment.
        return noneMatched ? send() : Optional.empty();
      }
      saw(evidence.proof());
      return Optional.of(outcome(Kind.STILL_RUNNING));
    }
    if (evidence.hasStarted() && !evidence.hasEnded()) {
      return last
          ? Optional.of(cannotTell("the device's dump was cut off before its active jobs"))
          : Optional.empty();
    }
    return Optional.of(ended());
  }

  @Override
  Optional<String> lastSeen() {
    saw(evidence.proof());
    return looked
        ? Optional.of(
            evidence.isActive()
                ? "the job was still running then"
                : "it was not running any more, for a reason that was not read yet")
        : Optional.empty();
  }

  private OrderOutcome ended() {
    Optional<String> why = evidence.stopReason();
    saw(evidence.proof());
    if (!evidence.hasStarted()) {
      return outcome(Kind.NOT_RUNNING);
    }
    if (why.filter(EndReason::isNormal).isPresent()) {
      return outcome(Kind.ENDED).because(why.get());
    }
    if (why.isEmpty() && noneMatched) {
      return cannotTell("it no longer runs, but nothing tells whether the order ended it");
    }
    if (why.filter("canceled"::equals).isPresent()) {
      return cannotTell(
          "it no longer runs, but \"canceled\" is what this Android version calls a normal end, too");
    }
    boolean registered = evidence.last().job(job.key()).isPresent();
    note(
        registered
            ? "It remains registered: Android runs it again when its conditions hold."
            : "It is not registered any more.");
    if (registered && order() == Order.STOP && reason.orElse(STOPPED_BY_USER) == STOPPED_BY_USER) {
      note("Android now counts it as stopped by the user, and prefers it less.");
    }
    if (why.isEmpty()) {
      note("This Android version does not tell why a run ended; that it ended is certain.");
    }
    OrderOutcome stopped = outcome(Kind.STOPPED);
    return why.map(stopped::because).orElse(stopped);
  }
}
