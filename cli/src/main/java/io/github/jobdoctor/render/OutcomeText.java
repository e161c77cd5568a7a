package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.jobscheduler.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the outcomes of all orders have in common, for people and in JSON. */
final class OutcomeText {

  private final Surface surface;
  private final List<String> lines = new ArrayList<>();

  /**
   * Begins with the sentence that says it all.
   *
   * @param source the device's name; empty when there is only one
   * @param about whom it is about
   */
  OutcomeText(Surface surface, String source, Style style, String sentence, String about) {
    this.surface = surface;
    lines.add(
        (source.isEmpty() ? "" : Printable.clean(source) + ": ")
            + style.paint(Printable.clean(sentence), surface.color())
            + "  "
            + Printable.clean(about));
  }

  /** What holds the job back. */
  OutcomeText heldBy(List<Finding> findings) {
    for (Finding finding : findings) {
      line(
          "held by",
          Style.YELLOW.paint(Printable.clean(finding.label()), surface.color())
              + finding
                  .mainEvidence()
                  .map(Evidence::line)
                  .map(line -> "  (" + Printable.clean(line.text().strip()) + ")")
                  .orElse(""));
    }
    return this;
  }

  /** What the user should know besides. */
  OutcomeText notes(List<String> notes) {
    notes.forEach(note -> line("note", Printable.clean(note)));
    return this;
  }

  /** What it rests on. */
  OutcomeText proof(List<Proof> proof) {
    for (Proof each : proof) {
      lines.add(
          "  "
              + Style.DIM.paint("proof", surface.color())
              + "    "
              + each.source()
              + ": "
              + Printable.clean(each.text()));
    }
    return this;
  }

  private void line(String word, String text) {
    lines.add("  " + word + " ".repeat(9 - word.length()) + text);
  }

  List<String> lines() {
    return lines;
  }

  static List<Map<String, Object>> proofJson(List<Proof> proof) {
    return proof.stream()
        .map(each -> new Fields().put("source", each.source()).put("text", each.text()).map())
        .toList();
  }
}
