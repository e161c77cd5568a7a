package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Commands;
import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Verdict;

/** The parts of a finding on a page. */
final class FindingLines {

  /** How far the text of a finding stands in. */
  static final int INDENT = 5;

  private final Prose prose;
  private final AdbLine adb;

  FindingLines(Prose prose, AdbLine adb) {
    this.prose = prose;
    this.adb = adb;
  }

  /**
   * The whole finding.
   *
   * @param mark its number, or what stands for one
   */
  void whole(String mark, Finding finding) {
    heading(mark, finding.label(), DiagnosisText.weight(finding), finding.verdict(), "");
    prose.sentence(INDENT, finding.summary(), Style.PLAIN);
    finding.evidence().forEach(line -> evidence(INDENT, line));
    finding.remedy().ifPresent(remedy -> prose.labelled(INDENT, "remedy", remedy));
    commands(FindingLines.INDENT, finding.commands());
  }

  /**
   * A heading: what it is, and what it comes to.
   *
   * @param comesTo the words for {@code verdict}
   * @param more what is to stand behind that
   */
  void heading(String mark, String name, String comesTo, Verdict verdict, String more) {
    prose.heading(
        0,
        Prose.part(" ".repeat(Math.max(0, INDENT - 2 - mark.length())) + mark, Style.DIM),
        Prose.part(name, Style.BOLD),
        Prose.part(comesTo, DiagnosisText.style(verdict)),
        Prose.part(more, Style.PLAIN));
  }

  void evidence(int indent, Evidence evidence) {
    String text = evidence.line().text().strip();
    prose.quoted(
        indent,
        "line " + evidence.line().line(),
        evidence.isOfJobScheduler() ? text : evidence.service() + ": " + text);
  }

  void commands(int indent, Commands commands) {
    commands.confirm().ifPresent(line -> prose.command(indent, "confirm", adb.of(line)));
    commands.apply().ifPresent(line -> prose.command(indent, "apply", adb.of(line)));
    commands.undo().ifPresent(line -> prose.command(indent, "undo", adb.of(line)));
  }
}
