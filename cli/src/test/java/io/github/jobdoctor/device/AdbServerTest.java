package io.github.jobdoctor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdbServerTest {

  @Test
  void anEmptyEnvironmentMeansAdbsOwnDefault() {
    assertEquals(new AdbServer("127.0.0.1", 5037), AdbServer.of(Map.of()));
    assertEquals(
        AdbServer.DEFAULT,
        AdbServer.of(Map.of("ANDROID_ADB_SERVER_ADDRESS", "", "ANDROID_ADB_SERVER_PORT", " ")));
  }

  @Test
  void theEnvironmentNamesTheServer() {
    assertEquals(
        "build-7.lan:6000",
        AdbServer.of(
                Map.of(
                    "ANDROID_ADB_SERVER_ADDRESS", "build-7.lan",
                    "ANDROID_ADB_SERVER_PORT", "6000"))
            .toString());
  }

  @Test
  void optionsReplaceTheirPart() {
    assertEquals(new AdbServer("::1", 7000), AdbServer.DEFAULT.withHost("::1").withPort(7000));
    assertEquals("[::1]:7000", new AdbServer("::1", 7000).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "0", "-1", "65536", "5037x"})
  void whatIsNoPortIsRefusedWithASentence(String port) {
    assertThrows(
        IllegalArgumentException.class,
        () -> AdbServer.of(Map.of("ANDROID_ADB_SERVER_PORT", port)));
  }

  @Test
  void onlyAddressesOfThisComputerAreLoopback() {
    for (String here : new String[] {"localhost", "127.0.0.1", "127.8.9.1", "::1", "[::1]"}) {
      assertTrue(new AdbServer(here, 5037).isLoopback(), here);
    }
    for (String there : new String[] {"10.0.0.1", "build-7.lan", "127.0.0.1.nip.io", "::2"}) {
      assertFalse(new AdbServer(there, 5037).isLoopback(), there);
    }
  }
}
