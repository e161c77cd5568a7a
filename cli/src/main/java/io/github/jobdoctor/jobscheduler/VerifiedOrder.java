package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.OrderOutcome.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An order that is believed only when the device shows its effect: it is given once, then the
 * device is asked until the effect is there or the time is up.
 */
public abstract sealed class VerifiedOrder permits CancelOrder, QuotaOrder, StateOrder, StopOrder {

  /**
   * What all orders need.
   *
   * @param scheduler the device's scheduler
   * @param baseline the scheduler as it stood just before the order
   * @param apiLevel the device's API level; absent when unknown
   * @param limit how long to look for the effect
   * @param ticker the clock for that
   */
  public record Setting(
      JobScheduler scheduler,
      JobSchedulerSnapshot baseline,
      OptionalInt apiLevel,
      Duration limit,
      Ticker ticker) {}

  private final Order order;
  private final Setting setting;
  private final Set<Proof> proof = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private boolean given;
  private boolean taken;

  VerifiedOrder(Order order, Setting setting) {
    this.order = order;
    this.setting = setting;
  }

  /** The order in the device's words. */
  public abstract ShellCommand command();

  /** An outcome that needs no order; absent when it is to be given. */
  abstract Optional<OrderOutcome> beforehand() throws DeviceException;

  /** What Android answered; for what is to be remembered of it. */
  abstract void answered(String text);

  /**
   * Looks once.
   *
   * @param last whether the time is up, so that an answer is due
   * @return the outcome; absent when it is to be looked for again
   */
  abstract Optional<OrderOutcome> look(boolean last) throws DeviceException, UnusableDumpException;

  /** Where its subject stood when last looked at since the order; absent when that was not yet. */
  abstract Optional<String> lastSeen();

  /** What the user should know before it is given; empty when nothing. */
  public List<String> warnings() {
    return List.of();
  }

  /** Gives the order and looks until its effect is there, or the time is up. */
  public final OrderOutcome give()
      throws DeviceException, UnusableDumpException, InterruptedException {
    Optional<String> refusal = order.refusal(setting.apiLevel());
    if (refusal.isPresent()) {
      return outcome(Kind.REFUSED).because(refusal.get());
    }
    Optional<OrderOutcome> early = beforehand();
    if (early.isPresent()) {
      return early.get();
    }
    Ticker ticker = setting.ticker();
    long start = ticker.nanoTime();
    Optional<OrderOutcome> refused = send();
    if (refused.isPresent()) {
      return refused.get();
    }
    while (true) {
      long asked = ticker.nanoTime();
      boolean last = asked - start >= setting.limit().toNanos();
      Optional<OrderOutcome> seen = look(last);
      if (seen.isPresent()) {
        return seen.get();
      }
      long now = ticker.nanoTime();
      ticker.sleep(Pauses.next(Duration.ofNanos(now - asked), Duration.ofNanos(now - start)));
    }
  }

  /** Sends the order; the outcome when Android does not take it. */
  final Optional<OrderOutcome> send() throws DeviceException {
    given = true;
    ShellResult result = setting.scheduler().order(command());
    String text = Answers.oneLine(result);
    if (!text.isEmpty()) {
      saw("jobscheduler", text);
    }
    if (Answers.isUnknown(text)) {
      return Optional.of(outcome(Kind.NOT_FOUND));
    }
    if (Answers.isRefused(result, text)) {
      return Optional.of(outcome(Kind.REFUSED).because(text));
    }
    taken = true;
    answered(text);
    return Optional.empty();
  }

  /**
   * What is known when the watch broke off, since the device was lost for example, or somebody
   * ended the program.
   */
  public final OrderOutcome brokenOff() {
    if (!given) {
      return cannotTell("no order was given");
    }
    if (!taken) {
      return cannotTell(
          "the watch broke off while the order was given: whether it arrived is not known");
    }
    return cannotTell(
        "the watch broke off after Android took the order, and "
            + lastSeen().orElse("its effect was not looked for yet"));
  }

  final Setting setting() {
    return setting;
  }

  final Order order() {
    return order;
  }

  final void saw(String source, String text) {
    proof.add(new Proof(source, text));
  }

  final void saw(List<Proof> more) {
    proof.addAll(more);
  }

  final void note(String sentence) {
    notes.add(sentence);
  }

  final OrderOutcome outcome(Kind kind) {
    return OrderOutcome.of(kind, List.copyOf(proof)).noting(notes);
  }

  final OrderOutcome cannotTell(String missing) {
    return outcome(Kind.UNOBSERVABLE).because(missing);
  }
}
