package io.github.jobdoctor.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.diagnosis.rules.AbsentJob;
import io.github.jobdoctor.diagnosis.rules.AbsentJob.Search;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A job that is not registered")
class AbsentJobTest {

  private static final String JOBS =
      """
      Registered 2 jobs:
        JOB #u0a5/7: abc com.x/.Svc
          u0a5 tag=*job*/com.x/.Svc
          Source: uid=u0a5 user=0 pkg=com.x
          JobInfo:
            Service: com.x/.Svc
          Ready: true (job=true user=true !pending=true !active=true !backingup=true comp=true)
        JOB ns:u10a6/8: def @ns@com.y/.Svc
          u10a6 tag=*job*/@ns@com.y/.Svc
          Source: uid=u10a6 user=10 pkg=com.y
          JobInfo:
            Service: com.y/.Svc
          Ready: true (job=true user=true !pending=true !active=true !backingup=true comp=true)
      """;

  private static final String RECENT =
      """

      Recently completed jobs:
        -1m0s0ms
            abc #u0a5/20 com.x/.Done
            u0a5 tag=*job*/com.x/.Done#20
            Source: uid=u0a5 user=0 pkg=com.x
            JobInfo:
              Service: com.x/.Done

      Recently cancelled jobs:
        -30s0ms
            abd #u0a5/21 com.x/.Gone
            u0a5 tag=*job*/com.x/.Gone#21
            Source: uid=u0a5 user=0 pkg=com.x
            JobInfo:
              Service: com.x/.Gone
        -2m0s0ms
            abe #u0a7/22 com.z/.Gone
            u0a7 tag=*job*/com.z/.Gone#22
            Source: uid=u0a7 user=0 pkg=com.z
            JobInfo:
              Service: com.z/.Gone
      """;

  private static final String HISTORY =
      """

        Job history:
            -5m0s0ms   START: #u0a8/30 com.h/.Run
            -4m0s0ms    STOP: #u0a8/30 com.h/.Run cancel() called by app, callingUid=10008
            -3m0s0ms   START: #u0a8/31 com.h/.Fine
            -2m0s0ms    STOP: #u0a8/31 com.h/.Fine app called jobFinished
      """;

  private static final String END = "\nPersistStats: FirstLoad: 0/0/0 LastSave: 0/0/0\n";

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "u0a5/20, finished certain",
    "20, finished certain",
    "com.x/20, finished certain",
    "com.x.Done, finished certain",
    "Done, finished certain",
    "com.x/.Done, finished certain",
    "u0a5/21, cancelled certain",
    "com.z, cancelled certain",
    "com.z/22, cancelled certain",
    "u0a8/30, cancelled certain",
    "com.h/31, finished likely",
    "com.h, finished likely",
    "com.nobody, never-scheduled likely",
    "u0a5/99, never-scheduled likely",
    "u10a5/7, other-user certain",
    "#u10a5/7, other-user certain",
    "ns:u0a5/7, other-namespace certain",
    "other:8, other-namespace certain"
  })
  @DisplayName("is known by what the dump shows of it")
  void isKnownByItsTraces(String asked, String expected) throws Exception {
    assertEquals(expected, found(JOBS + HISTORY + RECENT + END, search(asked)));
  }

  @Test
  @DisplayName("is registered for another user, namespace or package than the options say")
  void isRegisteredElsewhere() throws Exception {
    String dump = JOBS + END;
    assertEquals(
        "other-user certain",
        found(dump, new Search("8", Optional.empty(), OptionalInt.of(0), Optional.empty())));
    assertEquals(
        "other-user certain",
        found(dump, new Search("com.y", Optional.empty(), OptionalInt.of(0), Optional.empty())));
    assertEquals(
        "other-namespace certain",
        found(dump, new Search("8", Optional.empty(), OptionalInt.empty(), Optional.of("other"))));
    assertEquals(
        "other-package certain",
        found(dump, new Search("8", Optional.of("com.x"), OptionalInt.empty(), Optional.empty())));
  }

  @Test
  @DisplayName("is told from those of other users and packages in what has ended, too")
  void optionsNarrowWhatHasEnded() throws Exception {
    String dump = JOBS + HISTORY + RECENT + END;
    assertEquals(
        "never-scheduled likely",
        found(dump, new Search("20", Optional.empty(), OptionalInt.of(10), Optional.empty())));
    assertEquals(
        "never-scheduled likely",
        found(dump, new Search("20", Optional.of("com.z"), OptionalInt.empty(), Optional.empty())));
    assertEquals(
        "never-scheduled likely",
        found(dump, new Search("30", Optional.empty(), OptionalInt.of(10), Optional.empty())));
  }

  @Test
  @DisplayName("of which several traces are left is told by all of them, the latest first")
  void allTraces() throws Exception {
    assertEquals(
        "cancelled certain, finished certain",
        found(
            JOBS + RECENT.replace("com.x/.", "com.q/.").replace("=com.x", "=com.q") + END,
            search("com.q")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.nobody", "u0a5/99", "99"})
  @DisplayName("cannot be told from one that is missing in a piece of a dump")
  void piecesLeaveItOpen(String asked) throws Exception {
    String piece = JOBS.substring(JOBS.indexOf("  JOB "));
    List<Finding> findings = AbsentJob.findings(around(piece), search(asked));
    assertEquals("dump-incomplete", findings.get(0).id());
    assertTrue(AbsentJob.isOpen(findings));
  }

  @Test
  @DisplayName("is cited with the line that tells of it")
  void citesTheLine() throws Exception {
    String dump = JOBS + HISTORY + RECENT + END;
    List<String> lines = dump.lines().toList();
    for (String asked : List.of("20", "21", "30", "u10a5/7")) {
      for (Finding finding : AbsentJob.findings(around(dump), search(asked))) {
        assertTrue(!finding.evidence().isEmpty(), asked);
        for (Evidence evidence : finding.evidence()) {
          assertEquals(lines.get(evidence.line().line() - 1), evidence.line().text());
        }
      }
    }
  }

  private static Surroundings around(String dump) throws Exception {
    return Surroundings.of(JobSchedulerDump.parse(dump), OptionalInt.empty());
  }

  private static Search search(String asked) {
    return new Search(asked, Optional.empty(), OptionalInt.empty(), Optional.empty());
  }

  private static String found(String dump, Search search) throws Exception {
    return AbsentJob.findings(around(dump), search).stream()
        .map(finding -> finding.id() + " " + finding.confidence().word())
        .collect(Collectors.joining(", "));
  }
}
