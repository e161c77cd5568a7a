package io.github.jobdoctor.tui;

import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.rules.Rules;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.render.Span;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which other services a page goes by, or waits for. Pure. */
final class AsideLine {

  private AsideLine() {}

  /** The line; absent where the dump is enough, and where a file has told all that it has. */
  static Optional<StyledLine> of(WatchState state, Inquiry inquiry) {
    Polled look = state.feed().polled().orElseThrow();
    Optional<Aside> answer = look.answer(inquiry);
    if (answer.isPresent()) {
      Aside said = answer.get();
      if (!state.reach().live() || said.asked().isEmpty()) {
        return Optional.empty();
      }
      Set<Neighbour> told = new TreeSet<>(said.asked());
      told.removeAll(said.said().missing().keySet());
      Duration ago = Duration.ofSeconds(Duration.ofNanos(look.at() - said.at()).toSeconds());
      // Seconds are not told: the line, and what stands below it, would move with them.
      String when = ago.toMinutes() < 1 ? "" : " " + Span.of(ago) + " before";
      StyledLine line =
          told.isEmpty()
              ? StyledLine.EMPTY
              : StyledLine.of("Asked as well" + when + ": " + names(told) + ". ", Look.DIM);
      // A job's diagnosis says itself what is missing, and why.
      String why =
          inquiry.job().isPresent()
              ? ""
              : said.said().missing().entrySet().stream()
                  .map(one -> one.getKey().service() + ": " + one.getValue())
                  .collect(Collectors.joining("; "));
      StyledLine whole = line.plus(why.isEmpty() ? "" : "Not known: " + why, Look.of(Hue.YELLOW));
      return whole.parts().isEmpty() ? Optional.empty() : Optional.of(whole);
    }
    Surroundings around = Surroundings.of(look.diagnoses().snapshot(), look.source().apiLevel());
    Set<Neighbour> asked = Rules.question(around, inquiry.jobs(look)).asked();
    if (asked.isEmpty() || !state.reach().live()) {
      return Optional.empty();
    }
    String names = names(new TreeSet<>(asked));
    if (state.feed().trouble().isPresent()) {
      return missing("Not asked, since the device is lost: " + names + ".");
    }
    return state.reach().paused()
        ? missing("Not asked while paused: " + names + ".")
        : Optional.of(StyledLine.of("Asking " + names + " ...", Look.of(Hue.CYAN)));
  }

  private static Optional<StyledLine> missing(String text) {
    return Optional.of(StyledLine.of(text, Look.of(Hue.YELLOW)));
  }

  private static String names(Set<Neighbour> neighbours) {
    return neighbours.stream().map(Neighbour::service).collect(Collectors.joining(", "));
  }
}
