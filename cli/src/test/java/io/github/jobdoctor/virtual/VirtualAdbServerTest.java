package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualAdbServerTest {

  private final VirtualDevice phone =
      VirtualDevice.named("phone").dumpsys("jobscheduler", "Registered 0 jobs:\n  None.\n").build();
  private final VirtualDevice tablet = VirtualDevice.named("tablet").withoutShellV2().build();
  private final VirtualAdbServer server = start();

  private VirtualAdbServer start() {
    try {
      return VirtualAdbServer.start(List.of(phone, tablet), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void speaksVersion41AsEveryAdbSince2018() throws Exception {
    assertEquals("0029", ask("host:version"));
  }

  @Test
  void listsDevicesWithTheirStates() throws Exception {
    tablet.state(ConnectionState.UNAUTHORIZED);
    assertEquals("phone\tdevice\ntablet\tunauthorized\n", ask("host:devices"));
    assertEquals(
        "phone                  device product:virtual model:Virtual_phone device:virtual"
            + " transport_id:1\n"
            + "tablet                 unauthorized transport_id:2\n",
        ask("host:devices-l"));
  }

  @Test
  void tellsTrackersOfEveryChange() throws Exception {
    try (AdbClient tracker = new AdbClient(server.port())) {
      assertEquals("OKAY", tracker.request("host:track-devices"));
      assertEquals("phone\tdevice\ntablet\tdevice\n", tracker.counted());
      tablet.state(ConnectionState.OFFLINE);
      assertEquals("phone\tdevice\ntablet\toffline\n", tracker.counted());
      phone.state(ConnectionState.GONE);
      assertEquals("tablet\toffline\n", tracker.counted());
    }
  }

  @Test
  void answersQuestionsAboutOneDevice() throws Exception {
    assertEquals("shell_v2,cmd,fixed_push_mkdir", ask("host-serial:phone:features"));
    assertEquals("cmd,fixed_push_mkdir", ask("host-serial:tablet:features"));
    assertEquals("device", ask("host-serial:phone:get-state"));
    assertEquals("tablet", ask("host-transport-id:2:get-serialno"));
  }

  @Test
  void refusesDevicesInAdbsWords() throws Exception {
    assertEquals("FAIL device 'watch' not found", status("host:transport:watch"));
    assertEquals("FAIL more than one device/emulator", status("host:transport-any"));
    tablet.state(ConnectionState.OFFLINE);
    assertEquals("FAIL device offline", status("host:transport:tablet"));
    tablet.state(ConnectionState.UNAUTHORIZED);
    assertTrue(status("host:transport:tablet").startsWith("FAIL device unauthorized."));
    tablet.state(ConnectionState.GONE);
    assertEquals("OKAY", status("host:transport-any"));
    phone.state(ConnectionState.GONE);
    assertEquals("FAIL no devices/emulators found", status("host:tport:any"));
  }

  @Test
  void survivesAKillRequest() throws Exception {
    assertTrue(status("host:kill").startsWith("FAIL"));
    assertEquals("0029", ask("host:version"));
  }

  @Test
  void separatesStreamsAndReportsTheExitCodeOverShellV2() throws Exception {
    assertEquals(
        "out<Registered 0 jobs:\n  None.\n>exit<0>", shell("phone", "dumpsys jobscheduler"));
    assertEquals(
        "err</system/bin/sh: nonsense: inaccessible or not found\n>exit<127>",
        shell("phone", "nonsense -x"));
    assertEquals("err<cmd: Can't find service: power\n>exit<20>", shell("phone", "cmd power"));
    assertEquals("err<Can't find service: power\n>exit<0>", shell("phone", "dumpsys power"));
  }

  @Test
  void mergesStreamsWithoutShellV2() throws Exception {
    try (AdbClient client = AdbClient.to(server.port(), "tablet")) {
      assertEquals("FAIL closed", client.request("shell,v2,raw:id"));
    }
    try (AdbClient client = AdbClient.to(server.port(), "tablet")) {
      assertEquals("OKAY", client.request("shell:nonsense; echo \"jobdoctor-exit:$?\""));
      assertEquals(
          "/system/bin/sh: nonsense: inaccessible or not found\njobdoctor-exit:127\n",
          client.rest());
    }
  }

  @Test
  void handsStandardInputToThePrograms() throws Exception {
    VirtualDevice device =
        VirtualDevice.named("device")
            .program("tee", call -> (int) call.stdin().transferTo(call.stdout()))
            .build();
    try (VirtualAdbServer other = VirtualAdbServer.start(List.of(device), 0);
        AdbClient client = AdbClient.to(other.port(), "device")) {
      assertEquals("OKAY", client.request("shell,v2,raw:tee"));
      client.packet(5, "24x80,0x0");
      client.packet(0, "some ");
      client.packet(0, "input");
      client.packet(4, "");
      assertEquals("out<some >out<input>exit<10>", client.packets());
    }
  }

  @Test
  void recordsTheLinesThatReachedADevice() throws Exception {
    shell("phone", "id");
    shell("phone", "cmd jobscheduler run -f 'com.example.a' 7");
    assertEquals(List.of("id", "cmd jobscheduler run -f 'com.example.a' 7"), phone.commands());
    assertEquals(List.of(), tablet.commands());
  }

  @Test
  void endsWhatRunsOnADeviceThatGoesOffline() throws Exception {
    phone.inject(Faults.none().notAnswering());
    try (AdbClient client = AdbClient.to(server.port(), "phone")) {
      assertEquals("OKAY", client.request("shell,v2,raw:id"));
      phone.state(ConnectionState.OFFLINE);
      assertEquals("lost", client.packets());
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    BindException taken =
        assertThrows(
            BindException.class, () -> VirtualAdbServer.start(List.of(phone), server.port()));
    assertTrue(taken.getMessage().contains("port " + server.port()), taken.getMessage());
  }

  @Test
  void givesItsPortBackWhenClosed() throws Exception {
    try (AdbClient client = new AdbClient(server.port())) {
      assertEquals("OKAY", client.request("host:track-devices"));
      server.close();
    }
    VirtualAdbServer.start(List.of(phone), server.port()).close();
  }

  private String ask(String request) throws IOException {
    try (AdbClient client = new AdbClient(server.port())) {
      assertEquals("OKAY", client.request(request));
      return client.counted();
    }
  }

  private String status(String request) throws IOException {
    try (AdbClient client = new AdbClient(server.port())) {
      return client.request(request);
    }
  }

  private String shell(String serial, String line) throws IOException {
    return AdbClient.shell(server.port(), serial, line);
  }
}
