package io.github.jobdoctor.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.jobdoctor.agentdoor.HandmadeAgent;
import io.github.jobdoctor.conditions.Interruption;
import io.github.jobdoctor.jobscheduler.Ticker;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualApp;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

@DisplayName("The commands that speak with the agent")
class AgentCommandsTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String HOSTILE = "=cmd()\033]0;owned\007\u009b31m\u202e\t\r\n,\"x";

  private final HandmadeAgent agent = new HandmadeAgent().with("sync", "mail");
  private final VirtualDevice phone = VirtualDevice.named("phone").app(agent.app()).build();
  private final VirtualDevice bare =
      VirtualDevice.named("bare").app(new VirtualApp("com.example.app", "1", Map.of())).build();
  private VirtualAdbServer server;

  private Program.Result run(List<VirtualDevice> devices, String... args) throws IOException {
    return run(new Program(), devices, args);
  }

  private Program.Result run(Program program, List<VirtualDevice> devices, String... args)
      throws IOException {
    if (server == null) {
      server = VirtualAdbServer.start(devices, 0);
    }
    String[] all =
        Stream.concat(Stream.of("-P", Integer.toString(server.port())), Stream.of(args))
            .toArray(String[]::new);
    return program.run(all);
  }

  private Program.Result onPhone(String... args) throws IOException {
    return run(List.of(phone), args);
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private static void assertEnds(ExitCode code, String sentence, Program.Result result) {
    assertEquals(code.code(), result.code(), result.err());
    assertTrue(result.err().contains(sentence), result.err());
    assertFalse(result.err().contains("\tat "), result.err());
  }

  static Stream<List<String>> commands() {
    return Stream.of(
        List.of("tasks"),
        List.of("tasks", "list"),
        List.of("tasks", "register", "more"),
        List.of("tasks", "unregister", "sync"),
        List.of("tasks", "status"),
        List.of("trigger"),
        List.of("trigger", "sync", "--timeout", "1s"),
        List.of("logs"),
        List.of("logs", "--task", "nope"),
        List.of("logs", "stats"),
        List.of("agent"),
        List.of("agent", "status"),
        List.of("agent", "uninstall"));
  }

  private void assertDocument(String command, Program.Result result, int sources) {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new Program().run("schema").out(), InputFormat.JSON);
    assertEquals(List.of(), schema.validate(result.out(), InputFormat.JSON), result.out());
    JsonNode document = JSON.readTree(result.out());
    assertEquals(command, document.get("command").asString());
    assertEquals(sources, document.get("sources").size());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  @DisplayName("write JSON by the schema, and the same as YAML, also of a device without an agent")
  void documents(List<String> words) throws IOException {
    agent.onTrigger(name -> agent.run("sync", "success"));
    agent.run("sync", "failed");
    String[] json =
        Stream.concat(Stream.of("--all-devices", "-o", "json"), words.stream())
            .toArray(String[]::new);
    if (words.equals(List.of("trigger"))) {
      agent.onTrigger(
          name -> {
            agent.run("sync", "success");
            agent.run("mail", "success");
          });
    }
    Program.Result both = run(List.of(phone, bare), json);
    assertDocument(words.get(0), both, 2);
    assertEquals(5, both.code(), both.err());
    assertTrue(both.err().contains("bare: The agent is not installed on bare"), both.err());
    JsonNode error = JSON.readTree(both.out()).get("sources").get(1).get("error");
    assertEquals(5, error.get("exitCode").asInt());
    json[2] = "yaml";
    Program.Result yaml = run(List.of(phone, bare), json);
    assertEquals(2, YAMLMapper.shared().readTree(yaml.out()).get("sources").size(), yaml.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "yaml", "ndjson", "csv", "name", "table", "wide"})
  @DisplayName("write a log without a record as what it is")
  void emptyLog(String format) throws IOException {
    Program.Result result = onPhone("logs", "-o", format);
    assertEquals(0, result.code(), result.err());
    assertEquals("No record fits.\n", result.err());
    switch (format) {
      case "json" -> assertDocument("logs", result, 1);
      case "yaml" ->
          assertEquals(
              0, YAMLMapper.shared().readTree(result.out()).at("/sources/0/records").size());
      case "csv" -> assertTrue(result.out().startsWith("seq,run,task,"), result.out());
      default -> assertEquals("", result.out());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "yaml", "ndjson", "csv", "name", "table", "wide"})
  @DisplayName("never let control characters of an agent through, nor formulas")
  void hostileTexts(String format) throws IOException {
    String text = JSON.writeValueAsString(HOSTILE);
    HandmadeAgent hostile = new HandmadeAgent().with(HOSTILE);
    hostile.answering(
        "status",
        HandmadeAgent.ok(
            ",\"package\":T,\"appVersion\":T,\"availability\":T,\"reasons\":[T],\"work\":{\"state\":T},"
                    .replace("T", text)
                + "\"processStarts\":{T:1},\"log\":{\"id\":T,\"origin\":T}".replace("T", text)));
    hostile.write(
        "\"task\":T,\"event\":T,\"trigger\":T,\"outcome\":T,\"stopReasonText\":T,\"message\":T,\"appVersion\":T,\"standbyBucket\":T,\"power\":[T]"
            .replace("T", text));
    hostile.test("entry", ",\"run\":2,\"task\":" + text);
    hostile.test(
        "exit",
        ",\"run\":2,\"outcome\":\"failed\",\"stopReasonText\":T,\"message\":T,\"task\":T"
            .replace("T", text));
    long died = hostile.entry(HOSTILE);
    hostile.test("died", (",\"run\":" + died + ",\"message\":T,\"task\":T").replace("T", text));
    hostile.write("\"event\":\"process-start\",\"message\":" + text);
    hostile.onTrigger(name -> hostile.run(HOSTILE, "failed"));
    VirtualDevice device = VirtualDevice.named("phone").app(hostile.app()).build();
    for (List<String> words :
        List.of(
            List.of("tasks"),
            List.of("logs"),
            List.of("logs", "stats"),
            List.of("agent"),
            List.of("trigger"),
            List.of("trigger", HOSTILE + "?"),
            List.of("tasks", "unregister", HOSTILE))) {
      Program.Result result =
          run(
              List.of(device),
              Stream.concat(words.stream(), Stream.of("-o", format)).toArray(String[]::new));
      assertTrue(List.of(0, 1, 5).contains(result.code()), result.err());
      (result.out() + result.err())
          .chars()
          .filter(c -> c != '\n')
          .forEach(
              c ->
                  assertFalse(
                      Character.isISOControl(c) || c == 0x202e,
                      () -> words + " lets " + Integer.toHexString(c) + " through in " + format));
      if (format.equals("csv")) {
        assertFalse(result.out().matches("(?s).*(^|[,\n])\"?=cmd.*"), result.out());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 200})
  @DisplayName("keep their tables within the terminal, coloured only where that is wanted")
  void tables(int width) throws IOException {
    agent.with("a-name-that-is-rather-long".repeat(6));
    agent.run("sync", "failed");
    agent.test("skipped", ",\"task\":\"mail\",\"message\":\"" + "why ".repeat(60) + "\"");
    for (String command : List.of("tasks", "logs", "logs stats")) {
      String[] words = command.split(" ", -1);
      Program.Result plain =
          run(new Program().with("NO_COLOR", "1").onTerminal(width), List.of(phone), words);
      assertEquals(0, plain.code(), plain.err());
      plain
          .out()
          .lines()
          .filter(line -> !line.startsWith("  "))
          .forEach(line -> assertTrue(line.length() <= width, command + ": " + line));
      assertTrue(
          run(new Program().onTerminal(width), List.of(phone), words).out().contains("\033["));
      assertFalse(onPhone(words).out().contains("\033"));
    }
    assertTrue(onPhone("logs").out().startsWith("TIME"));
    assertFalse(onPhone("logs", "--no-headers").out().contains("OUTCOME"));
    assertEquals("sync\n", onPhone("tasks", "-o", "name").out().lines().findFirst().get() + "\n");
  }

  @Test
  @DisplayName("say what is missing: the APK, the app, or the agent in it")
  void missing() throws IOException {
    List<VirtualDevice> device = List.of(bare);
    for (String command : List.of("tasks", "trigger", "logs", "agent", "logs stats")) {
      String[] words = command.split(" ", -1);
      assertEnds(ExitCode.NOT_FOUND, "`jobdoctor agent install` does that", run(device, words));
      assertEnds(
          ExitCode.NOT_FOUND,
          "com.gone is not installed on bare.",
          run(
              device,
              Stream.concat(Stream.of(words), Stream.of("-p", "com.gone")).toArray(String[]::new)));
      assertEnds(
          ExitCode.NOT_FOUND,
          "com.example.app on bare has no agent in it",
          run(
              device,
              Stream.concat(Stream.of(words), Stream.of("-p", "com.example.app"))
                  .toArray(String[]::new)));
    }
    assertEnds(ExitCode.NOT_FOUND, "not installed", run(device, "agent", "uninstall"));
    assertEnds(ExitCode.USAGE, "is no package", run(device, "tasks", "-p", "a b; reboot"));
    assertEnds(ExitCode.USAGE, "is no package", run(device, "tasks", "-p", ""));
  }

  @Test
  @DisplayName("refuse an agent, or a log, of another version, and name both versions")
  void versions() throws IOException {
    agent.answering("status", HandmadeAgent.ok("").replace("\"version\":1", "\"version\":2"));
    assertEnds(
        ExitCode.INPUT,
        "version 2, this jobdoctor speaks jobdoctor-agent version 1",
        onPhone("agent"));
    agent.inFormat("\"format\":\"jobdoctor-log\",\"version\":2");
    Program.Result log = onPhone("logs");
    assertEnds(ExitCode.INPUT, "jobdoctor-log version 2", log);
    assertTrue(log.err().contains("reads jobdoctor-log version 1"), log.err());
  }

  @Test
  @DisplayName("end with 6 where the agent or Android refuses, and with 5 for an unknown task")
  void refusals() throws IOException {
    assertEnds(ExitCode.NOT_FOUND, "No task is registered as nope", onPhone("trigger", "nope"));
    assertEnds(ExitCode.NOT_FOUND, "not-registered", onPhone("tasks", "unregister", "nope"));
    agent.inReleaseBuild();
    assertEnds(ExitCode.REFUSED, "release-build: this is why", onPhone("trigger", "sync"));
    agent.throwing(new SecurityException("Permission Denial: reading"));
    assertEnds(ExitCode.REFUSED, "Permission Denial: reading", onPhone("logs"));
    assertEnds(ExitCode.REFUSED, "Permission Denial: reading", onPhone("tasks"));
    assertFalse(agent.calls().contains("trigger nope"));
  }

  @Test
  @DisplayName("give trigger's exit code by what the log tells")
  void triggerCodes() throws IOException {
    agent.onTrigger(name -> agent.run("sync", "success"));
    assertEquals(0, onPhone("trigger", "sync").code());
    agent.onTrigger(name -> agent.run("sync", "failed"));
    assertEquals(1, onPhone("trigger", "sync").code());
    agent.onTrigger(name -> agent.entry("sync"));
    Program.Result running = onPhone("trigger", "sync", "--timeout", "1s");
    assertEquals(7, running.code());
    assertTrue(running.out().contains("still running"), running.out());
    agent.onTrigger(name -> agent.clear("00000000000000bb"));
    Program.Result cleared = onPhone("trigger", "sync", "-o", "ndjson");
    assertEquals(8, cleared.code(), cleared.err());
    assertTrue(cleared.out().contains("\"cannotTell\""), cleared.out());
    agent.onTrigger(name -> {});
    assertEquals(0, onPhone("trigger", "sync", "--no-wait").code());
  }

  @Test
  @DisplayName("print, for a dry run, adb lines that a shell takes as they are, and ask nothing")
  void dryRuns() throws IOException {
    assertEquals(
        List.of(
            "adb -P " + port() + " -s phone install -r -d -t '/a b/it'\\''s.apk'",
            "adb -P "
                + port()
                + " -s phone shell 'content call --uri"
                + " content://io.github.jobdoctor.agent.jobdoctor --method status'"),
        onPhone("-s", "phone", "agent", "install", "--dry-run", "--apk", "/a b/it's.apk")
            .out()
            .lines()
            .toList());
    for (List<String> words :
        List.of(
            List.of("tasks"),
            List.of("tasks", "register", "$(reboot)"),
            List.of("trigger", "it's"),
            List.of("logs", "--follow"),
            List.of("logs", "stats"),
            List.of("agent", "uninstall"))) {
      Program.Result result =
          onPhone(
              Stream.concat(words.stream(), Stream.of("-s", "phone", "--dry-run"))
                  .toArray(String[]::new));
      assertEquals(0, result.code(), result.err());
      assertTrue(result.out().lines().allMatch(line -> line.matches("adb .* shell '[^$]*'")));
    }
    assertTrue(onPhone("logs", "-f", "--dry-run").out().contains("/log?follow=20"));
    assertEquals(List.of(), phone.commands());
  }

  private int port() throws IOException {
    if (server == null) {
      server = VirtualAdbServer.start(List.of(phone), 0);
    }
    return server.port();
  }

  @Test
  @DisplayName("narrate with -v what goes to the device")
  void narration() throws IOException {
    assertTrue(
        onPhone("-v", "trigger", "sync", "--no-wait")
            .err()
            .contains("--method trigger --arg sync'\n"));
  }

  @Test
  @DisplayName("have help that names their options, wherever it is asked for")
  void help() {
    for (List<String> words :
        List.of(
            List.of("help", "tasks", "register"),
            List.of("tasks", "register", "--help"),
            List.of("help", "agent", "install"),
            List.of("help", "logs", "stats"))) {
      Program.Result result = new Program().run(words.toArray(String[]::new));
      assertEquals(0, result.code(), result.err());
      String command = String.join(" ", words).replace("help ", "").replace(" --help", "");
      assertTrue(result.out().startsWith("Usage: jobdoctor " + command), result.out());
    }
    assertTrue(new Program().run("help", "logs").out().contains("--resume"));
    assertEquals(2, new Program().run("help", "tasks", "nope").code());
    assertEquals(2, new Program().run("help", "nope").code());
    assertEquals(2, new Program().run("tasks", "nope").code());
    assertTrue(new Program().run("completion", "bash").out().contains("--task-timeout"));
  }

  @Test
  @DisplayName("take the options of a group before and behind its subcommand")
  void groupOptions() throws IOException {
    HandmadeAgent embedded = new HandmadeAgent("com.example.app").with("theirs");
    List<VirtualDevice> device = List.of(VirtualDevice.named("phone").app(embedded.app()).build());
    for (List<String> words :
        List.of(
            List.of("tasks", "-p", "com.example.app", "list"),
            List.of("tasks", "list", "-p", "com.example.app"),
            List.of("-o", "name", "tasks", "-p", "com.example.app"))) {
      Program.Result result =
          run(
              device,
              Stream.concat(Stream.of("--no-headers"), words.stream()).toArray(String[]::new));
      assertTrue(result.out().startsWith("theirs"), result.out() + result.err());
    }
    assertEnds(
        ExitCode.USAGE,
        "agent's own APK",
        run(device, "agent", "install", "-p", "com.example.app"));
  }

  @Test
  @DisplayName("find no APK that is not there, and say which")
  void noApk() throws IOException {
    assertEnds(
        ExitCode.INPUT,
        "There is no file nope.apk",
        onPhone("agent", "install", "--apk", "nope.apk"));
    assertEnds(ExitCode.INPUT, "There is no file .", onPhone("agent", "install", "--apk", "."));
    assertEnds(ExitCode.INPUT, "name it with --apk", onPhone("agent", "install"));
  }

  @Test
  @DisplayName("and all others have no option that the real program cannot read")
  void optionsThatMainCanRead() {
    Host host =
        new Host(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Map.of(),
            Path.of("").toAbsolutePath(),
            OptionalInt.empty(),
            Ticker.system(),
            Interruption.never(),
            Optional.empty());
    PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, UTF_8);
    assertReadable(JobDoctor.commandLine(host, nowhere, nowhere, List.of()));
  }

  /** Main lets picocli leave out what it knows of files, times and databases. */
  private static void assertReadable(CommandLine line) {
    for (ArgSpec argument : line.getCommandSpec().args()) {
      for (Class<?> type : argument.auxiliaryTypes()) {
        boolean leftOut = type.getName().matches("java\\.(sql|time|nio)\\..*");
        assertFalse(
            leftOut && type != Duration.class && argument.converters().length == 0,
            () -> line.getCommandSpec().qualifiedName() + ": " + argument + " is a " + type);
      }
    }
    line.getSubcommands().values().forEach(AgentCommandsTest::assertReadable);
  }
}
