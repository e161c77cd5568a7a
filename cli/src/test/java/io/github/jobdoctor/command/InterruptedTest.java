package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.jobdoctor.conditions.Interruption;
import io.github.jobdoctor.jobscheduler.Ticker;
import io.github.jobdoctor.virtual.AndroidService;
import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.Program.Invocation;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A command that is ended by Ctrl-C")
class InterruptedTest {

  @TempDir Path folder;

  /** Ctrl-C, pressed when the program has waited so often. */
  private static final class CtrlC implements Interruption, Ticker {

    private final Deque<Supplier<OptionalInt>> todo = new ArrayDeque<>();
    private final AtomicInteger left;

    CtrlC(int waits) {
      left = new AtomicInteger(waits);
    }

    @Override
    public Registration beforeTheEnd(Supplier<OptionalInt> last) {
      synchronized (todo) {
        todo.push(last);
      }
      return () -> {
        synchronized (todo) {
          todo.remove(last);
        }
      };
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      if (left.decrementAndGet() == 0) {
        new Thread(this::press, "Ctrl-C").start();
      }
      if (left.get() <= 0) {
        // Nobody gets further than here, unless Ctrl-C wakes them.
        Thread.sleep(60_000);
      }
    }

    private int press() {
      List<Supplier<OptionalInt>> last;
      synchronized (todo) {
        last = List.copyOf(todo);
      }
      return last.stream().mapToInt(one -> one.get().orElse(0)).max().orElse(0);
    }
  }

  private Program.Result pressedAfter(int waits, String line) {
    CtrlC ctrlC = new CtrlC(waits);
    return new Program().in(folder).ticking(ctrlC).endedBy(ctrlC).run(line.split(" ", -1));
  }

  private Program.Result onDevice(AndroidService scheduler, String line) throws IOException {
    VirtualDevice device =
        VirtualDevice.named("p").apiLevel(34, "14").service("jobscheduler", scheduler).build();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(device), 0)) {
      return pressedAfter(3, "-P " + server.port() + " " + line);
    }
  }

  @Test
  @DisplayName("says that Android took the order, that no start was seen, and what stays in force")
  void beforeTheStart() {
    Program.Result result = pressedAfter(3, "--demo run com.example.never/403");
    assertEquals(130, result.code(), result.err());
    assertTrue(
        result
            .err()
            .contains("Interrupted: the watch broke off after Android took the order, and no"),
        result.err());
    assertTrue(
        result.err().contains("Unless it has started since, the order stays in force"),
        result.err());
    assertTrue(result.err().contains("--satisfied` takes that back"), result.err());
    assertTrue(result.out().contains("Running job"), result.out());
  }

  @Test
  @DisplayName("says that the job was seen to start, and that it runs on")
  void whileItRuns() {
    Program.Result result = pressedAfter(3, "--demo run u0a124/20");
    assertEquals(130, result.code(), result.err());
    assertTrue(result.err().contains("had started, and no end was seen."), result.err());
    assertTrue(result.err().contains("It runs on without us"), result.err());
  }

  @Test
  @DisplayName("says of a job that the order has started that its end was not seen")
  void startedByTheOrder() throws IOException {
    Program.Result result = onDevice(new Stubborn(), "run com.x/7");
    assertEquals(130, result.code(), result.err());
    assertTrue(result.err().contains("had started by the order, and no end"), result.err());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "stop com.x/7, the job was still running then",
    "timeout com.x/7, the job was still running then",
    "cancel com.x/7, the dump still listed u0a5/7",
  })
  @DisplayName("says of another order what was last seen of its effect")
  void otherOrders(String words, String seen) throws IOException {
    Stubborn device = new Stubborn();
    device.ordered = true;
    Program.Result result = onDevice(device, words);
    assertEquals(130, result.code(), result.err());
    assertTrue(
        result
            .err()
            .contains("Interrupted: the watch broke off after Android took the order, and " + seen),
        result.err());
  }

  /** A scheduler that starts its only job when told, and never ends it. */
  private static final class Stubborn implements AndroidService {

    private volatile boolean ordered;

    @Override
    public int dump(Invocation invocation) throws IOException {
      invocation.print((ordered ? new OneJobDump().active() : new OneJobDump()).text());
      return 0;
    }

    @Override
    public int command(Invocation invocation) throws IOException {
      String word = invocation.arguments().get(0);
      ordered |= word.equals("run");
      invocation.print(
          switch (word) {
            case "run" -> "Running job\n";
            case "get-job-state" -> ordered ? "active\n" : "waiting\n";
            case "stop" -> "Stopping job: #u0a5/7 com.x/.Svc\n";
            case "timeout" -> "Timing out: #u0a5/7 com.x/.Svc\n";
            default -> "Canceling job com.x/#7 in user 0\n";
          });
      return 0;
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "run com.example.never/403",
        "--all-devices run com.example.never/403",
        "--all-devices --jobs 1 run com.example.never/403",
        "run u0a124/20",
        "expect com.example.app/1 running --within 1m",
      })
  @DisplayName("still writes JSON as the schema describes it, with exit code 130 in it")
  void fitsTheSchema(String words) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new Program().run("schema").out(), InputFormat.JSON);
    Program.Result result = pressedAfter(3, "--demo -o json " + words);
    assertEquals(130, result.code(), result.err());
    assertEquals(List.of(), schema.validate(result.out(), InputFormat.JSON), result.out());
    assertTrue(result.out().contains("\"exitCode\" : 130"), result.out());
  }

  @Test
  @DisplayName("says of devices whose turn had not come that nothing was asked of them")
  void queued() {
    Program.Result result =
        pressedAfter(2, "--demo --all-devices --jobs 1 run com.example.never/403 -o ndjson");
    assertEquals(130, result.code(), result.err());
    assertTrue(result.out().contains("\"outcome\":\"unobservable\""), result.out());
    assertEquals(
        DemoDevices.load().size() - 1,
        result.err().lines().filter(line -> line.contains("so nothing was asked of it")).count(),
        result.err());
  }

  @Test
  @DisplayName("says of an expectation that it was not met so far, and what was so")
  void expectation() throws IOException {
    Program.Result result =
        pressedAfter(3, "--demo expect com.example.app/1 running --within 1m --junit r.xml");
    assertEquals(130, result.code(), result.err());
    assertTrue(result.err().contains("Interrupted: not met so far. Held by"), result.err());
    assertTrue(result.out().contains("Interrupted. Last seen: Held by"), result.out());
    assertTrue(Files.readString(folder.resolve("r.xml")).contains("Last seen"));
  }

  @Test
  @DisplayName("says of several expectations how many were met, and keeps those")
  void expectations() throws IOException {
    Files.writeString(
        folder.resolve("e.yaml"),
        """
        - {job: com.example.app/1, expect: scheduled}
        - {job: com.example.app/1, expect: running, within: 1m}
        """);
    Program.Result result = pressedAfter(3, "--demo expect --file e.yaml -o csv");
    assertEquals(130, result.code(), result.err());
    assertTrue(result.err().contains("1 of 2 expectations were met so far."), result.err());
    assertEquals(
        List.of("result", "met", "error"),
        result.out().lines().map(line -> line.split(",", 2)[0]).toList());
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  @DisplayName("tells the same as a process, and ends by the signal")
  void asAProcess(String signal, int code) throws Exception {
    Signals.assumeHeard(signal);
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.jobdoctor.Main",
                "--demo",
                "-v",
                "run",
                "com.example.never/403",
                "--timeout",
                "2m",
                "-o",
                "json")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    for (int i = 0; i < 1200 && !Files.readString(said).contains("get-job-state"); i++) {
      Thread.sleep(50);
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    String all = Files.readString(said);
    assertEquals(code, process.exitValue(), all);
    assertTrue(all.contains("Interrupted: the watch broke off after Android took"), all);
    assertTrue(all.contains("\"outcome\" : \"unobservable\""), all);
  }
}
