package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The package manager of a device on which a file that begins with APK is one. */
class PackageServiceTest {

  private final VirtualDevice phone =
      VirtualDevice.named("phone")
          .app(new VirtualApp("com.example.a", "1.0", Map.of()))
          .app(new VirtualApp("org.other", "2.1", 21, Map.of()))
          .installable(
              file ->
                  new String(file, UTF_8).startsWith("APK ")
                      ? Optional.of(
                          new VirtualApp(
                              "com.example.new", new String(file, UTF_8).substring(4), Map.of()))
                      : Optional.empty())
          .build();
  private final VirtualDevice tablet =
      VirtualDevice.named("tablet").dumpsys("package", "another text\n").build();
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
  void listsPackages() throws Exception {
    String all = "out<package:com.example.a\n>out<package:org.other\n>exit<0>";
    assertEquals(all, shell("pm list packages"));
    assertEquals(all, shell("cmd package list packages --user 0 -3"));
    assertEquals("out<package:com.example.a\n>exit<0>", shell("pm list packages example"));
    assertEquals(
        "out<package:/data/app/org.other-1/base.apk=org.other\n>exit<0>",
        shell("pm list packages -f other"));
    assertEquals("exit<0>", shell("pm list packages no.such"));
    assertEquals("out<Error: Unknown option: --odd\n>exit<-1>", shell("pm list packages --odd"));
  }

  @Test
  void tellsWhereAnApkLies() throws Exception {
    assertEquals(
        "out<package:/data/app/com.example.a-1/base.apk\n>exit<0>", shell("pm path com.example.a"));
    assertEquals("exit<1>", shell("pm path no.such"));
  }

  @Test
  void installsAFileAndReplacesWhatIsThere() throws Exception {
    phone.files().put("/data/local/tmp/new.apk", "APK 1.0".getBytes(UTF_8));
    assertEquals("out<Success\n>exit<0>", shell("pm install -t -g /data/local/tmp/new.apk"));
    assertEquals("1.0", phone.packages().find("com.example.new").orElseThrow().versionName());
    phone.files().put("/data/local/tmp/new.apk", "APK 1.1".getBytes(UTF_8));
    assertEquals("out<Success\n>exit<0>", shell("pm install --user 0 -r /data/local/tmp/new.apk"));
    assertEquals("1.1", phone.packages().find("com.example.new").orElseThrow().versionName());
    assertEquals(3, phone.packages().all().size());
  }

  @Test
  void installsWhatComesOverStandardInput() throws Exception {
    try (AdbClient client = AdbClient.to(server.port(), "phone")) {
      client.request("exec:cmd package install -S 7");
      client.send("APK 3.0");
      assertEquals("Success\n", client.rest());
    }
    assertEquals("3.0", phone.packages().find("com.example.new").orElseThrow().versionName());
  }

  @Test
  void refusesWhatIsNoApk() throws Exception {
    phone.files().put("/data/local/tmp/text", "a text".getBytes(UTF_8));
    tablet.files().put("/data/local/tmp/new.apk", "APK 1.0".getBytes(UTF_8));
    assertEquals(
        "out<Failure [INSTALL_PARSE_FAILED_NOT_APK: Failed to parse /data/local/tmp/text]\n"
            + ">exit<1>",
        shell("pm install /data/local/tmp/text"));
    assertTrue(
        AdbClient.shell(server.port(), "tablet", "pm install /data/local/tmp/new.apk")
            .startsWith("out<Failure [INSTALL_PARSE_FAILED_NOT_APK: "));
    assertEquals(
        "out<Failure [INSTALL_FAILED_INVALID_APK: Can't open file: /no/such]\n>exit<1>",
        shell("pm install /no/such"));
    assertEquals(
        "out<Error: must either specify a package size or an APK file\n>exit<1>",
        shell("pm install -r"));
    assertEquals("out<Error: Unknown option: --odd\n>exit<1>", shell("pm install --odd /no/such"));
  }

  @Test
  void uninstalls() throws Exception {
    assertEquals("out<Success\n>exit<0>", shell("pm uninstall com.example.a"));
    assertTrue(phone.packages().find("com.example.a").isEmpty());
    assertEquals(
        "out<Failure [DELETE_FAILED_INTERNAL_ERROR]\n>exit<1>",
        shell("pm uninstall com.example.a"));
    assertEquals(
        "out<Failure [not installed for 0]\n>exit<1>",
        shell("pm uninstall --user 0 com.example.a"));
    assertEquals("out<Success\n>exit<0>", shell("cmd package uninstall -k org.other"));
  }

  @Test
  void dumpsVersionsUnlessTheDeviceHasAnotherServiceOfThatName() throws Exception {
    assertEquals(
        "out<Packages:\n  Package [org.other] ("
            + Integer.toHexString("org.other".hashCode())
            + "):\n    codePath=/data/app/org.other-1\n"
            + "    versionCode=21\n    versionName=2.1\n"
            + "    User 0: ceDataInode=1 installed=true hidden=false suspended=false stopped=false"
            + " notLaunched=false enabled=0\n>exit<0>",
        shell("dumpsys package org.other"));
    assertEquals("out<Unable to find package: no.such\n>exit<0>", shell("dumpsys package no.such"));
    assertEquals(
        "out<another text\n>exit<0>",
        AdbClient.shell(server.port(), "tablet", "dumpsys package org.other"));
  }

  private String shell(String line) throws IOException {
    return AdbClient.shell(server.port(), "phone", line);
  }
}
