package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.diagnosis.rules.AbsentJob;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.diagnosis.rules.Rules;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.source.DumpFile;
import io.github.jobdoctor.source.SavedDump;
import io.github.jobdoctor.source.SavedNeighbours;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A folder of {@link RootCausesTest}, read and diagnosed as the program does it: the rules say
 * which neighbours to ask, and no others are.
 *
 * @param apiLevel the device's
 * @param report the lines of the bug report
 * @param expected the lines that are expected
 * @param answers what there is to say, job by job
 */
record CauseFolder(int apiLevel, List<String> report, List<String> expected, List<Answer> answers) {

  static final String EXPECTED = "expected.txt";

  private static final String SERVICE = "DUMP OF SERVICE ";

  static CauseFolder read(Path folder) throws Exception {
    Path file = folder.resolve("report.txt");
    List<String> expected = Files.readAllLines(folder.resolve(EXPECTED));
    SavedDump dump =
        DumpFile.read(file.toString(), Path.of(""), new ByteArrayInputStream(new byte[0]));
    Neighbours nothing = SavedNeighbours.of(dump.report(), Set.of(), Set.of());
    List<String> absent = named("absent", byHand(expected));
    List<Answer> answers = new ArrayList<>();
    if (absent.isEmpty()) {
      List<String> wanted = named("job", byHand(expected));
      Diagnoses diagnoses =
          new Diagnoses(
              around(
                  dump,
                  Rules.question(
                      new Surroundings(dump.snapshot(), nothing), dump.snapshot().jobs())));
      dump.snapshot().jobs().stream()
          .filter(job -> wanted.isEmpty() || wanted.contains(job.key().toString()))
          .map(job -> Answer.of(diagnoses.of(job)))
          .forEach(answers::add);
    } else {
      AbsentJob.Search search =
          new AbsentJob.Search(
              absent.get(0), Optional.empty(), OptionalInt.empty(), Optional.empty());
      answers.add(
          new Answer(
              absent.get(0) + " absent",
              Optional.empty(),
              AbsentJob.findings(around(dump, AbsentJob.question(search)), search)));
    }
    return new CauseFolder(
        nothing.device().apiLevel().orElseThrow(), Files.readAllLines(file), expected, answers);
  }

  private static Surroundings around(SavedDump dump, NeighbourQuestion question) {
    return new Surroundings(
        dump.snapshot(), SavedNeighbours.of(dump.report(), question.asked(), question.packages()));
  }

  /** The lines that no update writes. */
  List<String> byHand() {
    return byHand(expected);
  }

  private static List<String> byHand(List<String> expected) {
    return expected.stream().takeWhile(line -> !line.isEmpty()).toList();
  }

  /** What a line by hand says. */
  String told(String label) {
    return named(label, byHand()).get(0);
  }

  private static List<String> named(String label, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(label + " "))
        .map(line -> line.substring(label.length() + 1))
        .toList();
  }

  /** The service in whose dump the line stands. */
  String serviceAt(int number) {
    return report.subList(0, number).stream()
        .filter(line -> line.startsWith(SERVICE))
        .reduce((earlier, later) -> later)
        .map(line -> line.substring(SERVICE.length(), line.length() - 1))
        .orElse("");
  }

  /**
   * What there is to say of a job.
   *
   * @param subject the job and its verdict
   * @param first the finding to name first; absent for the first of the list
   * @param findings all of them
   */
  record Answer(String subject, Optional<Finding> first, List<Finding> findings) {

    private static Answer of(Diagnosis diagnosis) {
      return new Answer(
          diagnosis.job().key() + " " + diagnosis.verdict().word(),
          diagnosis.headline(),
          diagnosis.findings());
    }

    String headline() {
      return first.orElse(findings.get(0)).id();
    }

    void write(List<String> lines) {
      lines.add("");
      lines.add(subject + " " + headline());
      for (Finding finding : findings) {
        lines.add(
            "  "
                + finding.verdict().word()
                + " "
                + finding.id()
                + " "
                + finding.confidence().word()
                + finding.pendingReason().map(reason -> " " + reason).orElse(""));
        for (Evidence evidence : finding.evidence()) {
          lines.add(
              "    "
                  + evidence.service()
                  + ":"
                  + evidence.line().line()
                  + " "
                  + evidence.line().text().strip());
        }
      }
    }
  }
}
