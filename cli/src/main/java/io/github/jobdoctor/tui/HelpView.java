package io.github.jobdoctor.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of a page, from the one table of them. Pure. */
final class HelpView {

  private static final int KEYS = 16;
  private static final int WORD = 11;

  private HelpView() {}

  static Content content(WatchState state) {
    View of = state.page().of();
    // What can be done is told for the page below, where it would be done.
    WatchState below =
        state.pages().size() > 1
            ? state.withPages(state.pages().subList(0, state.pages().size() - 1))
            : state;
    List<StyledLine> lines = new ArrayList<>();
    lines.addAll(
        StyledLine.of("  " + of.word(), Look.BOLD)
            .plus(": " + of.about(), Look.PLAIN)
            .wrapped(state.size().columns() - 1, 4));
    for (Binding.Group group : Binding.Group.values()) {
      boolean begun = false;
      for (Binding binding : Binding.values()) {
        if (binding.group() == group && binding.holdsIn(of)) {
          if (!begun) {
            lines.add(StyledLine.EMPTY);
            lines.add(StyledLine.of("  " + group.title(), Look.of(Hue.CYAN).bolder()));
            begun = true;
          }
          line(state, below, binding).forEach(lines::add);
        }
      }
    }
    return new Content(List.of(), lines);
  }

  private static List<StyledLine> line(WatchState state, WatchState below, Binding binding) {
    Optional<String> refusal = binding.refusal(below);
    Look look = refusal.isPresent() ? Look.DIM : Look.PLAIN;
    return StyledLine.of("  ")
        .plus(
            StyledLine.of(
                    String.join("  ", binding.keys()), refusal.isPresent() ? Look.DIM : Look.BOLD)
                .padded(KEYS))
        .plus(StyledLine.of(binding.word(), look).padded(WORD))
        .plus(binding.about(), look)
        .plus(refusal.map(why -> "  (" + why + ")").orElse(""), Look.of(Hue.YELLOW))
        .wrapped(state.size().columns() - 1, KEYS + WORD + 2);
  }
}
