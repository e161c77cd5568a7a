package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.virtual.AndroidService;
import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.Program.Invocation;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("jobdoctor run on the demo")
class RunTest {

  @ParameterizedTest(name = "{0}: {1}, exit code {2}")
  @CsvSource({
    "com.example.app/1, Ran to its end., 0",
    "u0a125/-1, Ran to its end., 0",
    "u10a130/200, Ran to its end., 0",
    "androidx.work.systemjobscheduler:u0a123/72, Ran to its end., 0",
    "com.example.app/5, Ran to its end., 0",
    "com.example.app/5 --soft, Not run: a constraint is unmet that only --force overrides., 1",
    "com.example.work/32 --soft, Not run: a constraint is unmet that only --force overrides., 1",
    "1000/100001 --soft, Not run: a constraint is unmet that only --force overrides., 1",
  })
  @DisplayName("proves what came of the order")
  void provesWhatCame(String words, String sentence, int code) {
    Program.Result result = new Program().run(("--demo run " + words).split(" ", -1));
    assertEquals(code, result.code(), result.out() + result.err());
    assertTrue(result.out().startsWith(sentence), result.out());
  }

  @Test
  @DisplayName("with force overrides the network, but not quota")
  void forceOverridesTheNetworkOnly() {
    Program.Result network = new Program().run("--demo", "run", "com.example.app/5", "--force");
    assertEquals(0, network.code(), network.out());
    Program.Result quota =
        new Program()
            .run("--demo", "run", "com.example.never/403", "--force", "--timeout", "500ms");
    assertEquals(1, quota.code(), quota.out());
    assertTrue(quota.out().contains("Running job [FORCED]"), quota.out());
    assertTrue(quota.out().contains("held by  quota"), quota.out());
  }

  @Test
  @DisplayName("does not take WorkManager's word for work that ran before its time")
  void workBeforeItsTimeIsNoSuccess() {
    Program.Result result = new Program().run("--demo", "run", "com.example.work/32", "--force");
    assertEquals(8, result.code(), result.out());
    assertTrue(result.out().contains("WorkManager skips work"), result.out());
  }

  @Test
  @DisplayName("does not start in Doze, whatever Android's command says")
  void dozeHoldsTheJob() {
    Program.Result result =
        new Program()
            .run("--demo", "-s", "demo-api30", "run", "com.example.app/1", "-f", "--timeout=500ms");
    assertEquals(1, result.code(), result.out());
    assertTrue(result.out().contains("Did not start"), result.out());
  }

  @Test
  @DisplayName("has to have a name")
  void anEmptyNameIsWrongUsage() {
    for (String command : List.of("run", "state", "show")) {
      Program.Result result = new Program().run("--demo", command, " ");
      assertEquals(2, result.code(), result.err());
      assertTrue(result.err().contains("The name of the job is empty."), result.err());
    }
  }

  @ParameterizedTest(name = "API {0}, {1}")
  @CsvSource({
    "34, timed out while binding, 'Android began the run, but the app never got it: timed out while binding.'",
    "34, timeout while executing, 'Started, then was stopped: timeout while executing.'",
    "34, app called jobFinished, Ran to its end and asked to be run again.",
    "27, canceled, 'Ended without success and is registered to be run again; whether the app asked for that, crashed or was stopped, this Android does not tell.'",
  })
  @DisplayName("that did not succeed says as much of its end as Android tells")
  void saysAsMuchOfAnEndAsAndroidTells(int api, String reason, String sentence) throws IOException {
    VirtualDevice device =
        VirtualDevice.named("p")
            .apiLevel(api, "x")
            .service("jobscheduler", new FailedRun(reason))
            .build();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(device), 0)) {
      Program.Result result =
          new Program()
              .run("-P", Integer.toString(server.port()), "run", "com.x/7", "--timeout", "5s");
      assertEquals(1, result.code(), result.out() + result.err());
      assertTrue(result.out().startsWith(sentence), result.out());
    }
  }

  /** A scheduler whose only job has run once it was ordered to, and ended for this reason. */
  private static final class FailedRun implements AndroidService {

    private final String reason;
    private volatile boolean ordered;

    FailedRun(String reason) {
      this.reason = reason;
    }

    @Override
    public int dump(Invocation invocation) throws IOException {
      OneJobDump dump = new OneJobDump();
      invocation.print(
          (ordered
                  ? dump.past("Num failures: 1").event(90, "START", "").event(80, "STOP", reason)
                  : dump)
              .text());
      return 0;
    }

    @Override
    public int command(Invocation invocation) throws IOException {
      boolean order = invocation.arguments().contains("run");
      ordered |= order;
      invocation.print(order ? "Running job\n" : "waiting\n");
      return 0;
    }
  }

  @Test
  @DisplayName("is remembered by a demo that keeps running")
  void theDemoRemembers() throws IOException {
    try (VirtualAdbServer server = VirtualAdbServer.start(DemoDevices.load(), 0)) {
      String port = Integer.toString(server.port());
      assertEquals(
          0, new Program().run("-P", port, "-s", "demo-api34", "run", "com.example.app/1").code());
      assertEquals(5, new Program().run("-P", port, "-s", "demo-api34", "show", "u0a123/1").code());
      assertEquals(0, new Program().run("-P", port, "-s", "demo-api36", "show", "u0a123/1").code());
    }
  }

  @Test
  @DisplayName(
      "as a user would: a job that wants power is held back on battery, and all is put back")
  void asUserWould(@TempDir Path state) throws IOException {
    List<VirtualDevice> devices = DemoDevices.load();
    VirtualDevice phone = devices.get(2);
    try (VirtualAdbServer server = VirtualAdbServer.start(devices, 0)) {
      Program program =
          new Program()
              .with("JOBDOCTOR_STATE", state.toString())
              .with("ANDROID_ADB_SERVER_PORT", Integer.toString(server.port()))
              .with("ANDROID_SERIAL", phone.serial());
      String before = program.run("conditions", "show").out();
      Program.Result dry = program.run("run", "u0a123/1", "--as-user-would", "--dry-run");
      assertEquals(0, dry.code(), dry.err());
      List<String> script = dry.out().lines().toList();
      assertTrue(script.get(0).endsWith("'dumpsys battery unplug'"), dry.out());
      assertTrue(dry.out().contains("cmd jobscheduler run com.example.app 1"), dry.out());
      assertTrue(dry.out().contains("dumpsys battery reset"), dry.out());
      assertEquals(before, program.run("conditions", "show").out());
      Program.Result run =
          program.run("run", "u0a123/1", "--as-user-would", "--satisfied", "--timeout", "2s");
      assertEquals(1, run.code(), run.out() + run.err());
      assertTrue(run.out().contains("held by  CHARGING"), run.out());
      assertTrue(run.err().contains("Put back: "), run.err());
      assertEquals(before, program.run("conditions", "show").out());
    }
    assertTrue(phone.commands().contains("dumpsys battery reset"), phone.commands().toString());
  }

  @Test
  @DisplayName("that could not put the device back ends with 9, and says how")
  void notPutBack(@TempDir Path state) throws IOException {
    List<VirtualDevice> devices = DemoDevices.load();
    VirtualDevice phone = devices.get(1);
    try (VirtualAdbServer server = VirtualAdbServer.start(devices, 0)) {
      Program program =
          new Program()
              .with("JOBDOCTOR_STATE", state.toString())
              .with("ANDROID_ADB_SERVER_PORT", Integer.toString(server.port()))
              .with("ANDROID_SERIAL", phone.serial());
      phone.inject(Faults.none().onlyFor("battery reset").notAnswering().times(100));
      Program.Result run =
          program.run("run", "com.example.app/1", "--as-user-would", "--timeout", "3s");
      assertEquals(9, run.code(), run.out() + run.err());
      assertTrue(
          run.err()
              .contains(
                  "Not put back: unplugged; by hand: adb -s "
                      + phone.serial()
                      + " shell dumpsys battery reset"),
          run.err());
      assertFalse(run.err().contains("by hand: ."), run.err());
      phone.inject(Faults.none());
      // Without force it is left to the process that set it, which is this one.
      assertEquals(0, program.run("conditions", "restore", "--force").code());
    }
  }

  @Test
  @DisplayName("quotes every argument: what a dump says never becomes a command")
  void everyArgumentIsQuoted() throws IOException {
    String dump =
        Dumps.text(34, "active")
            .replace("androidx.work.systemjobscheduler", "ns; reboot 'now' $(id)");
    VirtualDevice device =
        VirtualDevice.named("p").apiLevel(34, "14").dumpsys("jobscheduler", dump).build();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(device), 0)) {
      Program.Result refused =
          new Program()
              .run("-P", Integer.toString(server.port()), "run", "u0a123/72", "--timeout", "5s");
      assertEquals(6, refused.code(), refused.out() + refused.err());
    }
    assertTrue(
        device.commands().stream()
            .anyMatch(
                line ->
                    line.startsWith("cmd jobscheduler run -n 'ns; reboot '\\''now'\\'' $(id)' ")),
        device.commands().toString());
  }
}
