package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.virtual.VirtualProvider.Extra;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What a recorded agent answers, by the contract of the real one's provider. Its recording is the
 * folder {@code recorded-agent}: two tasks, {@code sync} with code and {@code größe} without.
 */
class RecordedAgentTest {

  private static final long RECORDED = 1_767_225_600_000L;
  private static final long NOW = 1_800_000_000_000L;
  private static final long SHIFT = NOW - RECORDED;
  private static final String BEGIN =
      "{\"code\":\"ok\",\"format\":\"jobdoctor-agent\",\"version\":1,\"agent\":\"0.1.0\"";
  private static final UnaryOperator<String> FILES = new Recording("recorded-agent")::agentText;

  private long now = NOW;
  private RecordedAgent agent = recorded(FILES);

  private RecordedAgent recorded(UnaryOperator<String> files) {
    return RecordedAgent.recorded(files, () -> java.time.Instant.ofEpochMilli(now));
  }

  @Test
  void readsNothingBeforeTheFirstQuestion() {
    VirtualApp app =
        recorded(
                file -> {
                  throw new AssertionError("read " + file);
                })
            .app();
    assertEquals("io.github.jobdoctor.agent", app.packageName());
    assertTrue(app.providers().containsKey("io.github.jobdoctor.agent.jobdoctor"));
  }

  @Test
  void saysAtFirstWhatWasRecordedAsIfItWereNow() throws Exception {
    String log = FILES.apply("log.jsonl");
    for (long recorded = RECORDED - 600_000; recorded <= RECORDED; recorded++) {
      if (log.contains("\"wallTime\":" + recorded)) {
        log = log.replace("\"wallTime\":" + recorded, "\"wallTime\":" + (recorded + SHIFT));
      }
    }
    log = log.replace("\"created\":1767139200000", "\"created\":" + (1_767_139_200_000L + SHIFT));
    assertEquals(log, read("/log"));
    assertEquals(
        FILES
            .apply("status.json")
            .strip()
            .replace("1767225900000", Long.toString(1_767_225_900_000L + SHIFT)),
        answer("status"));
    assertEquals(
        FILES
            .apply("tasks.json")
            .strip()
            .replaceAll("17672250", Long.toString(17_672_250L + SHIFT / 100_000)),
        answer("tasks"));
  }

  @Test
  void letsItsClocksGoOn() throws Exception {
    read("/log");
    now += 61_234;
    String head = read("/log").lines().findFirst().orElseThrow();
    assertTrue(head.endsWith("\"wallTime\":" + now + ",\"elapsedMs\":873579}"), head);
  }

  @Test
  void givesAReaderWhatItDoesNotHave() throws Exception {
    assertEquals(List.of(9L, 10L), numbers(read("/log?after=8")));
    assertEquals(List.of(9L, 10L), numbers(read("/log?after=8&log=9f0c2a1b3c4d5e6f")));
    assertEquals(8, numbers(read("/log?after=8&log=0000000000000001")).size());
    assertTrue(read("/log?after=8&log=0000000000000001").contains("\"after\":0,"));
    assertTrue(read("/log?log=1&after=8").contains("\"after\":0,"));
    assertEquals(List.of(), numbers(read("/log?after=99")));
    assertEquals(8, numbers(read("/log?after=-4")).size());
  }

  @Test
  void knowsNoOtherFile() {
    assertEquals("there is only /log, not /", missing("/"));
    assertEquals("there is only /log, not ", missing(""));
    assertEquals("there is only /log, not /log/1", missing("/log/1?after=2"));
    assertEquals("after is a sequence number, not x1", missing("/log?after=x1"));
    assertEquals("follow is 1 to 600 seconds, not 0", missing("/log?follow=0"));
    assertEquals("follow is 1 to 600 seconds, not 601", missing("/log?follow=601"));
    assertEquals("follow is 1 to 600 seconds, not a b", missing("/log?follow=a%20b"));
  }

  @Test
  void showsTasksByPages() {
    assertTrue(
        answer("tasks", number("from", 1))
            .contains("\"total\":2,\"from\":1,\"tasks\":[{\"name\":\"gr\\u00f6\\u00dfe\","));
    assertTrue(answer("tasks", number("limit", 1)).contains("\"lastOutcome\":\"failed\"}]}"));
    assertTrue(answer("tasks", number("from", 9)).endsWith("\"total\":2,\"from\":9,\"tasks\":[]}"));
    for (Extra wrong : List.of(number("from", -1), number("limit", 0), number("limit", 501))) {
      assertRefused("bad-argument", "from is 0 or more, limit is 1 to 500", answer("tasks", wrong));
    }
    assertRefused(
        "bad-argument",
        "from is a whole number (i or l)",
        answer("tasks", new Extra("from", 's', "1")));
  }

  @Test
  void registersATaskAndTellsTheLog() throws Exception {
    now += 5;
    assertEquals(
        BEGIN
            + ",\"task\":{\"name\":\"noop\",\"defined\":true,\"minimumInterval\":15,"
            + "\"requiresNetwork\":false,\"timeoutSeconds\":540,"
            + "\"arguments\":\"a\\/\\u00e4 \\\"\",\"registeredAt\":"
            + now
            + "}}",
        answer(
            "register",
            "noop",
            new Extra("minimumInterval", 'l', "1"),
            new Extra("requiresNetwork", 'b', "false"),
            new Extra("timeoutSeconds", 'i', "9999"),
            new Extra("arguments64", 's', base64("a/ä \""))));
    String record = read("/log?after=10").lines().skip(1).findFirst().orElseThrow();
    assertEquals(
        "{\"seq\":11,\"task\":\"noop\",\"event\":\"registered\",\"wallTime\":"
            + now
            + ",\"elapsedMs\":812345,\"bootCount\":7,\"message\":\"every 15 min\",\"pid\":4711,"
            + "\"appVersion\":\"0.1.0\"}",
        record);
    String status = answer("status");
    assertTrue(status.contains("\"registered\":3,\"defined\":7,"), status);
    assertTrue(status.contains("\"lastSeq\":11,"), status);
    assertTrue(
        answer("register", "néw", new Extra("arguments", 's', ""))
            .contains(
                "\"name\":\"n\\u00e9w\",\"defined\":false,\"minimumInterval\":720,\"requiresNetwork\":true,\"timeoutSeconds\":180,\"arguments\":\"\","));
    assertTrue(read("/log?after=11").contains("\"message\":\"every 720 min, with a network\""));
    assertTrue(read("/log?after=11").contains("\"task\":\"néw\""));
    assertTrue(answer("status").contains("\"intervalMinutes\":720,"));
  }

  @Test
  void registersATaskAgainWithOtherOptions() {
    assertTrue(
        answer("register", "sync", number("minimumInterval", 30))
            .contains("\"lastOutcome\":\"failed\""));
    String tasks = answer("tasks");
    assertTrue(tasks.contains("\"total\":2,"), tasks);
    assertTrue(tasks.indexOf("gr\\u00f6") < tasks.indexOf("sync"), tasks);
    assertTrue(answer("status").contains("\"intervalMinutes\":30,\"requiresNetwork\":false,"));
  }

  @Test
  void refusesArgumentsOutsideTheContract() {
    assertRefused("bad-argument", "a task needs a name", answer("register"));
    assertRefused("bad-argument", "a task needs a name", answer("register", text("name64", "")));
    assertRefused(
        "bad-argument",
        "a name of 201 characters, at most 200",
        answer("register", "n".repeat(201)));
    assertRefused(
        "bad-argument",
        "the name comes as arg or as name64, not both",
        answer("unregister", "sync", text("name64", base64("sync"))));
    assertRefused(
        "bad-argument", "name64 is not base64", answer("unregister", text("name64", "abcde")));
    assertRefused(
        "bad-argument",
        "unknown extras [color, interval]; known are [name64, minimumInterval, requiresNetwork,"
            + " timeoutSeconds, arguments, arguments64]",
        answer("register", "a", text("interval", "3"), text("color", "red")));
    assertRefused(
        "bad-argument", "unknown extras [all]; known are []", answer("status", text("all", "1")));
    assertRefused(
        "bad-argument",
        "requiresNetwork is true or false (b)",
        answer("register", "a", text("requiresNetwork", "true")));
    assertRefused(
        "bad-argument", "arguments is a text (s)", answer("register", "a", number("arguments", 3)));
    assertRefused(
        "bad-argument",
        "arguments of 4097 characters, at most 4096",
        answer("register", "a", text("arguments", "x".repeat(4097))));
    assertRefused(
        "bad-argument",
        "arguments come as arguments or as arguments64, not both",
        answer("register", "a", text("arguments", "x"), text("arguments64", base64("x"))));
    assertRefused(
        "unknown-method",
        "known are status, tasks, register, unregister, trigger, clear",
        answer("snooze"));
    assertTrue(answer("status").contains("\"registered\":2,"));
  }

  @Test
  void unregistersATaskWithItsPendingRuns() throws Exception {
    assertEquals(BEGIN + "}", answer("unregister", text("name64", base64("größe"))));
    String status = answer("status");
    assertTrue(status.contains("\"registered\":1,"), status);
    assertTrue(status.contains("\"pendingRuns\":{},"), status);
    assertTrue(read("/log?after=10").contains("\"task\":\"größe\",\"event\":\"unregistered\""));
    assertRefused(
        "not-registered",
        "no task is registered as gr\\u00f6\\u00dfe",
        answer("unregister", "größe"));
    assertEquals(BEGIN + "}", answer("unregister", "sync"));
    assertFalse(answer("status").contains("\"work\""), "nothing is scheduled any more");
  }

  @Test
  void clearsTheLog() throws Exception {
    now += 1000;
    String answer = answer("clear");
    String id = AgentJson.text(answer, "id").orElseThrow();
    assertTrue(id.matches("[0-9a-f]{16}"), id);
    assertNotEquals("9f0c2a1b3c4d5e6f", id);
    assertTrue(
        answer.endsWith(
            "\"firstSeq\":1,\"lastSeq\":1,\"capacity\":262144,\"origin\":\"cleared\",\"originReason\":\"\"}}"),
        answer);
    List<String> log = read("/log?after=8&log=9f0c2a1b3c4d5e6f").lines().toList();
    assertTrue(log.get(0).contains("\"log\":\"" + id + "\",\"after\":0,"), log.get(0));
    assertTrue(log.get(0).contains("\"created\":" + now + ","), log.get(0));
    assertEquals(2, log.size());
    assertTrue(log.get(1).contains("{\"seq\":1,\"event\":\"log\","), log.get(1));
    assertTrue(log.get(1).contains("\"message\":\"cleared\""), log.get(1));
  }

  @Test
  void writesATriggeredRunAsTimeGoesBy() throws Exception {
    answer("status");
    now += 7_000;
    assertEquals(BEGIN + ",\"afterSeq\":10}", answer("trigger", "sync"));
    assertEquals(List.of("worker-start"), events(10));
    now += 4;
    assertEquals(List.of("worker-start", "entry"), events(10));
    long entered = now;
    now += 639;
    assertEquals(2, events(10).size());
    assertTrue(answer("tasks").contains("\"lastOutcome\":\"failed\""));
    now += 1;
    assertEquals(List.of("worker-start", "entry", "exit"), events(10));
    assertTrue(
        answer("tasks").contains("\"lastRunAt\":" + entered + ",\"lastOutcome\":\"success\""));
    now += 60_000;
    List<String> records = read("/log?after=10").lines().skip(1).toList();
    assertEquals(4, records.size());
    assertEquals(
        "{\"seq\":13,\"run\":12,\"task\":\"sync\",\"event\":\"exit\",\"trigger\":\"test\","
            + "\"attempt\":1,\"wallTime\":"
            + (entered + 640)
            + ",\"elapsedMs\":819989,\"bootCount\":7,\"outcome\":\"success\",\"durationMs\":640,"
            + "\"message\":\"sent 3\",\"pid\":4711,\"appVersion\":\"0.1.0\"}",
        records.get(2));
    assertTrue(records.get(3).contains("\"message\":\"ran 1, failed 0\""), records.get(3));
    assertTrue(records.get(3).contains("\"wallTime\":" + (entered + 646)), records.get(3));
  }

  @Test
  void shortensTheLongPausesOfAHangingTask() throws Exception {
    answer("register", "hang");
    answer("trigger", "hang");
    now += 4 + 2_999;
    assertEquals(List.of("worker-start", "entry"), events(11));
    now += 1;
    assertEquals(List.of("worker-start", "entry", "expired"), events(11));
    now += 3_000;
    assertEquals(List.of("worker-start", "entry", "expired", "exit"), events(11));
    now += 10;
    assertTrue(read("/log?after=15").contains("\"message\":\"ran 1, failed 1\""));
    assertTrue(read("/log?after=14").contains("\"outcome\":\"failed\",\"durationMs\":3001,"));
  }

  @Test
  void runsAllTasksInOneWorkerBesideEachOther() throws Exception {
    for (String name : List.of("noop", "sleep", "fail", "http", "unheard-of")) {
      answer("register", name);
    }
    assertTrue(answer("trigger").endsWith(",\"afterSeq\":15}"));
    now += 60_000;
    List<String> records = read("/log?after=15").lines().skip(1).toList();
    assertEquals(
        List.of(
            "worker-start:",
            "undefined:größe",
            "entry:noop",
            "entry:sleep",
            "entry:fail",
            "entry:http",
            "undefined:unheard-of",
            "exit:noop",
            "entry:sync",
            "exit:fail",
            "exit:http",
            "exit:sync",
            "exit:sleep",
            "worker-end:"),
        records.stream()
            .map(
                record ->
                    AgentJson.text(record, "event").orElseThrow()
                        + ":"
                        + AgentJson.text(record, "task").orElse(""))
            .toList());
    assertTrue(records.get(13).contains("\"message\":\"ran 5, failed 1\""), records.get(13));
    for (String record : records) {
      if (AgentRecording.isEvent(record, "exit")) {
        long run = AgentJson.number(record, "run").orElseThrow();
        String entry = records.get((int) run - 16);
        assertEquals(AgentJson.text(entry, "task"), AgentJson.text(record, "task"));
        assertEquals(run, AgentJson.number(entry, "seq").orElseThrow());
      }
    }
    assertTrue(
        answer("status").contains("\"pendingRuns\":{\"gr\\u00f6\\u00dfe\":2,\"unheard-of\":1}"));
  }

  @Test
  void leavesWhatATaskWithoutCodeLeavesBehind() throws Exception {
    answer("register", "unheard-of");
    answer("trigger", "unheard-of");
    List<String> records = read("/log?after=11").lines().skip(1).toList();
    assertEquals(List.of("worker-start", "undefined", "worker-end"), events(11));
    assertTrue(
        records
            .get(1)
            .contains(
                "\"task\":\"unheard-of\",\"event\":\"undefined\",\"trigger\":\"test\",\"attempt\":1,"),
        records.get(1));
    assertTrue(records.get(2).contains("\"message\":\"ran 0, failed 0\""), records.get(2));
  }

  @Test
  void letsASecondTriggerWaitForTheFirst() throws Exception {
    answer("trigger", "sync");
    assertTrue(answer("trigger", "sync").endsWith(",\"afterSeq\":11}"));
    now += 649;
    assertEquals(List.of("worker-start", "entry", "exit"), events(10));
    now += 5;
    assertEquals(
        List.of("worker-start", "entry", "exit", "worker-end", "worker-start", "entry"),
        events(10));
    now += 60_000;
    assertEquals(8, events(10).size());
    assertEquals(List.of(11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L), numbers(read("/log?after=10")));
  }

  @Test
  void triggersNothingThatIsNotRegistered() {
    assertRefused("not-registered", "no task is registered as noop", answer("trigger", "noop"));
    answer("unregister", "sync");
    answer("unregister", "größe");
    assertRefused("nothing-registered", "no task is registered", answer("trigger"));
  }

  @Test
  void triggersNothingInAReleaseBuild() {
    agent =
        recorded(file -> FILES.apply(file).replace("\"debuggable\":true", "\"debuggable\":false"));
    assertRefused(
        "release-build",
        "io.github.jobdoctor.agent is not debuggable; tasks of a release build run by schedule",
        answer("trigger", "sync"));
  }

  @Test
  void isEmptyWhenItWasJustInstalled() throws Exception {
    agent = RecordedAgent.justInstalled(FILES, () -> java.time.Instant.ofEpochMilli(now), 34);
    String status = answer("status");
    assertTrue(status.contains("\"apiLevel\":34,"), status);
    assertTrue(status.contains("\"registered\":0,\"defined\":7,\"pendingRuns\":{},"), status);
    assertTrue(status.contains("\"processStarts\":{\"host\":1},"), status);
    assertTrue(status.contains("\"firstSeq\":1,\"lastSeq\":2,"), status);
    assertEquals(List.of("log", "process-start"), events(0));
    answer("register", "noop");
    answer("trigger");
    now += 1000;
    assertEquals(List.of("registered", "worker-start", "entry", "exit", "worker-end"), events(2));
  }

  @Test
  void refusesARecordingThatIsNone() {
    agent =
        recorded(
            file -> file.equals("trigger.jsonl") ? "{\"event\":\"entry\"}\n" : FILES.apply(file));
    assertThrows(IllegalStateException.class, () -> answer("status"));
  }

  private String answer(String method, Extra... extras) {
    return answer(method, null, extras);
  }

  private String answer(String method, String argument, Extra... extras) {
    String bundle = agent.call(method, Optional.ofNullable(argument), List.of(extras));
    assertTrue(bundle.chars().allMatch(c -> c >= 0x20 && c < 0x7F), bundle);
    assertTrue(bundle.startsWith("Bundle[{answer={") && bundle.endsWith("}}]"), bundle);
    return bundle.substring("Bundle[{answer=".length(), bundle.length() - 2);
  }

  private static void assertRefused(String code, String message, String answer) {
    assertEquals(BEGIN.replace("ok", code) + ",\"message\":\"" + message + "\"}", answer);
  }

  private static Extra number(String key, long value) {
    return new Extra(key, 'i', Long.toString(value));
  }

  private static Extra text(String key, String value) {
    return new Extra(key, 's', value);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private String read(String pathAndQuery) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    agent.read(pathAndQuery, out);
    return out.toString(UTF_8);
  }

  private String missing(String pathAndQuery) {
    return assertThrows(FileNotFoundException.class, () -> read(pathAndQuery)).getMessage();
  }

  private List<String> events(long after) throws IOException {
    return read("/log?after=" + after)
        .lines()
        .skip(1)
        .map(line -> AgentJson.text(line, "event").orElseThrow())
        .toList();
  }

  private static List<Long> numbers(String log) {
    List<Long> numbers = new ArrayList<>();
    log.lines().skip(1).forEach(line -> numbers.add(AgentJson.number(line, "seq").orElseThrow()));
    return numbers;
  }
}
