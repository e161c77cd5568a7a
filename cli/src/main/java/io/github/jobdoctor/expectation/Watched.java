package io.github.jobdoctor.expectation;

import io.github.jobdoctor.diagnosis.NeighbourQuestion;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.rules.AbsentJob;
import io.github.jobdoctor.diagnosis.rules.Rules;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.Neighbour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Expectations of one source, while it is looked at: each look serves all of them. One that is met
 * is settled, and so is one whose time is up. For one thread.
 */
public final class Watched {

  private final List<Watch> watches;

  /** Nothing has been seen yet. */
  public Watched(List<Expectation> expectations) {
    watches = expectations.stream().map(Watch::new).toList();
  }

  private static final class Watch {
    private final Expectation expectation;
    private final Judge judge;
    private Optional<Result> settled = Optional.empty();
    private Optional<Outcome> last = Optional.empty();

    Watch(Expectation expectation) {
      this.expectation = expectation;
      this.judge = new Judge(expectation);
    }

    boolean isMet() {
      return settled.filter(result -> result.outcome().kind() == Outcome.Kind.MET).isPresent();
    }

    /** What there is to say when nobody looks any more. */
    Outcome brokenOff(String why) {
      return last.map(
              seen ->
                  new Outcome(
                      Outcome.Kind.ERROR, why + " Last seen: " + seen.reason(), seen.evidence()))
          .orElseGet(() -> Outcome.error(why));
    }

    boolean isOpen() {
      return settled.isEmpty();
    }

    Duration within() {
      return expectation.within().orElse(Duration.ZERO);
    }

    void look(Look look, Duration elapsed) {
      Outcome outcome = judge.judge(look);
      last = Optional.of(outcome);
      boolean isLast =
          switch (outcome.kind()) {
            case MET, AMBIGUOUS -> true;
            case NOT_MET, NOT_FOUND, CANNOT_TELL, ERROR -> elapsed.compareTo(within()) >= 0;
          };
      if (isLast) {
        settled = Optional.of(new Result(expectation, outcome, judge.job(), elapsed));
      }
    }
  }

  /** Judges what is not settled yet by another look, so long after the first one. */
  public void look(Look look, Duration elapsed) {
    watches.stream().filter(Watch::isOpen).forEach(watch -> watch.look(look, elapsed));
  }

  /**
   * When the time of the next expectation that is not settled is up, counted from the first look;
   * absent when all are settled.
   */
  public Optional<Duration> nextEnd() {
    return watches.stream().filter(Watch::isOpen).map(Watch::within).min(Duration::compareTo);
  }

  /** What other services could add to judge what is not settled yet. */
  public NeighbourQuestion question(Surroundings around) {
    Set<Neighbour> asked = EnumSet.noneOf(Neighbour.class);
    Set<String> packages = new HashSet<>();
    for (Watch watch : watches) {
      if (watch.isOpen() && watch.expectation.condition().kind().isOfDiagnosis()) {
        List<Job> jobs = watch.expectation.subject().in(around.snapshot());
        NeighbourQuestion question =
            jobs.isEmpty()
                ? AbsentJob.question(watch.expectation.subject().search())
                : Rules.question(around, jobs);
        asked.addAll(question.asked());
        packages.addAll(question.packages());
      }
    }
    return new NeighbourQuestion(asked, packages);
  }

  /** What was seen until now, in a sentence or two. */
  public String soFar() {
    if (watches.stream().allMatch(watch -> watch.last.isEmpty())) {
      return "nothing was seen yet.";
    }
    return watches.size() == 1 && watches.get(0).isOpen()
        ? "not met so far. " + watches.get(0).last.orElseThrow().reason()
        : watches.stream().filter(Watch::isMet).count()
            + " of "
            + watches.size()
            + " expectations were met so far.";
  }

  /**
   * What came of them, in their order.
   *
   * @param elapsed how long after the first look the source failed; of no account when all are
   *     settled
   * @param failure what is to be said of those that are not settled
   */
  public List<Result> results(Duration elapsed, String failure) {
    List<Result> results = new ArrayList<>();
    for (Watch watch : watches) {
      results.add(
          watch.settled.orElseGet(
              () ->
                  new Result(
                      watch.expectation, watch.brokenOff(failure), watch.judge.job(), elapsed)));
    }
    return results;
  }
}
