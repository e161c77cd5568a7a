package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Concurrency;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.job.PendingJob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The job is in the pending queue: it waits for a free slot. */
final class WaitingForSlot implements Rule {

  private static final List<String> MEMORY = List.of("normal", "moderate", "low", "critical");

  @Override
  public About about() {
    return new About("it is queued, and waits for a free slot", "21+", List.of("waiting-for-slot"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (circumstances.where().filter(JobState.PENDING::equals).isEmpty()) {
      return List.of();
    }
    JobSchedulerSnapshot snapshot = circumstances.snapshot();
    OptionalInt place = snapshot.pendingPosition(circumstances.job().key());
    Optional<PendingJob> entry =
        place.isPresent()
            ? Optional.of(snapshot.pending().get(place.getAsInt() - 1))
            : Optional.empty();
    Optional<Concurrency> concurrency = circumstances.state().concurrency();
    Optional<Fact<Integer>> memory =
        concurrency
            .flatMap(Concurrency::memoryLevel)
            .filter(fact -> fact.value() > 0 && fact.value() < MEMORY.size());
    StringBuilder summary = new StringBuilder("It is in the queue");
    place.ifPresent(
        number ->
            summary
                .append(", as number ")
                .append(number)
                .append(" of ")
                .append(snapshot.pending().size()));
    entry
        .flatMap(PendingJob::waiting)
        .ifPresent(time -> summary.append(", for ").append(Words.span(time)));
    summary
        .append(", and starts when a slot is free; ")
        .append(Words.count(snapshot.active().size(), "job"))
        .append(snapshot.active().size() == 1 ? " runs." : " run.");
    memory.ifPresent(
        fact ->
            summary
                .append(" Memory is short (")
                .append(MEMORY.get(fact.value()))
                .append("), so fewer jobs run at once."));
    return List.of(
        Finding.note("waiting-for-slot", "free slot")
            .reason(PendingReason.DEVICE_STATE)
            .summary(summary.toString())
            .line(circumstances.readyLine())
            .line(concurrency.flatMap(Concurrency::counts).map(Concurrency.WorkCounts::line))
            .fact(concurrency.flatMap(Concurrency::maxActive))
            .fact(memory)
            .until("a slot is free")
            .eta(Optional.of(Duration.ZERO))
            .build());
  }
}
