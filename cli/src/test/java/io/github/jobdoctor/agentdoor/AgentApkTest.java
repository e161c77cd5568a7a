package io.github.jobdoctor.agentdoor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jobdoctor.virtual.Program;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The agent's APK")
class AgentApkTest {

  @TempDir Path folder;

  private VirtualDevice saying(String stdout, String stderr, int code, boolean old) {
    Program pm =
        invocation -> {
          if (invocation.arguments().get(0).equals("path")) {
            invocation.print("package:/data/app/base.apk\n");
            return 0;
          }
          invocation.print(stdout);
          invocation.printError(stderr);
          return code;
        };
    VirtualDevice.Builder builder =
        VirtualDevice.named("phone").program("pm", pm).app(new HandmadeAgent().app());
    return (old ? builder.withoutShellV2() : builder).build();
  }

  private void assertRefused(String reason, VirtualDevice device) throws Exception {
    Path apk = Files.write(folder.resolve("agent.apk"), new byte[] {1});
    try (Phone phone = new Phone(device)) {
      AgentApk installed = new AgentApk(phone.agent());
      AgentException e =
          assertThrows(AgentException.class, () -> installed.install(apk, Duration.ofSeconds(20)));
      assertEquals("Android did not install the agent on phone: " + reason + ".", e.getMessage());
      assertEquals(AgentException.Reason.REFUSED, e.reason());
    }
  }

  @Test
  @DisplayName("is installed only when pm says Success, whatever its exit code")
  void successIsAWord() throws Exception {
    Path apk = Files.write(folder.resolve("agent.apk"), new byte[] {1});
    try (Phone phone = new Phone(saying("\tpkg: /data/local/tmp/a.apk\nSuccess\n", "", 0, true))) {
      assertEquals(
          "0.1.0", new AgentApk(phone.agent()).install(apk, Duration.ofSeconds(20)).agent());
    }
    assertRefused("it said nothing", saying("", "", 0, false));
    assertRefused("no Success here", saying("no Success here\n", "", 0, false));
  }

  @Test
  @DisplayName("is refused in Android's words, of old and new releases, with what to do")
  void refusals() throws Exception {
    assertRefused(
        "Failure [INSTALL_FAILED_UPDATE_INCOMPATIBLE] (it is there with another signature:"
            + " `jobdoctor agent uninstall` first)",
        saying("\tpkg: /data/a.apk\nFailure [INSTALL_FAILED_UPDATE_INCOMPATIBLE]\n", "", 0, true));
    assertRefused(
        "Failure [INSTALL_FAILED_OLDER_SDK: Requires 24] (the device is older than Android 7 (API"
            + " 24))",
        saying("Failure [INSTALL_FAILED_OLDER_SDK: Requires 24]\n", "", 1, false));
    assertRefused(
        "Error: Unable to open file: /data/local/tmp/x",
        saying(
            "", "Error: Unable to open file: /data/local/tmp/x\nConsider using adb.\n", 1, false));
    assertRefused(
        "java.lang.SecurityException: Not allowed",
        saying(
            "",
            """

            Exception occurred while executing 'install':
            java.lang.SecurityException: Not allowed.
            \tat android.os.Parcel.x(Parcel.java:1)
            """,
            255,
            false));
  }

  @Test
  @DisplayName("counts as uninstalled only when Android no longer knows it")
  void uninstalling() throws Exception {
    try (Phone phone = new Phone(saying("Success\n", "", 0, false))) {
      AgentApk apk = new AgentApk(phone.agent());
      AgentException e = assertThrows(AgentException.class, apk::uninstall);
      assertEquals("Android did not uninstall the agent from phone: Success.", e.getMessage());
    }
    VirtualDevice empty = VirtualDevice.named("phone").build();
    try (Phone phone = new Phone(empty)) {
      AgentApk apk = new AgentApk(phone.agent());
      AgentException e = assertThrows(AgentException.class, apk::uninstall);
      assertEquals(AgentException.Reason.MISSING, e.reason());
    }
  }
}
