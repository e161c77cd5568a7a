package io.github.jobdoctor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class AdbProgramTest {

  @TempDir Path folder;

  @Test
  void thePathComesFirst() throws IOException {
    Path onPath = adb("bin/adb");
    adb("sdk/platform-tools/adb");
    assertEquals(
        Optional.of(new AdbProgram(onPath)),
        AdbProgram.find(
            Map.of(
                "PATH",
                folder.resolve("empty") + File.pathSeparator + folder.resolve("bin"),
                "ANDROID_HOME",
                folder.resolve("sdk").toString())));
  }

  @Test
  void theSdkIsNext() throws IOException {
    Path inSdk = adb("sdk/platform-tools/adb");
    for (String variable : new String[] {"ANDROID_HOME", "ANDROID_SDK_ROOT"}) {
      assertEquals(
          Optional.of(new AdbProgram(inSdk)),
          AdbProgram.find(Map.of("PATH", "", variable, folder.resolve("sdk").toString())));
    }
  }

  @Test
  void androidStudiosFoldersAreLast() throws IOException {
    Path atHome = adb("Android/Sdk/platform-tools/adb");
    assertEquals(
        Optional.of(new AdbProgram(atHome)),
        AdbProgram.find(Map.of("HOME", folder.toString(), "ANDROID_HOME", "/nowhere")));
  }

  @Test
  void aFileThatCannotRunIsNotAdb() throws IOException {
    Files.createFile(Files.createDirectories(folder.resolve("bin")).resolve("adb"));
    assertEquals(
        Optional.empty(), AdbProgram.find(Map.of("PATH", folder.resolve("bin").toString())));
  }

  @Test
  void withoutAnyVariableThereIsNone() {
    assertEquals(Optional.empty(), AdbProgram.find(Map.of()));
  }

  private Path adb(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    file.toFile().setExecutable(true);
    return file;
  }
}
