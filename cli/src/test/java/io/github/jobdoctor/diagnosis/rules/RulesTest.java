package io.github.jobdoctor.diagnosis.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.dumpsys.GenuineDumps;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Neighbour;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The rules")
class RulesTest {

  /** A rule with a mistake in it. */
  private static final Rule BROKEN =
      new Rule() {
        @Override
        public About about() {
          return new About("the moon is full", "21+", List.of("full-moon"));
        }

        @Override
        public Set<Neighbour> asks(Circumstances circumstances) {
          throw new IllegalStateException("asked at night");
        }

        @Override
        public List<Finding> judge(Circumstances circumstances) {
          throw new IndexOutOfBoundsException("13");
        }
      };

  @Test
  @DisplayName("cannot tell where one crashes, and take no other down")
  void crash() throws Exception {
    JobSchedulerSnapshot snapshot = GenuineDumps.parse("api-34/doze");
    Circumstances circumstances =
        Surroundings.of(snapshot, OptionalInt.empty()).of(snapshot.jobs().get(0));
    List<Finding> findings = Rules.judge(BROKEN, circumstances);
    assertEquals(1, findings.size());
    assertEquals(Verdict.CANNOT_TELL, findings.get(0).verdict());
    assertTrue(findings.get(0).summary().contains("the moon is full"), findings.toString());
    assertEquals(Set.of(), Rules.asks(BROKEN, circumstances));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.jobdoctor.dumpsys.GenuineDumps#names")
  @DisplayName("find only what the table of rules lists")
  void onlyListedIds(String dump) throws Exception {
    Set<String> listed = new HashSet<>();
    Rules.table().forEach(rule -> listed.addAll(rule.ids()));
    List<String> unlisted = new ArrayList<>();
    JobSchedulerSnapshot snapshot = GenuineDumps.parse(dump);
    for (Circumstances job : Surroundings.of(snapshot, OptionalInt.empty()).jobs()) {
      Diagnosis diagnosis = Rules.diagnose(job);
      diagnosis.findings().stream()
          .map(Finding::id)
          .filter(id -> !listed.contains(id))
          .forEach(unlisted::add);
      for (Finding finding : diagnosis.findings()) {
        assertFalse(finding.summary().isBlank(), finding.id());
        assertFalse(
            finding.holdsBack() && finding.eta().isEmpty() && finding.until().isEmpty(),
            finding.id() + " says neither when nor how it ends");
      }
    }
    assertEquals(List.of(), unlisted);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.jobdoctor.dumpsys.GenuineDumps#names")
  @DisplayName("that only note hold nothing back, so where a job stands is the same without them")
  void notesDecideNothing(String dump) throws Exception {
    JobSchedulerSnapshot snapshot = GenuineDumps.parse(dump);
    for (Circumstances job : Surroundings.of(snapshot, OptionalInt.empty()).jobs()) {
      for (Rule rule : Rules.ALL) {
        if (rule instanceof NotingRule) {
          assertTrue(
              rule.judge(job).stream().allMatch(one -> one.verdict() == Verdict.NOTE),
              rule.about().cause());
        }
      }
      Diagnosis whole = Rules.diagnose(job);
      Diagnosis standing = Rules.standing(job);
      assertEquals(whole.verdict(), standing.verdict());
      assertEquals(whole.heldBy(), standing.heldBy());
      assertEquals(whole.nextRun(), standing.nextRun());
    }
  }

  @Test
  @DisplayName("have an id for each finding, and no two rules the same cause in words")
  void table() {
    Set<String> causes = new HashSet<>();
    for (Rule.About rule : Rules.table()) {
      assertFalse(rule.ids().isEmpty(), rule.cause());
      assertTrue(causes.add(rule.cause()), rule.cause());
    }
  }
}
