package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.jobscheduler.OrderOutcome.Kind;
import java.util.List;
import java.util.Optional;

/**
 * {@code get-job-state}: changes nothing. Where Android has no such command (before API 26), or
 * does not let the shell use it, the dump tells.
 */
public final class StateOrder extends VerifiedOrder {

  private static final int SINCE = 26;

  private final Job job;

  /** The question where {@code job} stands. */
  public StateOrder(Setting setting, Job job) {
    super(Order.STATE, setting);
    this.job = job;
  }

  private boolean isThere() {
    return setting().apiLevel().orElse(SINCE) >= SINCE;
  }

  @Override
  public ShellCommand command() {
    return isThere() ? JobScheduler.stateCommand(job, setting().apiLevel()) : JobScheduler.DUMP;
  }

  @Override
  Optional<OrderOutcome> beforehand() throws DeviceException {
    if (!isThere()) {
      note("Android has get-job-state since API 26: this is what the dump says.");
      return Optional.of(byDump());
    }
    StateAnswer answer = setting().scheduler().state(job, setting().apiLevel());
    saw("jobscheduler", answer.text());
    return Optional.of(
        switch (answer.kind()) {
          case TOLD -> outcome(Kind.TOLD).in(answer.words());
          case PACKAGE_OR_JOB_UNKNOWN -> outcome(Kind.NOT_FOUND);
          case NONE -> {
            note("Android did not answer get-job-state: this is what the dump says.");
            yield byDump();
          }
        });
  }

  @Override
  void answered(String text) {
    throw new AssertionError("no order is sent");
  }

  @Override
  Optional<OrderOutcome> look(boolean last) {
    throw new AssertionError("no order is sent");
  }

  @Override
  Optional<String> lastSeen() {
    return Optional.empty();
  }

  private OrderOutcome byDump() {
    Optional<JobState> state = job.state();
    if (state.isEmpty()) {
      return cannotTell("the dump was cut off before it tells");
    }
    saw("jobscheduler", "the dump lists it as " + state.get().word());
    return outcome(Kind.TOLD).in(List.of(state.get().word()));
  }
}
