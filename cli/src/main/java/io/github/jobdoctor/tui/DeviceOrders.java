package io.github.jobdoctor.tui;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.jobscheduler.RunForm;
import io.github.jobdoctor.jobscheduler.RunOutcome;
import io.github.jobdoctor.jobscheduler.RunWatch;
import io.github.jobdoctor.jobscheduler.Ticker;
import io.github.jobdoctor.render.AdbLine;
import io.github.jobdoctor.render.RunReport;
import io.github.jobdoctor.source.SourceInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Orders to Android's scheduler, each followed until the device shows its outcome. */
final class DeviceOrders implements Orders {

  private static final Duration WATCH = Duration.ofSeconds(30);

  private final Duration timeout;
  private final Ticker ticker;

  /** Orders whose single commands may take {@code timeout}. */
  DeviceOrders(Duration timeout, Ticker ticker) {
    this.timeout = timeout;
    this.ticker = ticker;
  }

  @Override
  public Map<Errand.Kind, String> refusals() {
    return Map.of(
        Errand.Kind.STOP, "this version cannot verify it",
        Errand.Kind.CANCEL, "this version cannot verify it",
        Errand.Kind.BUCKET, "this version cannot take it back",
        Errand.Kind.DOZE, "this version cannot take it back",
        Errand.Kind.UNPLUG, "this version cannot take it back");
  }

  @Override
  public Outcome give(Errand errand, Device device)
      throws DeviceException, UnusableDumpException, InterruptedException {
    if (errand instanceof Errand.OfJob order) {
      return switch (order.kind()) {
        case RUN -> run(order.job(), RunForm.DEFAULT, device);
        case FORCE_RUN -> run(order.job(), RunForm.FORCE, device);
        case STOP, CANCEL, BUCKET, DOZE, UNPLUG -> refused(errand);
      };
    }
    return refused(errand);
  }

  private Outcome refused(Errand errand) {
    return new Outcome(Outcome.Tone.BAD, "not done: " + refusals().get(errand.kind()) + ".");
  }

  private Outcome run(Job job, RunForm form, Device device)
      throws DeviceException, UnusableDumpException, InterruptedException {
    JobScheduler scheduler = new JobScheduler(device, timeout);
    JobSchedulerSnapshot before = scheduler.snapshot();
    Optional<Job> now = before.job(job.key());
    if (now.isEmpty()) {
      return new Outcome(Outcome.Tone.BAD, "not run: it is not registered any more.");
    }
    RunOutcome outcome =
        new RunWatch(scheduler, before, now.get(), device.properties().apiLevel(), WATCH, ticker)
            .run(form, true);
    SourceInfo source = SourceInfo.ofSerial(device.serial(), SourceInfo.Kind.DEVICE);
    String held =
        outcome.heldBy().stream().map(Finding::label).distinct().collect(Collectors.joining(", "));
    return new Outcome(
        tone(outcome.kind()),
        new RunReport(source, now.get(), outcome, AdbLine.PLAIN).sentence()
            + (held.isEmpty() ? "" : " Held by " + held + "."));
  }

  private static Outcome.Tone tone(RunOutcome.Kind kind) {
    return switch (kind) {
      case SUCCEEDED -> Outcome.Tone.GOOD;
      case STARTED, UNOBSERVABLE, RETRY -> Outcome.Tone.OPEN;
      case STOPPED, NOT_STARTED, NOT_FOUND, CONSTRAINTS_UNMET, REFUSED -> Outcome.Tone.BAD;
    };
  }

  @Override
  public List<String> restore() {
    return List.of();
  }
}
