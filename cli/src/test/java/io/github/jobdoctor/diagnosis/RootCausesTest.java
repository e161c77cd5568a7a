package io.github.jobdoctor.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder is a device on which a job does not run, made after the threads of one cluster of
 * reference/causes.md; its name is the sentence. {@code expected.txt} begins with two lines by
 * hand, what the headline must be and which finding must name the cause, and may go on with the
 * jobs to look at ({@code job KEY}, or {@code absent PACKAGE} for one that has none; all jobs
 * without such a line). The rest is what the rules find: {@code -Djobdoctor.update=true} writes it
 * anew, for the difference to be read.
 */
@DisplayName("The root cause")
class RootCausesTest {

  private static final Path FOLDERS =
      Path.of("src/test/resources/io/github/jobdoctor/diagnosis/causes");

  private static final boolean UPDATE = Boolean.getBoolean("jobdoctor.update");

  /** The findings that name a cluster's cause. C0 are dumps that mislead who reads them quickly. */
  private static final Map<String, Set<String>> CAUSES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("C01", Set.of("process-killed", "not-started")),
              Map.entry("C02", Set.of("app-stopped", "process-force-stopped")),
              Map.entry("C03", Set.of("doze", "leftover-forced-doze")),
              Map.entry(
                  "C04",
                  Set.of(
                      "quota-time",
                      "quota-jobs",
                      "quota-sessions",
                      "bucket-restricted",
                      "bucket-never",
                      "schedule-quota",
                      "app-idle",
                      "standby-heartbeat",
                      "background-restricted",
                      "expedited-quota")),
              Map.entry(
                  "C05",
                  Set.of(
                      "no-network",
                      "network-lacks",
                      "network-blocked",
                      "charging",
                      "device-idle",
                      "battery-not-low")),
              Map.entry("C06", Set.of("periodic-window", "batching", "minimum-latency")),
              Map.entry("C07", Set.of("app-on-top")),
              Map.entry("C08", Set.of("repeated-timeouts", "long-run")),
              Map.entry("C09", Set.of("observer-effect", "process-crashed")),
              Map.entry("C10", Set.of("scheduled-anew", "repeatedly-replaced", "cancelled")),
              Map.entry("C11", Set.of("job-limit")),
              Map.entry("C12", Set.of("repeated-timeouts", "buggy-app", "process-anr")),
              Map.entry("C13", Set.of("expedited-quota", "process-crashed")),
              Map.entry("C14", Set.of("override-left", "periodic-window")),
              Map.entry("C15", Set.of("not-persisted")),
              Map.entry("C16", Set.of("component-missing", "component-unusable")),
              Map.entry("C17", Set.of("repeated-stops"))));

  /** Those that most threads end on. */
  private static final Set<String> FREQUENT =
      Set.of("C01", "C03", "C04", "C05", "C06", "C10", "C12", "C16");

  /** Commands that show something and change nothing. */
  private static final Pattern LOOKS =
      Pattern.compile(
          "adb shell (?:am get-.*|pm list .*|cmd appops get .*|settings get .*|df .*"
              + "|cmd jobscheduler heartbeat|dumpsys [a-z]+|dumpsys deviceidle (?:get .*|whitelist)"
              + "|dumpsys (?:package|jobscheduler) [\\w.]+|dumpsys activity .*)");

  private static final Set<String> ADMISSIONS =
      Set.of("rule-failed", "unexplained", "no-readiness");

  @TestFactory
  Stream<DynamicTest> isFound() throws IOException {
    return folders().map(folder -> DynamicTest.dynamicTest(sentence(folder), () -> check(folder)));
  }

  @Test
  @DisplayName("is shown of every cluster that a dump can reveal, and on many versions")
  void coverage() throws Exception {
    Map<String, Integer> fixtures = new TreeMap<>();
    Set<Integer> levels = new TreeSet<>();
    for (Path folder : folders().toList()) {
      fixtures.merge(cluster(folder), 1, Integer::sum);
      levels.add(CauseFolder.read(folder).apiLevel());
    }
    for (String cluster : CAUSES.keySet()) {
      int enough = FREQUENT.contains(cluster) ? 2 : 1;
      assertTrue(fixtures.getOrDefault(cluster, 0) >= enough, cluster + " of " + fixtures);
    }
    assertTrue(levels.size() >= 12 && levels.contains(23) && levels.contains(36), "" + levels);
  }

  private static void check(Path folder) throws Exception {
    CauseFolder found = CauseFolder.read(folder);
    List<String> actual = new ArrayList<>(found.byHand());
    found.answers().forEach(answer -> answer.write(actual));
    if (UPDATE) {
      Files.write(folder.resolve(CauseFolder.EXPECTED), actual);
    }
    assertFalse(found.answers().isEmpty());
    for (CauseFolder.Answer answer : found.answers()) {
      answer.findings().forEach(finding -> check(finding, found));
    }
    CauseFolder.Answer first = found.answers().get(0);
    String cause = found.told("cause");
    assertEquals(found.told("headline"), first.headline());
    assertTrue(first.findings().stream().anyMatch(one -> one.id().equals(cause)), cause);
    Optional<Set<String>> allowed = Optional.ofNullable(CAUSES.get(cluster(folder)));
    assertTrue(allowed.isEmpty() || allowed.get().contains(cause), cause);
    if (!UPDATE) {
      assertEquals(String.join("\n", found.expected()), String.join("\n", actual));
    }
  }

  /** What it rests on stands at that line of the file, within the service that is named. */
  private static void check(Finding finding, CauseFolder found) {
    assertFalse(ADMISSIONS.contains(finding.id()), finding.id());
    assertFalse(finding.summary().isEmpty(), finding.id());
    assertTrue(!finding.holdsBack() || !finding.evidence().isEmpty(), finding.id());
    Optional<String> confirm = finding.commands().confirm();
    assertTrue(confirm.isEmpty() || LOOKS.matcher(confirm.get()).matches(), confirm.toString());
    for (Evidence evidence : finding.evidence()) {
      int number = evidence.line().line();
      assertEquals(found.report().get(number - 1), evidence.line().text(), finding.id());
      String service = evidence.service().split(" ", 2)[0];
      assertEquals(service, found.serviceAt(number), finding.id() + ": " + evidence.line());
    }
  }

  private static Stream<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(FOLDERS)) {
      return entries.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  private static String cluster(Path folder) {
    return folder.getFileName().toString().substring(0, 3);
  }

  private static String sentence(Path folder) {
    return folder.getFileName().toString().replace('-', ' ');
  }
}
