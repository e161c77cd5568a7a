package io.github.jobdoctor.tui;

import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.render.DiagnosisPage;
import io.github.jobdoctor.render.JobPage;
import io.github.jobdoctor.render.Span;
import io.github.jobdoctor.render.Surface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** One job: facts, diagnosis, constraint history, runs, its lines in the dump. Pure. */
final class JobView {

  /** Where the text of a fact begins on render's page of a job. */
  private static final int FACT = 15;

  private final WatchState state;
  private final Polled look;
  private final JobKey key;
  private final int columns;
  private final List<StyledLine> lines = new ArrayList<>();

  private JobView(WatchState state) {
    this.state = state;
    this.look = state.feed().polled().orElseThrow();
    this.key = state.page().about().orElseThrow();
    this.columns = state.size().columns() - 2;
  }

  static Content content(WatchState state) {
    return new JobView(state).content();
  }

  private Content content() {
    look.row(key)
        .ifPresentOrElse(
            row -> registered(row.job()),
            () -> add(StyledLine.of(key + " is not registered any more.", Look.of(Hue.YELLOW)), 0));
    moves();
    runs();
    look.row(key).ifPresent(row -> raw(row.job()));
    return new Content(List.of(), lines);
  }

  private void registered(Job job) {
    Diagnoses diagnoses = look.diagnosesOf(key);
    Surface surface =
        new Surface(OptionalInt.of(Math.max(20, columns)), true, state.locality().unicode());
    JobPage.of(diagnoses, job, surface).forEach(line -> add(StyledLine.ofPainted(line), FACT));
    section("Diagnosis");
    List<String> page =
        DiagnosisPage.of(diagnoses.of(job), state.reach().adbLine(state.feed().serial()), surface);
    // Its heading names the job, which stands above already.
    page.stream()
        .dropWhile(line -> line.startsWith("\033[1m") || line.startsWith("  "))
        .forEach(line -> add(StyledLine.ofPainted(line), 16));
    AsideLine.of(state, Inquiry.of(key))
        .ifPresent(
            line -> {
              lines.add(StyledLine.EMPTY);
              add(StyledLine.of("  ").plus(line), 4);
            });
    constraintHistory(job);
  }

  /**
   * Android keeps the last changes of a job's constraints (API 34 and later), as it prints them.
   */
  private void constraintHistory(Job job) {
    List<String> block = job.block();
    int start = 0;
    while (start < block.size() && !block.get(start).strip().equals("Constraint history:")) {
      start++;
    }
    if (start == block.size()) {
      return;
    }
    section("Constraint history");
    int depth = depth(block.get(start));
    for (int i = start + 1; i < block.size() && depth(block.get(i)) > depth; i++) {
      add(StyledLine.of("  " + block.get(i).strip()), 6);
    }
  }

  private static int depth(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** What was seen here goes beyond what the dump remembers. */
  private void moves() {
    List<Polled.Move> moves = state.feed().movesOf(key);
    if (moves.isEmpty()) {
      return;
    }
    section("Seen on this screen");
    for (int i = moves.size() - 1; i >= 0; i--) {
      Polled.Move move = moves.get(i);
      Duration ago = Duration.ofNanos(Math.max(0, look.at() - move.at()));
      add(
          StyledLine.of(
                  "  " + padded(ago.toSeconds() == 0 ? "just now" : Span.of(ago) + " ago", 12),
                  Look.DIM)
              .plus(move.before() + state.locality().into(), Look.DIM)
              .plus(move.after(), Look.PLAIN),
          14);
    }
  }

  private void runs() {
    List<JobRun> runs = Views.runs(state);
    section("Runs");
    if (runs.isEmpty()) {
      add(StyledLine.of("  The dump's history has no run of it.", Look.DIM), 2);
    }
    for (JobRun run : runs) {
      String start = run.start().map(Span::relative).orElse("?");
      String took = run.duration().map(Span::of).orElse("?");
      String end = run.running() ? "still running" : run.reason().orElse("");
      add(
          StyledLine.of("  " + padded(start, 14) + padded(took, 9))
              .plus(end, run.running() ? Look.of(Hue.GREEN) : Look.DIM),
          25);
    }
  }

  private void raw(Job job) {
    section("In the dump");
    List<String> raw = JobPage.raw(job);
    int number = Integer.toString(job.line() + job.block().size()).length() + 2;
    for (String line : raw) {
      int split = Math.min(number, line.length());
      add(
          StyledLine.of("  " + line.substring(0, split), Look.DIM)
              .plus(line.substring(split), Look.PLAIN),
          number + 6);
    }
  }

  private void section(String title) {
    lines.add(StyledLine.EMPTY);
    add(StyledLine.of(title, Look.of(Hue.CYAN).bolder()), 0);
  }

  private void add(StyledLine line, int indent) {
    line.wrapped(columns, indent).forEach(one -> lines.add(StyledLine.of(" ").plus(one)));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - CharWidth.of(text)));
  }
}
