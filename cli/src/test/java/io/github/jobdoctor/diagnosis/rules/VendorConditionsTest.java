package io.github.jobdoctor.diagnosis.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What makers have added to Android's conditions, in the shapes that their own builds print. */
@DisplayName("A condition of the device's maker")
class VendorConditionsTest {

  private static final String SAMSUNG =
      """
      UidRestrictController:
        Restricted uids:\s
        --10009
        --10005
        \s
        Tracking jobs:
          uid=10005(1):
          --##u0a5/7 from u0a5

      """;

  @Test
  @DisplayName("that is known of Samsung holds the job back, by the line that lists its app")
  void samsungSetsAppsApart() throws Exception {
    Finding finding =
        only(
            dump(
                "UID_NOT_RESTRICTED CHARGING",
                "CHARGING",
                "UID_NOT_RESTRICTED",
                ready("false", "true"),
                "",
                SAMSUNG));
    assertEquals("vendor-constraint", finding.id());
    assertEquals(Verdict.BLOCKED, finding.verdict());
    assertEquals(Confidence.LIKELY, finding.confidence());
    assertEquals(
        List.of("Unsatisfied constraints: UID_NOT_RESTRICTED", "--10005"),
        finding.evidence().stream().map(line -> line.line().text().strip()).toList());
  }

  @Test
  @DisplayName("that is known of Samsung holds nothing back once the deadline has passed")
  void samsungLetsDeadlinesPass() throws Exception {
    String dump =
        dump(
            "UID_NOT_RESTRICTED DEADLINE",
            "DEADLINE",
            "UID_NOT_RESTRICTED",
            ready("true", "true"),
            "      readyDeadlineSatisfied: true\n",
            SAMSUNG);
    assertEquals(List.of(), diagnose(dump.replace("Ready: false", "Ready: true")).holds());
  }

  @Test
  @DisplayName("that nobody knows is said to be unknown, and whose it is")
  void unknown() throws Exception {
    Finding finding =
        only(dump("CPU PROTECT_FORE", "CPU", "PROTECT_FORE", ready("false", "true"), "", ""));
    assertEquals(Verdict.CANNOT_TELL, finding.verdict());
    assertEquals(Confidence.POSSIBLE, finding.confidence());
    assertEquals(
        "The constraint PROTECT_FORE is not Android's own but OPPO's (ColorOS, OxygenOS, realme"
            + " UI), and is not satisfied. Whether it holds the job back, only the maker of the"
            + " device knows.",
        finding.summary());
  }

  @Test
  @DisplayName("is not blamed, nor an order to run suspected, where Android counts the job as met")
  void countedAsMet() throws Exception {
    Diagnosis diagnosis =
        diagnose(dump("CPU PROTECT_FORE", "CPU", "PROTECT_FORE", ready("true", "true"), "", ""));
    assertEquals(
        List.of(), diagnosis.findings().stream().map(Finding::id).filter(this::isOdd).toList());
  }

  private boolean isOdd(String id) {
    return id.equals("vendor-constraint") || id.equals("override-left");
  }

  @Test
  @DisplayName("that restricts all jobs is named with the line that says it is on")
  void makersRestriction() throws Exception {
    String restricted = "    Restricted due to: unknown:13.\n" + ready("true", "false");
    Finding finding =
        only("Olaf status: true(10123)\n\n" + dump("CHARGING", "CHARGING", "", restricted, "", ""));
    assertEquals("restriction", finding.id());
    assertEquals(
        "A restriction of the device holds the job back: unknown:13. Samsung's own is on: Olaf"
            + " status: true(10123).",
        finding.summary());
    assertEquals(
        List.of(14, 1, 15), finding.evidence().stream().map(line -> line.line().line()).toList());
  }

  @Test
  @DisplayName("for heat that Android itself does not see is not called warmth that it measures")
  void heatOfTheMaker() throws Exception {
    String restricted = "    Restricted due to: thermal.\n" + ready("true", "false");
    Finding finding =
        only("Thermal status: 0\n\n" + dump("CHARGING", "CHARGING", "", restricted, "", ""));
    assertEquals("thermal", finding.id());
    assertEquals(
        "Android holds the job back for heat, although its own thermal status is none: the device's"
            + " maker measures more than that.",
        finding.summary());
    assertEquals(true, finding.commands().apply().isEmpty());
  }

  private static String ready(String job, String restricted) {
    return "    Ready: false (job="
        + job
        + " user=true !restricted="
        + restricted
        + " !pending=true !active=true !backingup=true comp=true)\n";
  }

  private static String dump(
      String required,
      String satisfied,
      String unsatisfied,
      String ready,
      String implicit,
      String controllers) {
    return "Registered 1 jobs:\n"
        + "  JOB #u0a5/7: abc com.x/.Svc\n"
        + "    u0a5 tag=*job*/com.x/.Svc\n"
        + "    Source: uid=u0a5 user=0 pkg=com.x\n"
        + "    Required constraints: "
        + required
        + "\n    Satisfied constraints: "
        + satisfied
        + " DEVICE_NOT_DOZING BACKGROUND_NOT_RESTRICTED WITHIN_QUOTA\n"
        + "    Unsatisfied constraints: "
        + unsatisfied
        + "\n    Implicit constraints:\n"
        + "      readyNotDozing: true\n"
        + "      readyNotRestrictedInBg: true\n"
        + implicit
        + "    Standby bucket: ACTIVE\n"
        + ready
        + "\n"
        + controllers;
  }

  private static Finding only(String dump) throws Exception {
    List<Finding> findings =
        diagnose(dump).findings().stream()
            .filter(finding -> finding.verdict() != Verdict.NOTE)
            .toList();
    assertEquals(1, findings.size(), findings::toString);
    return findings.get(0);
  }

  private static Diagnosis diagnose(String dump) throws Exception {
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(dump);
    assertEquals(0, snapshot.unreadCount(), () -> snapshot.unread().toString());
    return Rules.diagnose(new Circumstances(snapshot, snapshot.jobs().get(0), OptionalInt.of(35)));
  }
}
