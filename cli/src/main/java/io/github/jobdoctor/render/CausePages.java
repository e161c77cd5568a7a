package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Commands;
import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.job.Job;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Many jobs by their causes: an app's, with what to do; and a device's, counted. */
public final class CausePages {

  private CausePages() {}

  /** The jobs of an app, grouped by what comes first for each. */
  static List<String> ofApp(String name, List<Diagnosis> diagnoses, AdbLine adb, Surface surface) {
    Prose prose = new Prose(surface);
    prose.heading(0, Prose.part(name, Style.BOLD));
    prose.sentence(0, summary(diagnoses), Style.PLAIN);
    int number = 0;
    List<CauseGroup> groups = CauseGroup.byHeadline(diagnoses);
    for (CauseGroup group : groups) {
      prose.blank();
      FindingLines lines = new FindingLines(prose, adb);
      lines.heading(
          Integer.toString(++number),
          group.name(groups),
          DiagnosisText.word(group.verdict()) + DiagnosisText.doubt(group.finding()),
          group.verdict(),
          DiagnosisText.jobs(group.size()));
      add(prose, lines, group);
    }
    return prose.lines();
  }

  private static void add(Prose prose, FindingLines lines, CauseGroup group) {
    boolean held = group.verdict() != Verdict.CLEAR && group.verdict() != Verdict.RUNNING;
    Optional<String> summary = group.shared(Finding::summary);
    summary.ifPresent(text -> prose.sentence(FindingLines.INDENT, text, Style.PLAIN));
    for (CauseGroup.Member member : group.members()) {
      Job job = member.diagnosis().job();
      prose.heading(
          FindingLines.INDENT,
          Prose.part(job.key().toString(), Style.BOLD),
          Prose.part(JobText.what(job), Style.PLAIN));
      int indent = FindingLines.INDENT + 2;
      if (summary.isEmpty()) {
        prose.sentence(indent, member.finding().summary(), Style.PLAIN);
      }
      if (held) {
        String others = others(member);
        if (!others.isEmpty()) {
          prose.labelled(indent, "also", others);
        }
        member.finding().evidence().stream().limit(1).forEach(line -> lines.evidence(indent, line));
        DiagnosisText.nextRun(member.diagnosis())
            .ifPresent(next -> prose.labelled(indent, "next run", next));
      }
    }
    group.members().stream()
        .flatMap(member -> member.finding().remedy().stream())
        .distinct()
        .forEach(remedy -> prose.labelled(FindingLines.INDENT, "remedy", remedy));
    group.members().stream()
        .map(member -> member.finding().commands())
        .distinct()
        .filter(commands -> !commands.isEmpty())
        .forEach((Commands commands) -> lines.commands(FindingLines.INDENT, commands));
  }

  /** What else the job waits for. */
  private static String others(CauseGroup.Member member) {
    return member.diagnosis().heldBy().stream()
        .map(Finding::label)
        .filter(label -> !label.equals(member.finding().label()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** {@code 9 jobs: 5 blocked, 4 clear}. */
  public static String summary(List<Diagnosis> diagnoses) {
    return DiagnosisText.jobs(diagnoses.size())
        + (diagnoses.isEmpty() ? "." : ": " + DiagnosisText.counts(diagnoses) + ".");
  }

  /** What holds the jobs of a device back, most jobs first. */
  static List<String> ofDevice(List<Diagnosis> diagnoses, boolean headings, Surface surface) {
    Prose prose = new Prose(surface);
    prose.sentence(0, summary(diagnoses), Style.BOLD);
    List<CauseGroup> groups = CauseGroup.byCause(diagnoses);
    if (groups.isEmpty()) {
      return prose.lines();
    }
    Table table =
        new Table(
            surface,
            List.of(
                new Table.Column("HELD BY", 8, false, false),
                new Table.Column("VERDICT", 7, true, false),
                new Table.Column("JOBS", 4, false, false),
                new Table.Column("ALONE", 5, false, false),
                new Table.Column("APPS", 10, false, false)));
    for (CauseGroup group : groups) {
      Finding finding = group.finding();
      table.row(
          List.of(
              Prose.part(group.name(groups), Style.BOLD),
              Prose.part(
                  DiagnosisText.word(finding.verdict()), DiagnosisText.style(finding.verdict())),
              Prose.part(Integer.toString(group.size()), Style.PLAIN),
              Prose.part(group.alone() == 0 ? "" : Long.toString(group.alone()), Style.PLAIN),
              Prose.part(apps(group), Style.PLAIN)));
    }
    prose.blank();
    prose.lines().addAll(table.lines(headings));
    return prose.lines();
  }

  /** The apps with the most jobs first: {@code com.x (3), com.y}. */
  public static String apps(CauseGroup group) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (CauseGroup.Member member : group.members()) {
      counts.merge(member.diagnosis().job().packageName().orElse("?"), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(app -> app.getKey() + (app.getValue() > 1 ? " (" + app.getValue() + ")" : ""))
        .collect(Collectors.joining(", "));
  }
}
