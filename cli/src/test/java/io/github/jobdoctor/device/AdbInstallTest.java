package io.github.jobdoctor.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jobdoctor.virtual.ConnectionState;
import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AdbInstallTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final List<byte[]> installed = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private VirtualDevice phone;
  private VirtualAdbServer server;
  private Devices devices;
  private Path apk;
  private byte[] content;

  @BeforeEach
  void connect() throws Exception {
    content = new byte[300_001];
    new Random(1).nextBytes(content);
    apk = Files.write(folder.resolve("agent.apk"), content);
    phone =
        VirtualDevice.named("phone")
            .program(
                "pm",
                invocation -> {
                  List<String> words = invocation.arguments();
                  assertEquals(List.of("install", "-r", "-g"), words.subList(0, 3));
                  installed.add(phone.files().content(words.get(3)).orElseThrow());
                  invocation.print("Success\n");
                  return 0;
                })
            .program(
                "rm",
                invocation -> {
                  removed.addAll(invocation.arguments());
                  return 0;
                })
            .build();
    server = VirtualAdbServer.start(List.of(phone), 0);
    devices = Adb.connect(new AdbServer("localhost", server.port()), Map.of(), LONG, s -> {});
  }

  @AfterEach
  void close() {
    devices.close();
    server.close();
  }

  @Test
  void theFileArrivesWholeIsInstalledAndRemoved() throws Exception {
    assertEquals(new ShellResult("Success\n", "", 0), install());
    assertArrayEquals(content, installed.get(0));
    assertEquals(2, removed.size());
    assertEquals("-f", removed.get(0));
  }

  @Test
  void anUnusableDeviceIsRefusedInItsOwnWords() throws Exception {
    Device device = devices.device("phone");
    phone.state(ConnectionState.OFFLINE);
    assertThrows(
        DeviceException.Offline.class, () -> device.install(apk, List.of("-r", "-g"), LONG));
  }

  @Test
  void ddmlibKeepsItsWarningsToItself() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(() -> answer(server, "OKAY", "FAIL0006closed"));
      InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
      assertThrows(
          EOFException.class,
          () -> DdmlibSync.push(address, "phone", apk, "/data/local/tmp/a", Deadline.in(LONG)));
      served.get();
    } finally {
      System.setOut(before);
    }
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
  }

  private static void answer(ServerSocket server, String... answers) {
    try (Socket client = server.accept()) {
      for (String answer : answers) {
        String digits =
            new String(client.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
        client.getInputStream().readNBytes(Integer.parseInt(digits, 16));
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertThrows(
        IOException.class,
        () -> devices.device("phone").install(folder.resolve("none.apk"), List.of(), LONG));
  }

  @Test
  void aMuteInstallerTimesOut() throws Exception {
    Device device = devices.device("phone");
    phone.inject(Faults.none().notAnswering().onlyFor("pm install"));
    assertThrows(
        DeviceException.TimedOut.class,
        () -> device.install(apk, List.of("-r", "-g"), Duration.ofSeconds(1)));
    assertEquals(2, removed.size());
  }

  private ShellResult install() throws DeviceException, IOException {
    return devices.device("phone").install(apk, List.of("-r", "-g"), LONG);
  }
}
