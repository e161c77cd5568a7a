package io.github.jobdoctor.tui;

import io.github.jobdoctor.conditions.Condition;
import io.github.jobdoctor.conditions.ConditionException;
import io.github.jobdoctor.conditions.Conditions;
import io.github.jobdoctor.conditions.Held;
import io.github.jobdoctor.conditions.Restored;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.CancelOrder;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.jobscheduler.Order;
import io.github.jobdoctor.jobscheduler.OrderOutcome;
import io.github.jobdoctor.jobscheduler.Prediction;
import io.github.jobdoctor.jobscheduler.RunForm;
import io.github.jobdoctor.jobscheduler.RunOutcome;
import io.github.jobdoctor.jobscheduler.RunWatch;
import io.github.jobdoctor.jobscheduler.StopOrder;
import io.github.jobdoctor.jobscheduler.Ticker;
import io.github.jobdoctor.jobscheduler.VerifiedOrder;
import io.github.jobdoctor.render.OrderReport;
import io.github.jobdoctor.render.RunReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Orders to Android's scheduler, each followed until the device shows its outcome, and conditions,
 * which hold until they are taken back or the screen ends.
 */
final class DeviceOrders implements Orders {

  private static final Duration RUN = Duration.ofSeconds(30);
  private static final Duration OTHER = Duration.ofSeconds(10);

  private final Optional<Conditions> conditions;
  private final Duration timeout;
  private final Ticker ticker;

  /** What is in force on each device, by its serial number. */
  private final Map<String, Held> held = new LinkedHashMap<>();

  /**
   * Orders whose single commands may take {@code timeout}.
   *
   * @param conditions sets conditions; absent where what was before cannot be kept
   */
  DeviceOrders(Optional<Conditions> conditions, Duration timeout, Ticker ticker) {
    this.conditions = conditions;
    this.timeout = timeout;
    this.ticker = ticker;
  }

  @Override
  public Map<Errand.Kind, String> refusals() {
    String why = "there is no place to keep what was before: JOBDOCTOR_STATE names one";
    return conditions.isPresent()
        ? Map.of()
        : Map.of(Errand.Kind.BUCKET, why, Errand.Kind.DOZE, why, Errand.Kind.UNPLUG, why);
  }

  @Override
  public Outcome give(Errand errand, Device device)
      throws DeviceException, UnusableDumpException, InterruptedException {
    if (errand instanceof Errand.OfJob order) {
      return ofJob(order, device);
    }
    if (errand instanceof Errand.Bucket bucket) {
      String app = "bucket=" + bucket.packageName();
      return bucket
          .bucket()
          .map(name -> condition(device, app, app + ":" + name, bucket.userId()))
          .orElseGet(() -> condition(device, app, "", bucket.userId()));
    }
    String word = errand.kind() == Errand.Kind.DOZE ? "doze" : "unplugged";
    return condition(device, word, ((Errand.Switch) errand).on() ? word : "", 0);
  }

  private Outcome ofJob(Errand.OfJob errand, Device device)
      throws DeviceException, UnusableDumpException, InterruptedException {
    JobScheduler scheduler = new JobScheduler(device, timeout);
    JobSchedulerSnapshot before = scheduler.snapshot();
    OptionalInt apiLevel = device.properties().apiLevel();
    Optional<Job> now = before.job(errand.job().key());
    if (now.isEmpty()) {
      return new Outcome(Outcome.Tone.BAD, "It is not registered any more.");
    }
    VerifiedOrder.Setting setting =
        new VerifiedOrder.Setting(scheduler, before, apiLevel, OTHER, ticker);
    return switch (errand.kind()) {
      case RUN, FORCE_RUN -> {
        RunWatch watch = new RunWatch(scheduler, before, now.get(), apiLevel, RUN, ticker);
        RunForm form = errand.kind() == Errand.Kind.RUN ? RunForm.SOFT : RunForm.FULL;
        Prediction prediction =
            Prediction.of(new Diagnoses(before, apiLevel).standing(now.get()), Optional.of(form));
        yield told(now.get(), prediction, watch.run(form, true));
      }
      case STOP -> {
        // Where Android cannot stop a job by command, it can let its time be up.
        Order order =
            Order.STOP.refusal(apiLevel).isPresent() && Order.TIMEOUT.refusal(apiLevel).isEmpty()
                ? Order.TIMEOUT
                : Order.STOP;
        yield told(now.get(), new StopOrder(order, setting, now.get(), OptionalInt.empty()).give());
      }
      case CANCEL -> told(now.get(), CancelOrder.of(setting, now.get()).give());
      case BUCKET, DOZE, UNPLUG -> throw new IllegalStateException(errand.kind() + " of a job");
    };
  }

  private static Outcome told(Job job, Prediction prediction, RunOutcome outcome) {
    String holding =
        outcome.heldBy().stream().map(Finding::label).distinct().collect(Collectors.joining(", "));
    return new Outcome(
        switch (outcome.kind()) {
          case SUCCEEDED -> Outcome.Tone.GOOD;
          case STARTED, UNOBSERVABLE, RETRY, REFUSED_BEFORE_SCHEDULE -> Outcome.Tone.OPEN;
          case FAILED, STOPPED, NOT_STARTED, NOT_FOUND, CONSTRAINTS_UNMET, REFUSED ->
              Outcome.Tone.BAD;
        },
        RunReport.sentence(new RunReport.Answer(job, prediction, outcome))
            + (holding.isEmpty() ? "" : " Held by " + holding + "."));
  }

  private static Outcome told(Job job, OrderOutcome outcome) {
    return new Outcome(
        switch (outcome.kind()) {
          case STOPPED, CANCELLED, RESET, NOTHING_TO_RESET, TOLD -> Outcome.Tone.GOOD;
          case NOT_RUNNING, ENDED, STILL_RUNNING, UNOBSERVABLE -> Outcome.Tone.OPEN;
          case STILL_THERE, NOT_RESET, NOT_FOUND, REFUSED -> Outcome.Tone.BAD;
        },
        OrderReport.sentence(new OrderReport.Answer(OrderReport.Subject.of(job), outcome)));
  }

  /**
   * Sets a condition, or takes it back. What is in force on a device has one journal, so all of it
   * is put back first, and what shall stay is set again with it.
   *
   * @param place what the condition is about, such as {@code doze} or {@code bucket=com.x}
   * @param wanted the condition; empty for none
   */
  private synchronized Outcome condition(Device device, String place, String wanted, int userId) {
    String serial = device.serial();
    List<Condition> next = new ArrayList<>();
    boolean was = false;
    for (Condition one : inForceOn(serial)) {
      boolean same =
          one.text().equals(place)
              || one.text().startsWith(place + ":")
              || one.text().startsWith(place + "=");
      was |= same;
      if (!same) {
        next.add(one);
      }
    }
    if (wanted.isEmpty() && !was) {
      return new Outcome(
          Outcome.Tone.BAD, "Nothing of the kind was set here, so nothing was taken back.");
    }
    if (!wanted.isEmpty()) {
      next.add(Condition.parse(wanted, userId == 0 ? OptionalInt.empty() : OptionalInt.of(userId)));
    }
    Held before = held.get(serial);
    if (before != null) {
      Restored restored = before.restore();
      if (!restored.isComplete()) {
        return new Outcome(Outcome.Tone.BAD, notPutBack(restored));
      }
      held.remove(serial);
    }
    return next.isEmpty()
        ? new Outcome(Outcome.Tone.GOOD, "Taken back: the device is as before.")
        : inForce(device, next, wanted);
  }

  private Outcome inForce(Device device, List<Condition> next, String wanted) {
    try {
      Held now = conditions.orElseThrow().apply(device, next);
      held.put(device.serial(), now);
      return new Outcome(
          Outcome.Tone.GOOD,
          (wanted.isEmpty() ? "Taken back. " : "In force, until taken back or this screen ends. ")
              + String.join(" ", now.notes()));
    } catch (ConditionException e) {
      return new Outcome(
          Outcome.Tone.BAD,
          e.getMessage() + e.restored().map(back -> " " + notPutBack(back)).orElse(""));
    } catch (DeviceException e) {
      return new Outcome(Outcome.Tone.OPEN, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(Outcome.Tone.OPEN, "It was given up.");
    }
  }

  private static String notPutBack(Restored restored) {
    return restored.missing().stream()
        .map(missing -> "Not put back: " + missing.condition().text() + ". " + missing.why())
        .collect(Collectors.joining(" "));
  }

  private List<Condition> inForceOn(String serial) {
    Held now = held.get(serial);
    return now == null ? List.of() : now.conditions();
  }

  @Override
  public synchronized List<String> inForce(String serial) {
    return inForceOn(serial).stream().map(Condition::text).toList();
  }

  @Override
  public synchronized Map<String, Restored> restore() {
    Map<String, Restored> restored = new LinkedHashMap<>();
    held.forEach((serial, one) -> restored.put(serial, one.restore()));
    held.clear();
    return restored;
  }
}
