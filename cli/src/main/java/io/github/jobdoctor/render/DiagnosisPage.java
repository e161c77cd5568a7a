package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.diagnosis.rules.AbsentJob;
import io.github.jobdoctor.job.Job;
import java.util.List;

/** Why one job runs or does not: a headline, the findings by rank, and the next run. */
public final class DiagnosisPage {

  private DiagnosisPage() {}

  /** A job that is registered. */
  public static List<String> of(Diagnosis diagnosis, AdbLine adb, Surface surface) {
    Prose prose = new Prose(surface);
    Job job = diagnosis.job();
    prose.heading(
        0,
        Prose.part(JobText.what(job), Style.BOLD),
        Prose.part(job.key().toString(), Style.PLAIN),
        Prose.part(job.packageName().orElse(""), Style.DIM));
    prose.sentence(0, DiagnosisText.headline(diagnosis), DiagnosisText.style(diagnosis.verdict()));
    add(prose, diagnosis.findings(), adb);
    prose.blank();
    DiagnosisText.nextRun(diagnosis).ifPresent(next -> prose.labelled(0, "next run", next));
    diagnosis
        .framework()
        .ifPresent(
            framework ->
                prose.labelled(0, "framework", framework.name() + ". " + framework.about()));
    DiagnosisText.missing(diagnosis).ifPresent(missing -> prose.labelled(0, "not known", missing));
    return prose.lines();
  }

  /** What is asked for and not registered. */
  static List<String> ofAbsent(String asked, List<Finding> findings, AdbLine adb, Surface surface) {
    Prose prose = new Prose(surface);
    prose.heading(0, Prose.part(asked, Style.BOLD));
    boolean open = AbsentJob.isOpen(findings);
    prose.sentence(
        0,
        open ? "Cannot tell whether it is registered." : "Not registered.",
        DiagnosisText.style(open ? Verdict.CANNOT_TELL : Verdict.BLOCKED));
    add(prose, findings, adb);
    return prose.lines();
  }

  private static void add(Prose prose, List<Finding> findings, AdbLine adb) {
    FindingLines lines = new FindingLines(prose, adb);
    int number = 0;
    for (Finding finding : findings) {
      prose.blank();
      boolean note = finding.verdict() == Verdict.NOTE;
      lines.whole(note ? "-" : Integer.toString(++number), finding);
    }
  }
}
