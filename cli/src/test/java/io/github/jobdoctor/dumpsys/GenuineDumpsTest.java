package io.github.jobdoctor.dumpsys;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobInfo.Backoff;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The parser against dumps of the platform's own code, each with the truth that was read from the
 * service's objects at the same moment.
 */
@DisplayName("Dumps of Android's own code")
class GenuineDumpsTest {

  static Stream<String> filteredDumps() {
    return IntStream.rangeClosed(24, 37).mapToObj(api -> "api-" + api + "/filtered");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.jobdoctor.dumpsys.GenuineDumps#names")
  @DisplayName("give every job with the facts that the service itself holds")
  void everyJobEqualsTheTruth(String dump) throws Exception {
    JobSchedulerSnapshot snapshot = GenuineDumps.parse(dump);
    JsonNode service = GenuineDumps.truthOf(dump);
    Map<JobKey, JsonNode> truth = GenuineDumps.byKey(service);
    assertEquals(
        truth.keySet(), snapshot.jobs().stream().map(Job::key).collect(Collectors.toSet()));
    if (!isBeforeApi24(service)) {
      assertEquals(truth.size(), snapshot.registered().orElseThrow());
    }
    for (Job job : snapshot.jobs()) {
      JsonNode expected = truth.get(job.key());
      JobState state = GenuineDumps.stateOf(expected, service);
      assertAll(
          dump + " " + job.key(),
          () -> assertJob(expected, job),
          () -> assertTimes(expected, service, job),
          () -> {
            if (isBeforeApi24(service)) {
              assertOneLine(expected, job);
            } else {
              assertBlock(expected, job);
            }
          },
          () -> assertState(expected, state, job));
    }
    assertEquals(Extent.WHOLE, snapshot.extent());
    assertEquals(List.of(), snapshot.unread());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filteredDumps")
  @DisplayName("for one package are known as filtered, not taken for cut ones")
  void filteredDumpsAreKnownAsFiltered(String dump) throws Exception {
    JobSchedulerSnapshot snapshot = GenuineDumps.parse(dump);
    assertEquals(Extent.FILTERED, snapshot.extent());
    assertEquals(List.of(), snapshot.unread());
  }

  private static boolean isBeforeApi24(JsonNode service) {
    return service.get("api").asInt() < 24;
  }

  private static void assertJob(JsonNode truth, Job job) {
    assertEquals(truth.get("userId").asInt(), job.key().caller().userId(), "user");
    assertEquals(truth.get("serviceShort").asString(), job.info().service().orElseThrow());
    assertEquals(truth.get("persisted").asBoolean(), job.info().persisted(), "persisted");
    assertEquals(truth.get("numFailures").asInt(), job.past().numFailures(), "failures");
    assertEquals(
        truth.get("isReady").asBoolean(),
        job.readiness().map(ready -> ready.job().orElseThrow()).orElse(isMarkedReady(job)),
        "job=");
  }

  /**
   * A state may stay open only where the dump shows three digits of a number, and two jobs share
   * them.
   */
  private static void assertState(JsonNode truth, JobState state, Job job) {
    if (job.state().isPresent() || truth.has("sourceUid")) {
      assertEquals(state, job.state().orElseThrow(), "state");
    }
  }

  private static boolean isMarkedReady(Job job) {
    return job.block().get(0).contains("(READY)");
  }

  /** What API 21 to 23 print. */
  private static void assertOneLine(JsonNode truth, Job job) {
    Set<String> required = new TreeSet<>();
    if (truth.get("requireCharging").asBoolean()) {
      required.add("CHARGING");
    }
    if (truth.get("requireDeviceIdle").asBoolean()) {
      required.add("IDLE");
    }
    if (truth.get("networkType").asInt() > 0) {
      required.add(truth.get("networkType").asInt() == 1 ? "CONNECTIVITY" : "UNMETERED");
    }
    if (truth.get("earliestRunTimeElapsed").asLong() > 0) {
      required.add("TIMING_DELAY");
    }
    if (truth.get("latestRunTimeElapsed").asLong() < Long.MAX_VALUE) {
      required.add("DEADLINE");
    }
    assertEquals(required, names(job.constraints().required()), "required");
  }

  /** The window, to the second: up to API 25 the dump prints no more. */
  private static void assertTimes(JsonNode truth, JsonNode service, Job job) {
    if (!truth.has("earliestRunTimeElapsed")) {
      return;
    }
    long now = service.get("nowElapsed").asLong();
    assertTime(truth.get("earliestRunTimeElapsed").asLong(), now, job.times().earliest());
    assertTime(truth.get("latestRunTimeElapsed").asLong(), now, job.times().latest());
  }

  private static void assertTime(long elapsed, long now, Optional<Duration> printed) {
    assertEquals(elapsed != 0 && elapsed != Long.MAX_VALUE, printed.isPresent(), "there is a time");
    // The truth was read a little before or after the dump.
    printed.ifPresent(
        time -> assertTrue(Math.abs(elapsed - now - time.toMillis()) <= 3_000, "time: " + time));
  }

  private static void assertBlock(JsonNode truth, Job job) {
    Job.Source source = job.source().orElseThrow();
    assertEquals(truth.get("sourceUid").asInt(), source.uid().value(), "source uid");
    assertEquals(truth.get("sourceUserId").asInt(), source.userId(), "source user");
    assertEquals(truth.get("sourcePackage").asString(), source.packageName(), "source package");
    assertEquals(truth.get("batteryName").asString(), job.name(), "name");
    assertEquals(truth.get("dumpTag").asString(), job.tag().orElseThrow(), "tag");

    Map<String, String> marks = new TreeMap<>();
    truth
        .get("constraints(R=required,D=dynamic,S=satisfied)")
        .properties()
        .forEach(entry -> marks.put(printedName(entry.getKey()), entry.getValue().asString()));
    assertEquals(marked(marks, "R"), names(job.constraints().required()), "required");
    assertEquals(marked(marks, "D"), names(job.constraints().dynamic()), "dynamic");
    assertEquals(marked(marks, "S"), names(job.constraints().satisfied()), "satisfied");

    assertEquals(
        truth.get("periodic").asBoolean()
            ? Optional.of(
                List.of(truth.get("intervalMillis").asLong(), truth.get("flexMillis").asLong()))
            : Optional.empty(),
        job.info()
            .periodic()
            .map(rhythm -> List.of(rhythm.interval().toMillis(), rhythm.flex().toMillis())),
        "periodic");
    Backoff backoff = job.info().backoff().orElseThrow();
    assertEquals(
        truth.get("backoffPolicy").asInt() == 0
            ? Backoff.Policy.LINEAR
            : Backoff.Policy.EXPONENTIAL,
        backoff.policy(),
        "backoff policy");
    assertEquals(truth.get("initialBackoffMillis").asLong(), backoff.initial().toMillis());
    assertEquals(truth.get("flags").asInt(), job.info().flags(), "flags");
    if (truth.has("internalFlags")) {
      assertEquals(truth.get("internalFlags").asInt() & 7, job.info().internalFlags() & 7);
    }
    if (truth.has("effectivePriority")) {
      assertEquals(truth.get("priority").asInt(), job.info().priority().orElseThrow(), "priority");
      assertEquals(truth.get("bias").asInt(), job.info().bias().orElse(0), "bias");
    }
    assertEquals(
        positive(truth.get("minLatencyMillis").asLong()), job.info().minimumLatency(), "latency");
    assertEquals(
        positive(truth.get("maxExecutionDelayMillis").asLong()),
        job.info().maxExecutionDelay(),
        "execution delay");

    if (truth.has("bucketName")) {
      assertEquals(
          truth.get("bucketName").asString(),
          job.standby().bucket().orElseThrow().name(),
          "bucket");
    }
    if (truth.has("numSystemStops")) {
      assertEquals(truth.get("numSystemStops").asInt(), job.past().numSystemStops());
    }
  }

  /**
   * The truth has the name of the constant in the code; the dump prints another for one of them.
   */
  private static String printedName(String constant) {
    return constant.equals("FLEXIBLE") ? "FLEXIBILITY" : constant;
  }

  private static Optional<Duration> positive(long millis) {
    return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
  }

  private static Set<String> marked(Map<String, String> marks, String mark) {
    return marks.entrySet().stream()
        .filter(entry -> entry.getValue().contains(mark))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(List<Constraint> constraints) {
    return constraints.stream()
        .map(Constraint::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
