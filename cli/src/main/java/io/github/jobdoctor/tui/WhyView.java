package io.github.jobdoctor.tui;

import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.render.CauseGroup;
import io.github.jobdoctor.render.CausePages;
import java.util.ArrayList;
import java.util.List;

/** What holds the jobs of the device back, most jobs first. Pure. */
final class WhyView {

  private WhyView() {}

  static Content content(WatchState state) {
    Polled look = state.feed().polled().orElseThrow();
    List<CauseGroup> groups = look.causes();
    int name = "HELD BY".length();
    int most = 1;
    for (CauseGroup group : groups) {
      name = Math.max(name, CharWidth.of(group.name(groups)));
      most = Math.max(most, group.size());
    }
    name = Math.min(name, Math.max(8, state.size().columns() / 3));
    int bars = Math.max(0, Math.min(30, (state.size().columns() - name - 40) / 2));
    List<StyledLine> lines = new ArrayList<>();
    for (CauseGroup group : groups) {
      lines.add(line(state, groups, group, name, bars, most));
    }
    if (lines.isEmpty()) {
      lines.add(StyledLine.of("  Nothing holds a job back.", Look.of(Hue.GREEN)));
    }
    StyledLine heading =
        StyledLine.of(
            "  "
                + pad("HELD BY", name + 2)
                + pad("VERDICT", 13)
                + pad("JOBS", 6)
                + pad("ALONE", 7)
                + (bars > 0 ? " ".repeat(bars + 2) : "")
                + "APPS",
            Look.DIM);
    List<StyledLine> above = new ArrayList<>();
    above.add(StyledLine.of("  " + look.overview(), Look.BOLD));
    AsideLine.of(state, Inquiry.OF_DEVICE)
        .ifPresent(line -> above.addAll(indented(line).wrapped(state.size().columns(), 4)));
    above.add(heading);
    return new Content(above, lines);
  }

  private static StyledLine indented(StyledLine line) {
    return StyledLine.of("  ").plus(line);
  }

  /** Where the cause of a row is after another look; below zero when it is gone. */
  static int indexOf(Polled before, int row, Polled after) {
    if (row >= before.causes().size()) {
      return -1;
    }
    Finding cause = before.causes().get(row).finding();
    for (int i = 0; i < after.causes().size(); i++) {
      Finding other = after.causes().get(i).finding();
      if (other.id().equals(cause.id()) && other.label().equals(cause.label())) {
        return i;
      }
    }
    return -1;
  }

  private static StyledLine line(
      WatchState state, List<CauseGroup> groups, CauseGroup group, int name, int bars, int most) {
    Verdict verdict = group.finding().verdict();
    Hue hue =
        switch (verdict) {
          case BLOCKED -> Hue.RED;
          case DELAYED -> Hue.YELLOW;
          case CANNOT_TELL -> Hue.CYAN;
          case RUNNING, CLEAR -> Hue.GREEN;
          case NOTE -> Hue.NONE;
        };
    String word = verdict == Verdict.CANNOT_TELL ? "cannot tell" : verdict.word();
    StyledLine line =
        StyledLine.of("  ")
            .plus(
                StyledLine.of(group.name(groups), Look.BOLD)
                    .cut(name, state.locality().ellipsis())
                    .padded(name + 2))
            .plus(pad(word, 13), Look.of(hue))
            .plus(pad(String.format("%4d", group.size()), 6), Look.PLAIN)
            .plus(pad(group.alone() == 0 ? "" : String.format("%5d", group.alone()), 7), Look.DIM);
    if (bars > 0) {
      int length = Math.max(1, group.size() * bars / most);
      line = line.plus(pad(state.locality().bar().repeat(length), bars + 2), Look.of(hue));
    }
    return line.plus(CausePages.apps(group), Look.DIM);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - CharWidth.of(text)));
  }
}
