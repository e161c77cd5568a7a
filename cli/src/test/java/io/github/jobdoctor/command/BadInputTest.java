package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.virtual.ConnectionState;
import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What goes wrong")
class BadInputTest {

  @TempDir Path folder;

  @Test
  @DisplayName("with a file is said in one sentence, with exit code 4")
  void filesThatAreNoDump() throws IOException {
    Files.writeString(folder.resolve("empty.txt"), "");
    Files.writeString(folder.resolve("letter.txt"), "Dear all,\nnothing is scheduled.\n");
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    Files.write(folder.resolve("noise.bin"), noise);
    Files.write(folder.resolve("report.zip"), new byte[] {'P', 'K', 3, 4, 0, 0});
    for (String name :
        List.of("empty.txt", "letter.txt", "noise.bin", "report.zip", "missing.txt", ".")) {
      Program.Result result = new Program().in(folder).run("jobs", "--from", name);
      assertOneSentence(ExitCode.INPUT, result);
      assertEquals("", result.out());
    }
  }

  @Test
  @DisplayName("with an archive is said in one sentence, with exit code 4")
  void archives() throws IOException {
    byte[] dump = Dumps.text(34, "active").getBytes(StandardCharsets.UTF_8);
    byte[] blank = new byte[1 << 20];
    Arrays.fill(blank, (byte) ' ');
    zip("good.zip", "bugreport-1.txt", dump, 0);
    zip("trick.zip", "../bugreport-1.txt", dump, 0);
    zip("bomb.zip", "bugreport-1.txt", blank, 40);
    zip("nested.zip", "inner.zip", Files.readAllBytes(folder.resolve("good.zip")), 0);
    byte[] good = Files.readAllBytes(folder.resolve("good.zip"));
    Files.write(folder.resolve("half.zip"), Arrays.copyOf(good, good.length / 2));
    for (String name : List.of("trick.zip", "bomb.zip", "nested.zip", "half.zip")) {
      Program.Result file = new Program().in(folder).run("jobs", "--from", name);
      assertOneSentence(ExitCode.INPUT, file);
      assertTrue(file.err().contains(name), file.err());
      Program.Result stream =
          new Program()
              .reading(Files.readAllBytes(folder.resolve(name)))
              .run("jobs", "--from", "-");
      assertOneSentence(ExitCode.INPUT, stream);
      assertEquals("", file.out() + stream.out());
    }
    for (Program.Result result :
        List.of(
            new Program().in(folder).run("jobs", "--from", "good.zip", "-o", "name"),
            new Program().reading(good).run("jobs", "--from", "-", "-o", "name"))) {
      assertEquals(0, result.code(), result.err());
      assertEquals(85, result.out().lines().count());
    }
  }

  private void zip(String name, String entry, byte[] content, int more) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      zip.putNextEntry(new ZipEntry(entry));
      for (int i = 0; i <= more; i++) {
        zip.write(content);
      }
    }
  }

  @Test
  @DisplayName(
      "with a bug report that lacks the job scheduler is said, and what one tells is shown")
  void bugReports() {
    String frame = "-".repeat(79) + "\nDUMP OF SERVICE ";
    String head =
        """
        == dumpstate: 2026-05-03 16:24:39

        ------ SYSTEM PROPERTIES (getprop) ------
        [ro.build.version.sdk]: [34]
        [ro.product.model]: [One]
        ------ X ------
        """;
    assertOneSentence(
        ExitCode.INPUT,
        new Program()
            .reading((head + frame + "alarm:\nx\n").getBytes(StandardCharsets.UTF_8))
            .run("jobs", "--from", "-"));
    Program.Result result =
        new Program()
            .reading(
                (head + frame + "jobscheduler:\n" + Dumps.text(34, "active") + frame + "x:\n")
                    .getBytes(StandardCharsets.UTF_8))
            .run("jobs", "--from", "-", "-o", "json");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("\"apiLevel\" : 34"));
    assertTrue(result.out().contains("\"model\" : \"One\""));
    assertTrue(result.out().contains("\"registeredJobs\" : 85"));
  }

  @Test
  @DisplayName("with a line of 50 MB costs neither memory nor a stack trace")
  void oneMonstrousLine() throws IOException {
    Path file = folder.resolve("line.txt");
    try (var out = Files.newBufferedWriter(file)) {
      String chunk = "x".repeat(1_000_000);
      for (int i = 0; i < 50; i++) {
        out.write(chunk);
      }
    }
    assertOneSentence(ExitCode.INPUT, new Program().run("jobs", "--from", file.toString()));
  }

  @Test
  @DisplayName("with a dump that was cut off is said, and its jobs are not passed off as all")
  void cutDumps() {
    String text = Dumps.text(34, "active");
    String cut = text.substring(0, text.indexOf("JOB #u0a123/5:"));
    Program.Result result =
        new Program()
            .reading(cut.getBytes(StandardCharsets.UTF_8))
            .run("jobs", "--from", "-", "-o", "json");
    assertOneSentence(ExitCode.INPUT, result);
    assertTrue(result.err().contains("of 85 jobs"), result.err());
    assertTrue(result.out().contains("\"extent\" : \"cutOff\""), result.out());
    assertTrue(result.out().contains("\"exitCode\" : 4"));
  }

  @Test
  @DisplayName("after the last job of a dump costs no job, and is said")
  void cutAfterTheJobs() {
    String text = Dumps.text(34, "active");
    String cut = text.substring(0, text.indexOf("\nTimeController:"));
    Program.Result result =
        new Program()
            .reading(cut.getBytes(StandardCharsets.UTF_8))
            .run("jobs", "--from", "-", "-o", "name");
    assertEquals(0, result.code(), result.err());
    assertEquals(85, result.out().lines().count());
    assertTrue(result.err().contains("The end of - is missing"), result.err());
  }

  @Test
  @DisplayName("with a device that answers with something else has the code of its reason")
  void answersThatAreNoDump() throws IOException {
    assertAnswer(
        ExitCode.REFUSED,
        "Permission Denial: can't dump JobScheduler from from pid=1, uid=2 due to missing"
            + " android.permission.DUMP permission\n");
    assertAnswer(ExitCode.INPUT, "");
    assertAnswer(ExitCode.NOT_FOUND, "Invalid package: com.nope\n");
    try (VirtualAdbServer server = serve(VirtualDevice.named("p").apiLevel(34, "14").build())) {
      Program.Result result = new Program().run("-P", port(server), "jobs");
      assertOneSentence(ExitCode.INPUT, result);
      assertTrue(result.err().contains("Can't find service: jobscheduler"), result.err());
    }
  }

  @Test
  @DisplayName("with the choice of a device is exit code 3")
  void noDeviceOrSeveral() throws IOException {
    try (VirtualAdbServer server = serve()) {
      assertOneSentence(ExitCode.DEVICE, new Program().run("-P", port(server), "jobs"));
    }
    VirtualDevice locked =
        VirtualDevice.named("locked").state(ConnectionState.UNAUTHORIZED).build();
    VirtualDevice away = VirtualDevice.named("away").state(ConnectionState.OFFLINE).build();
    VirtualDevice good = good("good");
    try (VirtualAdbServer server = serve(good, locked, away)) {
      Program.Result several = new Program().run("-P", port(server), "jobs");
      assertOneSentence(ExitCode.DEVICE, several);
      assertTrue(several.err().contains("good, locked (unauthorized), away (offline)"));
      assertOneSentence(
          ExitCode.DEVICE, new Program().run("-P", port(server), "-s", "locked", "jobs"));
      assertOneSentence(
          ExitCode.DEVICE, new Program().run("-P", port(server), "-s", "away", "jobs"));
      assertOneSentence(
          ExitCode.DEVICE, new Program().run("-P", port(server), "-s", "other", "jobs"));
      assertEquals(
          0, new Program().with("ANDROID_SERIAL", "good").run("-P", port(server), "jobs").code());
    }
  }

  @Test
  @DisplayName("with one device never hides the others")
  void oneLostDeviceHidesNoOther() throws IOException {
    VirtualDevice lost = good("lost");
    lost.inject(Faults.none().droppingAfter(50_000).onlyFor("dumpsys"));
    try (VirtualAdbServer server = serve(good("good"), lost)) {
      Program.Result result =
          new Program().run("-P", port(server), "--all-devices", "jobs", "-o", "json");
      assertEquals(ExitCode.DEVICE.code(), result.code());
      assertTrue(result.out().contains("\"registeredJobs\" : 85"));
      assertTrue(result.out().contains("\"exitCode\" : 3"));
      assertTrue(result.err().contains("lost: The device lost was lost"), result.err());
    }
  }

  @Test
  @DisplayName("with a device in the middle of its dump is exit code 3, and no table")
  void lostInTheMiddle() throws IOException {
    VirtualDevice device = good("p");
    device.inject(Faults.none().droppingAfter(100_000).onlyFor("dumpsys"));
    try (VirtualAdbServer server = serve(device)) {
      Program.Result result = new Program().run("-P", port(server), "jobs");
      assertOneSentence(ExitCode.DEVICE, result);
      assertEquals("", result.out());
    }
  }

  @Test
  @DisplayName("with a device that never answers is exit code 7 after the time given")
  void muteDevice() throws IOException {
    VirtualDevice device = good("p");
    device.inject(Faults.none().notAnswering().onlyFor("dumpsys"));
    try (VirtualAdbServer server = serve(device)) {
      assertOneSentence(
          ExitCode.TIMED_OUT, new Program().run("-P", port(server), "jobs", "--timeout", "300ms"));
    }
  }

  @Test
  @DisplayName(
      "with adb is exit code 3, or 7 when the time given was up before its server answered")
  void noAdb() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Program.Result missing =
        new Program()
            .with("PATH", folder.toString())
            .with("HOME", folder.toString())
            .run("-P", Integer.toString(free), "jobs");
    assertOneSentence(ExitCode.DEVICE, missing);
    assertTrue(missing.err().contains("no adb program was found"), missing.err());
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Program.Result late =
          new Program()
              .run("-P", Integer.toString(mute.getLocalPort()), "jobs", "--timeout", "300ms");
      assertOneSentence(ExitCode.TIMED_OUT, late);
      assertTrue(late.err().contains("The time given with --timeout, 0.3 s, was up"), late.err());
    }
  }

  @Test
  @DisplayName("with the words typed is exit code 2, with a hint")
  void wrongUsage() {
    List<List<String>> wrong =
        List.of(
            List.of(),
            List.of("jobz"),
            List.of("jobs", "--nope"),
            List.of("jobs", "--sort", "colour", "--demo"),
            List.of("jobs", "--filter", "colour=red", "--demo"),
            List.of("jobs", "--columns", "state,nope", "--demo"),
            List.of("jobs", "--from", "x", "--demo"),
            List.of("jobs", "-s", "a", "--all-devices"),
            List.of("jobs", "--timeout", "soon"),
            List.of("jobs", "-u", "me", "--demo"),
            List.of("run", "--demo"),
            List.of("run", "1", "--from", "x"),
            List.of("show", "Job", "--demo"));
    for (List<String> words : wrong) {
      Program.Result result = new Program().run(words.toArray(String[]::new));
      assertEquals(ExitCode.USAGE.code(), result.code(), words + ": " + result.err());
      assertEquals("", result.out(), words.toString());
      assertTrue(result.err().startsWith("jobdoctor: "), result.err());
      assertFalse(result.err().contains("\tat "), result.err());
    }
  }

  @Test
  @DisplayName("with a name that no job has is exit code 5")
  void nothingOfThatName() {
    assertOneSentence(ExitCode.NOT_FOUND, new Program().run("--demo", "jobs", "com.nope"));
    assertOneSentence(ExitCode.NOT_FOUND, new Program().run("--demo", "show", "com.nope/1"));
    assertOneSentence(ExitCode.NOT_FOUND, new Program().run("--demo", "run", "4711"));
  }

  private static void assertAnswer(ExitCode code, String answer) throws IOException {
    VirtualDevice device =
        VirtualDevice.named("p").apiLevel(34, "14").dumpsys("jobscheduler", answer).build();
    try (VirtualAdbServer server = serve(device)) {
      Program.Result result = new Program().run("-P", port(server), "jobs");
      assertOneSentence(code, result);
      assertEquals("", result.out());
    }
  }

  private static void assertOneSentence(ExitCode code, Program.Result result) {
    assertEquals(code.code(), result.code(), result.err());
    assertTrue(result.err().startsWith("jobdoctor: "), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertFalse(result.err().contains("Exception"), result.err());
  }

  private static VirtualDevice good(String serial) {
    return VirtualDevice.named(serial)
        .apiLevel(34, "14")
        .dumpsys("jobscheduler", Dumps.text(34, "active"))
        .build();
  }

  private static VirtualAdbServer serve(VirtualDevice... devices) throws IOException {
    return VirtualAdbServer.start(List.of(devices), 0);
  }

  private static String port(VirtualAdbServer server) {
    return Integer.toString(server.port());
  }
}
