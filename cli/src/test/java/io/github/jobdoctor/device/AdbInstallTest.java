package io.github.jobdoctor.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jobdoctor.virtual.ConnectionState;
import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.ByteArrayOutputStream;
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
import java.util.Optional;
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
  void aDeviceThatRefusesTheFileIsQuotedAndDdmlibPrintsNothing() throws Exception {
    Path small = Files.writeString(folder.resolve("small.apk"), "small");
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> refuseFile(server));
      InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
      assertEquals(
          Optional.of("No space left on device"),
          DdmlibSync.push(address, "phone", small, "/data/local/tmp/a", Deadline.in(LONG)));
      served.get();
    } finally {
      System.setOut(before);
    }
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
  }

  private static void refuseFile(ServerSocket server) {
    String why = "No space left on device";
    try (Socket client = server.accept()) {
      for (String request : List.of("host:transport:phone", "sync:")) {
        client.getInputStream().readNBytes(4 + request.length());
        client.getOutputStream().write("OKAY".getBytes(StandardCharsets.US_ASCII));
      }
      // SEND, length, path and mode; DATA, length, content; DONE, time.
      StringBuilder sent = new StringBuilder();
      while (!sent.toString().endsWith("DONE")) {
        sent.append((char) client.getInputStream().read());
      }
      client.getInputStream().readNBytes(4);
      client.getOutputStream().write(new byte[] {'F', 'A', 'I', 'L', (byte) why.length(), 0, 0, 0});
      client.getOutputStream().write(why.getBytes(StandardCharsets.US_ASCII));
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
