package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.RealAdb;
import io.github.jobdoctor.virtual.VirtualAdbd;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Through a real adb server")
class RealAdbCommandsTest {

  @Test
  @DisplayName("devices says what adb devices says, and run proves its outcome")
  void agreesWithAdb() throws Exception {
    List<VirtualDevice> phones = DemoDevices.load();
    try (RealAdb adb = RealAdb.withOwnServer();
        VirtualAdbd first = VirtualAdbd.start(phones.get(0), 0);
        VirtualAdbd second = VirtualAdbd.start(phones.get(3), 0)) {
      adb.run("connect", "127.0.0.1:" + first.port());
      adb.run("connect", "127.0.0.1:" + second.port());
      String port = Integer.toString(adb.port());
      String ours =
          new Program()
              .run("-P", port, "devices", "-o", "csv", "--no-headers")
              .out()
              .lines()
              .map(line -> line.split(",", -1)[0] + "\t" + line.split(",", -1)[1])
              .sorted()
              .collect(Collectors.joining("\n"));
      String theirs =
          adb.run("devices")
              .stdout()
              .lines()
              .filter(line -> line.contains("\t"))
              .sorted()
              .collect(Collectors.joining("\n"));
      assertEquals(theirs, ours);
      Program.Result run =
          new Program()
              .run("-P", port, "-s", "127.0.0.1:" + first.port(), "run", "com.example.app/1");
      assertEquals(0, run.code(), run.out() + run.err());
    }
  }

  @Test
  @DisplayName("a virtual adbd killed in the middle of the dump gives exit code 3 and no table")
  void killedInTheMiddle() throws Exception {
    VirtualDevice phone =
        VirtualDevice.named("p")
            .apiLevel(34, "14")
            .dumpsys("jobscheduler", Dumps.text(34, "active"))
            .build();
    phone.inject(Faults.none().droppingAfter(100_000).onlyFor("dumpsys"));
    try (RealAdb adb = RealAdb.withOwnServer();
        VirtualAdbd adbd = VirtualAdbd.start(phone, 0)) {
      adb.run("connect", "127.0.0.1:" + adbd.port());
      Program.Result result = new Program().run("-P", Integer.toString(adb.port()), "jobs");
      assertEquals(3, result.code(), result.err());
      assertEquals("", result.out());
      assertTrue(result.err().contains("was lost during"), result.err());
    }
  }
}
