package io.github.jobdoctor.tui;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.device.DeviceEntry;
import io.github.jobdoctor.device.DeviceState;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** From the state to the lines of the screen. Pure. */
final class Views {

  /** Below so many rows the screen gives up first its head, then its foot. */
  private static final int ROWS_FOR_HEAD = 6;

  private static final int ROWS_FOR_CRUMBS = 5;
  private static final int ROWS_FOR_FOOT = 3;

  private Views() {}

  /** The whole screen: one line for each row at most, none wider than the screen. */
  static List<StyledLine> frame(WatchState state) {
    Size size = state.size();
    List<StyledLine> lines = new ArrayList<>();
    if (size.rows() >= ROWS_FOR_HEAD) {
      lines.add(Frame.head(state));
    }
    if (size.rows() >= ROWS_FOR_CRUMBS) {
      lines.add(Frame.crumbs(state));
    }
    List<StyledLine> heading = heading(state);
    if (size.rows() - reserved(size) > heading.size()) {
      lines.addAll(heading);
    }
    int body = bodyRows(state);
    List<StyledLine> rows = body(state, body);
    lines.addAll(rows);
    boolean foot = size.rows() >= ROWS_FOR_FOOT;
    List<StyledLine> messages = Frame.messages(state);
    int above = Math.max(0, size.rows() - (foot ? 1 : 0) - messages.size());
    while (lines.size() < above) {
      lines.add(StyledLine.EMPTY);
    }
    // Only where there is hardly any room are rows covered by messages.
    lines.subList(above, lines.size()).clear();
    lines.addAll(messages);
    if (foot) {
      lines.add(Frame.foot(state));
    }
    List<StyledLine> cut = new ArrayList<>(lines.size());
    for (StyledLine line : lines) {
      cut.add(line.cut(size.columns(), state.locality().ellipsis()));
    }
    return cut;
  }

  private static int reserved(Size size) {
    return (size.rows() >= ROWS_FOR_HEAD ? 1 : 0)
        + (size.rows() >= ROWS_FOR_CRUMBS ? 1 : 0)
        + (size.rows() >= ROWS_FOR_FOOT ? 1 : 0);
  }

  /** How many rows of the page are in sight. */
  static int bodyRows(WatchState state) {
    int room = state.size().rows() - reserved(state.size());
    int heading = heading(state).size();
    int rows = room > heading ? room - heading : room;
    return Math.max(1, rows - Frame.messages(state).size());
  }

  /** How many rows can be chosen, or how many places a page can be scrolled to. */
  static int rowCount(WatchState state) {
    return switch (state.view()) {
      case JOBS -> state.table().rows().size();
      case WHY -> state.feed().polled().map(look -> look.causes().size()).orElse(0);
      case HISTORY -> runs(state).size();
      case DEVICES -> state.feed().devices().size();
      case JOB, LOGS, COMMANDS, HELP ->
          Math.max(1, state.page().content().lines().size() - bodyRows(state) + 1);
    };
  }

  private static List<StyledLine> heading(WatchState state) {
    return state.view() == View.JOBS
        ? List.of(JobsView.heading(state))
        : state.page().content().heading();
  }

  private static List<StyledLine> body(WatchState state, int rows) {
    if (state.view() == View.JOBS) {
      return JobsView.body(state, rows);
    }
    List<StyledLine> lines = state.page().content().lines();
    int top = WatchState.clamp(state.page().top(), lines.size());
    List<StyledLine> shown = new ArrayList<>();
    for (int i = top; i < Math.min(lines.size(), top + rows); i++) {
      boolean chosen = state.view().hasRows() && i == state.page().cursor() && i < rowCount(state);
      shown.add(
          chosen
              ? lines
                  .get(i)
                  .cut(state.size().columns(), state.locality().ellipsis())
                  .all(Look.SELECTED)
                  .padded(state.size().columns())
              : lines.get(i));
    }
    return shown;
  }

  /** What stands on the page on top; the table of jobs is made row by row instead. */
  static Content content(WatchState state) {
    if (state.view() == View.HELP) {
      return HelpView.content(state);
    }
    boolean needsLook =
        switch (state.view()) {
          case JOBS, JOB, WHY, HISTORY -> true;
          case LOGS, DEVICES, COMMANDS, HELP -> false;
        };
    if (needsLook && state.feed().polled().isEmpty()) {
      List<StyledLine> lines = new ArrayList<>(List.of(StyledLine.EMPTY));
      lines.addAll(waiting(state));
      return new Content(List.of(), lines);
    }
    return switch (state.view()) {
      case JOBS, HELP -> Content.EMPTY;
      case JOB -> JobView.content(state);
      case WHY -> WhyView.content(state);
      case HISTORY -> HistoryView.content(state);
      case LOGS -> LogsView.content(state);
      case DEVICES -> devices(state);
      case COMMANDS -> CommandsView.content(state);
    };
  }

  /** What is told where nothing was read yet. */
  static List<StyledLine> waiting(WatchState state) {
    return state
        .feed()
        .trouble()
        .map(why -> StyledLine.of("  " + why, Look.of(Hue.RED)))
        .orElse(StyledLine.of("  Reading the jobs of " + state.feed().serial() + " ...", Look.DIM))
        .wrapped(state.size().columns(), 2);
  }

  /** The runs of the page, the latest first. */
  static List<JobRun> runs(WatchState state) {
    return state.feed().polled().map(look -> runs(look, state.page().about())).orElse(List.of());
  }

  /** The runs of a job, or of all jobs, the latest first. */
  static List<JobRun> runs(Polled look, Optional<JobKey> about) {
    List<JobRun> runs = new ArrayList<>(look.history().runs());
    Collections.reverse(runs);
    if (about.isPresent()) {
      Optional<Job> job = look.row(about.get()).map(JobRow::job);
      runs.removeIf(run -> !(job.map(run::isOf).orElse(false) || run.key().equals(about)));
    }
    return runs;
  }

  private static Content devices(WatchState state) {
    List<StyledLine> lines = new ArrayList<>();
    int width = 6;
    for (DeviceEntry entry : state.feed().devices()) {
      width = Math.max(width, CharWidth.of(entry.serial()));
    }
    for (DeviceEntry entry : state.feed().devices()) {
      boolean here = entry.serial().equals(state.feed().serial());
      lines.add(
          StyledLine.of(here ? state.locality().mark() + " " : "  ", Look.of(Hue.GREEN))
              .plus(StyledLine.of(entry.serial(), Look.BOLD).padded(width + 2))
              .plus(
                  entry.state().word(),
                  Look.of(entry.state() == DeviceState.DEVICE ? Hue.GREEN : Hue.YELLOW))
              .plus(here ? "  on this screen" : "", Look.DIM));
    }
    return new Content(
        List.of(StyledLine.of("  SERIAL".concat(" ".repeat(width - 4)) + "STATE", Look.DIM)),
        lines);
  }

  /** The same as a line for a shell. */
  static String commandLine(WatchState state) {
    Reach reach = state.reach();
    String program =
        reach.program()
            + (reach.live() ? " " + ShellCommand.of("-s", state.feed().serial()).line() : "");
    Optional<String> job = state.chosenJob().map(JobKey::toString);
    return switch (state.view()) {
      case JOBS, JOB ->
          program + job.map(key -> " " + ShellCommand.of("show", key).line()).orElse(" jobs");
      case WHY -> program + " why";
      case HISTORY ->
          program
              + " history"
              + state
                  .page()
                  .about()
                  .map(key -> " " + ShellCommand.of(key.toString()).line())
                  .orElse("");
      case LOGS -> {
        String app = state.feed().agentApp();
        yield program + " logs --follow" + (app.equals(Agent.APK_PACKAGE) ? "" : " -p " + app);
      }
      case DEVICES -> reach.program() + " devices";
      case COMMANDS ->
          state.feed().commands().isEmpty()
              ? program + " watch"
              : state.feed().commands().get(state.feed().commands().size() - 1).line();
      case HELP -> reach.program() + " watch --help";
    };
  }

  static String seconds(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
