package io.github.jobdoctor.command;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.agentdoor.HandmadeAgent;
import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.ManyRecords;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualApp;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A log")
class LogsTest {

  @TempDir Path folder;

  private final HandmadeAgent agent = new HandmadeAgent().with("sync");
  private final VirtualDevice phone = VirtualDevice.named("phone").app(agent.app()).build();
  private VirtualAdbServer server;

  @BeforeEach
  void start() throws IOException {
    server = VirtualAdbServer.start(List.of(phone), 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Program.Result run(String... args) {
    return new Program()
        .in(folder)
        .run(
            Stream.concat(Stream.of("-P", Integer.toString(server.port())), Stream.of(args))
                .toArray(String[]::new));
  }

  private Program.Result read(byte[] text, String... args) {
    return new Program()
        .in(folder)
        .reading(text)
        .run(
            Stream.concat(Stream.of("logs", "--from", "-"), Stream.of(args))
                .toArray(String[]::new));
  }

  private void write(int records) {
    IntStream.range(0, records)
        .forEach(i -> agent.write("\"event\":\"log\",\"message\":\"" + i + "\""));
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
  }

  private List<String> numbersIn(String file) {
    return new Program()
        .in(folder)
        .run("logs", "--from", file, "-o", "name")
        .out()
        .lines()
        .toList();
  }

  private String saved() {
    return run("logs", "--export", "saved.ndjson").code() == 0 ? read("saved.ndjson") : "";
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("whose device is lost in mid-pull is shown as far as it came, and how to go on")
  void lostInMidPull() {
    write(1_000);
    phone.inject(Faults.none().droppingAfter(60_000).onlyFor("content read"));
    Program.Result result = run("logs", "-o", "name");
    assertEquals(3, result.code(), result.err());
    List<String> came = result.out().lines().toList();
    assertEquals(numbers(1, came.size()), came);
    assertTrue(came.size() > 300 && came.size() < 1_000, () -> came.size() + " came");
    assertTrue(result.err().contains("`--after " + came.size() + "` goes on"), result.err());
    assertEquals(
        numbers(came.size() + 1, 1_000),
        run("logs", "-o", "name", "--after", Integer.toString(came.size())).out().lines().toList());
    phone.inject(Faults.none().droppingAfter(60_000).onlyFor("content read"));
    String json = run("logs", "-o", "json").out();
    assertEquals(
        3, JsonMapper.shared().readTree(json).at("/sources/0/error/exitCode").asInt(), json);
  }

  @Test
  @DisplayName("that comes without its end is taken up again, and what never comes is named")
  void cutTransfers() {
    write(100);
    agent.losingTheLast(3_000);
    agent.onRead(
        () -> {
          if (agent.reads().size() == 2) {
            agent.losingTheLast(0);
          }
        });
    assertEquals(numbers(1, 100), run("logs", "-o", "name").out().lines().toList());
    assertTrue(agent.reads().get(1).matches("/log\\?after=\\d+&log=00000000000000aa"));
    agent.onRead(() -> {}).losingTheLast(200);
    Program.Result cut = run("logs", "-o", "name");
    assertEquals(3, cut.code());
    assertTrue(cut.err().contains("did not come"), cut.err());
  }

  @Test
  @DisplayName("of an agent that is uninstalled in mid-pull is shown as far as it came")
  void uninstalledInMidPull() {
    write(50);
    agent.losingTheLast(500);
    agent.onRead(
        () -> {
          if (agent.reads().size() == 2) {
            phone.packages().uninstall(Agent.APK_PACKAGE);
          }
        });
    Program.Result result = run("logs", "-o", "name");
    assertEquals(5, result.code(), result.err());
    List<String> came = result.out().lines().toList();
    assertTrue(came.size() > 40 && came.size() < 50, result.out());
    assertEquals(numbers(1, came.size()), came);
    assertTrue(result.err().contains("is not installed on phone"), result.err());
  }

  @Test
  @DisplayName("is resumed: nothing twice, nothing missing, also after a cut")
  void resumed() throws IOException {
    write(1_000);
    phone.inject(Faults.none().droppingAfter(60_000).onlyFor("content read"));
    Program.Result cut = run("logs", "--resume", "phone.ndjson");
    assertEquals(3, cut.code(), cut.err());
    assertTrue(cut.err().contains("the same command once more goes on"), cut.err());
    Program.Result rest = run("logs", "--resume", "phone.ndjson");
    assertEquals(0, rest.code(), rest.err());
    assertEquals(numbers(1, 1_000), numbersIn("phone.ndjson"));
    assertTrue(run("logs", "--resume", "phone.ndjson").err().contains(": 0 new records"));
    write(1);
    assertEquals(0, run("logs", "--resume", "phone.ndjson").code());
    Program.Result all = run("logs", "--from", "phone.ndjson", "-o", "name");
    assertEquals(numbers(1, 1_001), all.out().lines().toList());
    assertEquals("", all.err(), "nothing is missing, and nothing is there twice");
  }

  @Test
  @DisplayName("is resumed behind half a line, and behind a whole one without its end")
  void resumedBehindALineWithoutItsEnd() throws IOException {
    write(10);
    String text = saved();
    for (int lost : new int[] {1, 30}) {
      Files.writeString(folder.resolve("phone.ndjson"), text.substring(0, text.length() - lost));
      write(1);
      agent.overwriteUpTo(9);
      assertEquals(0, run("logs", "--resume", "phone.ndjson").code());
      List<String> numbers = numbersIn("phone.ndjson");
      assertEquals(numbers(1, numbers.size()), numbers);
      assertEquals(lost == 1 ? 11 : 12, numbers.size());
    }
    Files.writeString(folder.resolve("phone.ndjson"), text.substring(0, 100));
    Program.Result half = run("logs", "--resume", "phone.ndjson");
    assertEquals(4, half.code(), half.err());
    assertEquals(text.substring(0, 100), read("phone.ndjson"));
  }

  @Test
  @DisplayName("is not appended to what is no log, or of nobody knows which log")
  void foreignFiles() throws IOException {
    write(5);
    String text = saved();
    for (byte[] foreign :
        List.of(
            "Dear diary,\n".getBytes(UTF_8),
            "half a line".getBytes(UTF_8),
            text.lines().skip(1).findFirst().orElseThrow().getBytes(UTF_8),
            text.getBytes(UTF_16))) {
      Files.write(folder.resolve("file"), foreign);
      Program.Result result = run("logs", "--resume", "file");
      assertEquals(4, result.code(), result.err());
      assertTrue(result.err().contains("file"), result.err());
      assertArrayEquals(foreign, Files.readAllBytes(folder.resolve("file")));
    }
    assertEquals(4, run("logs", "--resume", ".").code());
    assertEquals(4, run("logs", "--resume", "no/such/folder").code());
    phone.packages().uninstall(Agent.APK_PACKAGE);
    assertEquals(5, run("logs", "--resume", "new.ndjson").code());
    assertFalse(Files.exists(folder.resolve("new.ndjson")), "an empty file is no log");
  }

  @Test
  @DisplayName("that was begun anew is appended behind the old one, and that is said")
  void resumedOntoAnotherLog() {
    write(3);
    assertEquals(0, run("logs", "--resume", "phone.ndjson").code());
    agent.clear("00000000000000bb");
    write(2);
    Program.Result result = run("logs", "--resume", "phone.ndjson");
    assertTrue(result.err().contains("begun anew"), result.err());
    assertEquals(List.of("1", "2", "3", "1", "2"), numbersIn("phone.ndjson"));
  }

  @Test
  @DisplayName("is exported whole or not at all, and an older file stays when nothing came")
  void exported() throws IOException {
    write(5);
    for (String name : List.of("a.ndjson", "a.jsonl", "a.csv", "a.json", "A.HTML")) {
      Program.Result result = run("logs", "--export", name);
      assertEquals(0, result.code(), result.err());
      assertTrue(Files.size(folder.resolve(name)) > 100, name);
    }
    assertEquals(2, run("logs", "--export", "a.txt").code());
    assertEquals(4, run("logs", "--export", "no/such/folder.csv").code());
    Files.createDirectory(folder.resolve("dir.csv"));
    assertEquals(4, run("logs", "--export", "dir.csv").code());
    String before = read("a.csv");
    phone.packages().uninstall(Agent.APK_PACKAGE);
    assertEquals(5, run("logs", "--export", "a.csv").code());
    assertEquals(before, read("a.csv"));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(".part")).count());
    }
  }

  @Test
  @DisplayName("is narrowed by time, task and outcome, alone and together")
  void narrowed() {
    agent.run("sync", "success");
    agent.run("mail", "failed");
    long third = HandmadeAgent.START + 3_000;
    String date = Instant.ofEpochMilli(third).toString();
    assertEquals(numbers(3, 8), names("--since", date));
    assertEquals(numbers(1, 2), names("--until", date.replace("Z", "+00:00")));
    assertEquals(
        numbers(6, 6),
        names(
            "--since",
            date,
            "--task",
            "mail",
            "--until",
            Instant.ofEpochMilli(third + 4_000).toString()));
    assertEquals(numbers(1, 8), names("--since", "2h"));
    assertEquals(List.of(), names("--since", "59m"));
    assertEquals(List.of("7"), names("--outcome", "died,failed"));
    assertEquals(List.of(), names("--outcome", "failed", "--task", "sync"));
    assertEquals(List.of(), names("--task", "nope"));
    assertEquals(List.of("2", "3", "6", "7"), names("--task", "mail", "--task", "sync"));
    for (String when : List.of("yesterday", "", "2026-13-01", "-2h", "5", "2026-05-03T25:00")) {
      assertEquals(2, run("logs", "--since=" + when).code(), when);
    }
    assertEquals(2, run("logs", "--outcome", "bad").code());
  }

  private List<String> names(String... args) {
    Program.Result result =
        run(Stream.concat(Stream.of("logs", "-o", "name"), Stream.of(args)).toArray(String[]::new));
    assertEquals(0, result.code(), result.err());
    return result.out().lines().toList();
  }

  @Test
  @DisplayName("that was saved is read whatever it was saved with")
  void savedLogs() throws IOException {
    write(6);
    String text = saved();
    assertEquals(
        text,
        read(text.getBytes(UTF_8), "--export", "copy.ndjson").code() == 0
            ? read("copy.ndjson")
            : "");
    for (byte[] bytes :
        List.of(
            text.getBytes(UTF_8),
            text.getBytes(UTF_16),
            text.replace("\n", "\r\n").getBytes(UTF_8),
            ("\ufeff" + text + text).getBytes(UTF_8))) {
      Program.Result result = read(bytes, "-o", "name");
      assertEquals(numbers(1, 6), result.out().lines().toList(), result.err());
      assertEquals(0, result.code(), result.err());
    }
    String headless = text.substring(text.indexOf('\n') + 1);
    Program.Result piece = read(headless.getBytes(UTF_8), "-o", "name");
    assertEquals(numbers(1, 6), piece.out().lines().toList());
    assertTrue(piece.err().contains("is a piece of a log"), piece.err());
    Program.Result since = read(headless.getBytes(UTF_8), "--since", "2h", "-o", "json");
    assertEquals(2, since.code());
    assertEquals("", since.out());
    assertTrue(since.err().contains("give --since a date instead"), since.err());
    assertEquals(0, read(headless.getBytes(UTF_8), "--since", "2020-01-01").code());
    Files.writeString(folder.resolve("dump.txt"), Dumps.text(36, "active"));
    Files.writeString(folder.resolve("empty.txt"), "");
    for (String name : List.of("dump.txt", "empty.txt", ".", "missing.txt")) {
      for (String command : List.of("logs", "logs stats")) {
        Program.Result result =
            new Program()
                .in(folder)
                .run(
                    Stream.concat(Stream.of(command.split(" ", -1)), Stream.of("--from", name))
                        .toArray(String[]::new));
        assertEquals(4, result.code(), name + result.err());
        assertEquals("", result.out());
      }
    }
    for (String needsDevice : List.of("--follow", "--after=3", "--resume=x")) {
      assertEquals(2, read(text.getBytes(UTF_8), needsDevice).code(), needsDevice);
    }
  }

  @Test
  @DisplayName("of 300 000 records is written and summed up")
  void long300k() throws IOException {
    VirtualDevice busy =
        VirtualDevice.named("busy")
            .app(
                new VirtualApp(
                    "com.example.app",
                    "1",
                    Map.of("com.example.app.jobdoctor", ManyRecords.records(300_000))))
            .build();
    server.close();
    server = VirtualAdbServer.start(List.of(busy), 0);
    Program.Result lines = run("logs", "-p", "com.example.app", "-o", "ndjson");
    assertEquals(0, lines.code(), lines.err());
    assertEquals(300_000, lines.out().lines().count());
    Program.Result stats = run("logs", "stats", "-p", "com.example.app", "-o", "json");
    assertEquals(0, stats.code(), stats.err());
    assertEquals(
        150_000,
        JsonMapper.shared()
            .readTree(stats.out())
            .at("/sources/0/stats/tasks")
            .valueStream()
            .mapToLong(task -> task.get("runs").asLong())
            .sum());
  }
}
