package io.github.jobdoctor.expectation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A condition as it is typed")
class ConditionTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "scheduled, scheduled",
    "NOT Running, not running",
    "blocked-by QUOTA, blocked-by QUOTA",
    "blocked_by Bucket-Never, blocked-by Bucket-Never",
    "blocked-by constraint charging, blocked-by constraint charging",
    "next-run-within 90m, next-run-within 90m",
    "next-run-within 120s, next-run-within 2m",
  })
  @DisplayName("is read, whatever its case, its dashes and its spaces")
  void isRead(String typed, String meant) throws Exception {
    assertEquals(meant, Condition.of(List.of(typed)).toString());
    assertEquals(meant, Condition.of(List.of(typed.split(" ", -1))).toString());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | A condition is missing",
        "not | After 'not' a condition is missing",
        "sheduled | 'sheduled' is no condition: there are scheduled",
        "blocked-by | blocked-by needs a reason",
        "blocked-by weather | 'weather' is nothing that could block a job: there are app-idle",
        "blocked-by running | 'running' is nothing that could block a job",
        "next-run-within | next-run-within needs a duration",
        "next-run-within soon | next-run-within needs a duration",
        "ran twice | 'twice' does not belong behind ran",
      })
  @DisplayName("that is none says what is wrong, and what there is")
  void saysWhatIsWrong(String typed, String message) {
    NotAnExpectationException e =
        assertThrows(NotAnExpectationException.class, () -> Condition.of(List.of(typed)));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  @DisplayName("takes every word that stands behind 'held by' in the genuine dumps, and finds it")
  void takesWhatIsPrinted() throws Exception {
    Set<String> refused = new TreeSet<>();
    int tried = 0;
    for (Path file : dumps()) {
      JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(Files.readString(file));
      Diagnoses diagnoses = new Diagnoses(snapshot, OptionalInt.empty());
      for (Job job : snapshot.jobs()) {
        for (Finding finding : diagnoses.of(job).heldBy()) {
          for (String name :
              Stream.of(
                      Stream.of(finding.id(), finding.label()),
                      finding.pendingReason().map(Enum::name).stream())
                  .flatMap(names -> names)
                  .filter(name -> !name.equals("?"))
                  .toList()) {
            tried++;
            try {
              assertTrue(BlockReason.of(name).means(finding), name);
            } catch (NotAnExpectationException e) {
              refused.add(name);
            }
          }
        }
      }
    }
    assertTrue(tried > 1000, "only " + tried);
    assertEquals(Set.of(), refused);
  }

  private static List<Path> dumps() throws IOException {
    try (Stream<Path> files =
        Files.walk(Path.of("src/test/resources/io/github/jobdoctor/dumpsys/aosp"))) {
      return files
          .filter(
              file ->
                  file.toString().endsWith("active.txt") || file.toString().endsWith("doze.txt"))
          .toList();
    }
  }
}
