package io.github.jobdoctor.dumpsys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.job.ActiveJob;
import io.github.jobdoctor.job.Controllers;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.PendingJob;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.SchedulerState;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sections beside the jobs, in dumps of the platform's own code. */
@DisplayName("The sections of Android's own dumps")
class GenuineSectionsTest {

  static Stream<String> dumps() {
    return IntStream.concat(IntStream.of(24, 26, 27), IntStream.rangeClosed(28, 37))
        .boxed()
        .flatMap(api -> Stream.of("active", "doze").map(state -> "api-" + api + "/" + state));
  }

  static Stream<String> dumpsSince28() {
    return dumps().filter(dump -> api(dump) >= 28);
  }

  static Stream<String> dumpsSince31() {
    return dumps().filter(dump -> api(dump) >= 31);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("leave no line unread")
  void noLineIsUnread(String dump) throws Exception {
    List<String> lines = lines(dump);
    int firstOfJobs = first(lines, line -> line.startsWith("Registered "));
    int lastOfJobs = last(lines, line -> line.startsWith("    Ready: "));
    List<DumpLine> unread =
        parse(dump).unread().stream()
            .filter(line -> line.line() <= firstOfJobs || line.line() > lastOfJobs + 1)
            .toList();
    assertEquals(List.of(), unread);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("are cited line by line as they are there")
  void factsCiteTheirLines(String dump) throws Exception {
    List<String> lines = lines(dump);
    List<DumpLine> cited = new ArrayList<>();
    collect(parse(dump).state(), cited);
    assertTrue(cited.size() > 150, "cites " + cited.size());
    for (DumpLine line : cited) {
      assertEquals(lines.get(line.line() - 1), line.text());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("tell pending, active and lately completed jobs as the service holds them")
  void queuesAreTheServices(String dump) throws Exception {
    JobSchedulerSnapshot snapshot = parse(dump);
    JsonNode truth = truth(dump);
    assertEquals(
        shortNames(truth.get("pending")),
        snapshot.pending().stream()
            .map(entry -> shortName(entry.key(), entry.name()))
            .sorted()
            .toList());
    assertEquals(
        shortNames(truth.get("active")),
        snapshot.active().stream()
            .map(entry -> shortName(entry.key(), entry.name()))
            .sorted()
            .toList());
    int completed =
        truth.has("mLastCompletedJobs")
            ? (int) truth.get("mLastCompletedJobs").valueStream().count()
            : 0;
    assertEquals(
        completed, snapshot.state().recentJobs().stream().filter(job -> !job.cancelled()).count());
    boolean keyed = api(dump) >= 33;
    for (SchedulerState.RecentJob job : snapshot.state().recentJobs()) {
      assertEquals(keyed, job.key().isPresent());
      assertTrue(job.source().isPresent() && job.service().isPresent() && job.tag().isPresent());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName(
      "tell for running jobs how long they may go on, and for waiting ones how long they wait")
  void slotsAndQueueAreTimed(String dump) throws Exception {
    JobSchedulerSnapshot snapshot = parse(dump);
    for (ActiveJob job : snapshot.active()) {
      assertTrue(job.runningFor().isPresent() && job.timeoutIn().isPresent());
      assertEquals(api(dump) >= 31, job.guaranteedFor().isPresent() && job.atMostFor().isPresent());
      assertEquals(api(dump) >= 26, job.pendingFor().isPresent());
    }
    for (PendingJob job : snapshot.pending()) {
      assertEquals(api(dump) >= 26, job.waiting().isPresent());
      if (api(dump) >= 29) {
        assertTrue(job.bias().isPresent());
      }
    }
    assertFalse(snapshot.state().idleSlots().isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("tell of the jobs that the service holds, each controller of its own")
  void controllersTellOfTheServicesJobs(String dump) throws Exception {
    JobSchedulerSnapshot snapshot = parse(dump);
    Controllers controllers = snapshot.state().controllers();
    Set<String> registered = keys(truth(dump), job -> true);
    assertEquals(registered, keys(controllers.doze().orElseThrow().jobs().keySet()));
    Predicate<JsonNode> networked =
        job ->
            job.get("networkType").asInt() != 0
                || (job.has("requiredNetwork") && !job.get("requiredNetwork").isNull());
    assertEquals(
        keys(truth(dump), networked),
        keys(controllers.connectivity().orElseThrow().requests().keySet()));
    if (api(dump) >= 28) {
      assertEquals(registered, keys(controllers.background().orElseThrow().jobs().keySet()));
      assertTrue(controllers.appIdle().isEmpty());
    } else {
      assertEquals(registered, keys(controllers.appIdle().orElseThrow().jobs().keySet()));
      assertTrue(controllers.background().isEmpty());
    }
    assertEquals(api(dump) >= 29, controllers.quota().isPresent());
    assertEquals(api(dump) >= 31, controllers.components().isPresent());
    assertEquals(api(dump) >= 33, controllers.prefetch().isPresent());
    assertEquals(api(dump) >= 34, controllers.flexibility().isPresent());
    assertEquals(api(dump) == 33 || api(dump) == 34, controllers.resourceEconomy().isPresent());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("tell the clock by which the service went, and constants, one for each line")
  void clockAndConstants(String dump) throws Exception {
    SchedulerState state = parse(dump).state();
    assertEquals(truth(dump).get("nowElapsed").asLong(), state.elapsedClock().orElseThrow());
    List<String> lines = lines(dump);
    int users = first(lines, line -> line.startsWith("Started users"));
    int end =
        Math.min(
            users,
            first(lines, line -> line.equals("Aconfig flags:") || line.startsWith("Started")));
    long pairs = lines.subList(0, end).stream().filter(line -> line.matches(" +\\w+=.*")).count();
    long counted =
        lines.subList(0, users).stream().filter(line -> line.contains("expirationTime=")).count();
    long countedBefore =
        lines.subList(0, end).stream().filter(line -> line.contains("expirationTime=")).count();
    assertEquals(pairs - countedBefore, state.constants().orElseThrow().values().size());
    assertEquals(Optional.of(true), state.isStarted(10));
    assertEquals(Optional.of(false), state.isStarted(11));
    assertEquals(counted, state.callCounts().size(), "counts of calls");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("give an event for each line of the history")
  void historyIsWhole(String dump) throws Exception {
    List<String> lines = lines(dump);
    long starts = lines.stream().filter(line -> line.matches(" *-\\S+ +START(-P)?: .*")).count();
    long stops = lines.stream().filter(line -> line.matches(" *(-\\S+|0) +STOP(-P)?: .*")).count();
    JobSchedulerSnapshot snapshot = parse(dump);
    assertEquals(starts, snapshot.history().stream().filter(event -> event.start()).count());
    assertEquals(stops, snapshot.history().stream().filter(event -> !event.start()).count());
    assertTrue(starts > 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("hold packages with their figures")
  void packagesHaveFigures(String dump) throws Exception {
    SchedulerState state = parse(dump).state();
    assertEquals(1, state.packageStats().size());
    var window = state.packageStats().get(0);
    assertTrue(window.current() && window.began().isPresent());
    assertTrue(window.maxTotal().orElseThrow() > 0);
    var app =
        window.packages().stream()
            .filter(entry -> entry.packageName().equals("com.example.app"))
            .findFirst()
            .orElseThrow();
    assertTrue(app.pending().count() > 0);
    assertTrue(app.active().count() > 0);
    if (api(dump) >= 28 && dump.endsWith("doze")) {
      assertTrue(
          window.packages().stream().anyMatch(entry -> entry.stops().containsKey("timeout")));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumpsSince28")
  @DisplayName("tell whether the device dozes, and each job that waits for its end")
  void dozeIsTold(String dump) throws Exception {
    SchedulerState state = parse(dump).state();
    boolean dozes = dump.endsWith("doze");
    assertEquals(dozes, state.device().doze().orElseThrow().value());
    assertEquals(
        dozes,
        state.controllers().doze().orElseThrow().jobs().values().stream()
            .anyMatch(job -> !job.runnable()));
    assertFalse(
        state.controllers().background().orElseThrow().forceAllStandby().orElseThrow().value());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumpsSince31")
  @DisplayName("find the service that is missing, and no other")
  void missingServicesAreFound(String dump) throws Exception {
    var components = parse(dump).state().controllers().components().orElseThrow();
    assertEquals(
        List.of("com.example.disabled/com.example.disabled.Gone"),
        components.components().stream()
            .filter(service -> !service.present())
            .map(Controllers.JobService::component)
            .toList());
    assertFalse(components.of(0, "com.example.disabled/.Gone").orElseThrow().present());
    assertTrue(components.of(0, "com.example.app/.NetAnyJob").orElseThrow().present());
    assertTrue(components.of(10, "com.example.app/.NetAnyJob").isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumpsSince31")
  @DisplayName("tell quota, sessions and debits in relation to the dump's clock")
  void quotaIsTold(String dump) throws Exception {
    Quota quota = parse(dump).state().controllers().quota().orElseThrow();
    assertTrue(quota.jobs().size() > 20);
    assertTrue(
        quota.jobs().values().stream()
            .anyMatch(job -> job.standing() == Quota.Standing.OUT_OF_REGULAR));
    assertTrue(quota.jobs().values().stream().allMatch(job -> job.left().isPresent()));
    assertTrue(quota.timers().size() >= 3);
    assertTrue(quota.timers().stream().anyMatch(timer -> timer.kind() == Quota.Kind.EXPEDITED));
    for (Quota.Session session : quota.sessions()) {
      assertEquals(
          session.length(), session.end().orElseThrow().minus(session.start().orElseThrow()));
      assertTrue(session.end().orElseThrow().compareTo(Duration.ZERO) <= 0);
    }
    if (dump.endsWith("doze")) {
      assertEquals("com.example.frequent", quota.debits().get(0).packageName());
      assertTrue(quota.debits().get(0).used().compareTo(Duration.ofSeconds(30)) > 0);
      assertFalse(quota.sessions().isEmpty());
      assertFalse(quota.stats().isEmpty());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumpsSince31")
  @DisplayName("tell the bucket that quota goes by as the service holds it")
  void effectiveBuckets(String dump) throws Exception {
    List<String> names =
        List.of("ACTIVE", "WORKING_SET", "FREQUENT", "RARE", "NEVER", "RESTRICTED", "EXEMPTED");
    Quota quota = parse(dump).state().controllers().quota().orElseThrow();
    Map<String, String> told =
        quota.jobs().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> keys(List.of(entry.getKey())).iterator().next(),
                    entry -> entry.getValue().bucket().name()));
    for (JsonNode job : truth(dump).get("jobs")) {
      String bucket = told.get(keyOf(job));
      if (bucket != null && job.has("effectiveStandbyBucketIndex")) {
        assertEquals(names.get(job.get("effectiveStandbyBucketIndex").asInt()), bucket, keyOf(job));
      }
    }
  }

  @Test
  @DisplayName("that Android indents too deep are read all the same")
  void shiftedSectionsAreRead() throws Exception {
    // API 35 and later print all controllers after that of background jobs two columns deeper.
    assertTrue(lines("api-36/doze").contains("  QuotaController:"));
    SchedulerState state = parse("api-36/doze").state();
    assertEquals(32, state.controllers().quota().orElseThrow().jobs().size());
    assertEquals(
        14, state.controllers().background().orElseThrow().stopped().size(), "stopped packages");
    assertTrue(state.uids().biases().size() == 2 && state.uids().processStates().size() == 2);
    assertEquals(2, state.backingUp().orElseThrow().value().size());
  }

  @Test
  @DisplayName("count what an app does too often")
  void callsAreCounted() throws Exception {
    var timeouts =
        parse("api-36/doze").state().callCounts().stream()
            .filter(count -> count.packageName().equals("com.example.running"))
            .filter(count -> count.what().equals("timeout-reg"))
            .findFirst()
            .orElseThrow();
    assertEquals(4, timeouts.count());
    assertEquals(3, timeouts.limit());
    assertEquals(Duration.ofDays(1), timeouts.window());
    assertEquals(Duration.ofMillis(267691563 - 181507063), timeouts.allowedIn().orElseThrow());
  }

  @Test
  @DisplayName("tell the heartbeat of API 28")
  void heartbeatIsTold() throws Exception {
    var heartbeat = parse("api-28/doze").state().heartbeat().orElseThrow();
    assertEquals(3, heartbeat.current().value());
    assertEquals(130, heartbeat.next().get("RARE").value());
    assertEquals(Duration.ofMillis(236706), heartbeat.nextBeat().orElseThrow().value());
    assertFalse(parse("api-28/doze").state().device().parole().orElseThrow().value());
  }

  private static int api(String dump) {
    return Integer.parseInt(dump.substring("api-".length(), dump.indexOf('/')));
  }

  private static Set<String> keys(JsonNode service, Predicate<JsonNode> wanted) {
    return service
        .get("jobs")
        .valueStream()
        .filter(wanted)
        .map(GenuineSectionsTest::keyOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String keyOf(JsonNode job) {
    return Optional.ofNullable(job.get("namespace"))
            .filter(name -> !name.isNull())
            .map(name -> name.asString() + ":")
            .orElse("")
        + job.get("callingUid").asInt()
        + "/"
        + job.get("jobId").asInt();
  }

  private static Set<String> keys(Collection<JobKey> keys) {
    return keys.stream()
        .map(
            key ->
                key.namespace().map(name -> name + ":").orElse("")
                    + key.callingUid().orElseThrow().value()
                    + "/"
                    + key.jobId())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String shortName(JobKey key, String name) {
    return key + " " + name;
  }

  /** {@code hash {namespace} #uid/id name} as {@code namespace:uid/id name}. */
  private static List<String> shortNames(JsonNode list) {
    return list.valueStream()
        .map(JsonNode::asString)
        .map(name -> name.replaceFirst("^[0-9a-f]+ (?:\\{(.*)\\} )?#", "$1:"))
        .map(name -> name.startsWith(":") ? name.substring(1) : name)
        .sorted()
        .toList();
  }

  /** All lines that a record and what is in it rest on. */
  private static void collect(Object value, List<DumpLine> cited) throws Exception {
    if (value instanceof DumpLine line) {
      cited.add(line);
    } else if (value instanceof Optional<?> optional && optional.isPresent()) {
      collect(optional.get(), cited);
    } else if (value instanceof Collection<?> list) {
      for (Object entry : list) {
        collect(entry, cited);
      }
    } else if (value instanceof Map<?, ?> map) {
      collect(map.values(), cited);
    } else if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        collect(component.getAccessor().invoke(value), cited);
      }
    }
  }

  private static int first(List<String> lines, Predicate<String> wanted) {
    return IntStream.range(0, lines.size())
        .filter(i -> wanted.test(lines.get(i)))
        .findFirst()
        .orElseThrow();
  }

  private static int last(List<String> lines, Predicate<String> wanted) {
    return IntStream.range(0, lines.size())
        .filter(i -> wanted.test(lines.get(i)))
        .max()
        .orElseThrow();
  }

  private static JsonNode truth(String dump) throws IOException {
    try (InputStream in = resource(dump + ".json")) {
      return JsonMapper.shared().readTree(in);
    }
  }

  private static List<String> lines(String dump) throws IOException {
    try (InputStream in = resource(dump + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static JobSchedulerSnapshot parse(String dump) throws Exception {
    try (InputStream in = resource(dump + ".txt")) {
      return JobSchedulerDump.parse(in);
    }
  }

  private static InputStream resource(String name) {
    return GenuineSectionsTest.class.getResourceAsStream("aosp/" + name);
  }
}
