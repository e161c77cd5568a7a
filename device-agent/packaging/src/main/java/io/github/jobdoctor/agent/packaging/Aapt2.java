package io.github.jobdoctor.agent.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Android's resource compiler, which comes as a program for each system. */
final class Aapt2 {

  private final Path program;
  private final Path framework;

  private Aapt2(Path program, Path framework) {
    this.program = program;
    this.framework = framework;
  }

  /** Unpacks the program for this system, and the framework's resources, into {@code folder}. */
  static Aapt2 unpackInto(Path folder) throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name =
        os.contains("win")
            ? "windows/aapt2.exe"
            : os.contains("mac") ? "macosx/aapt2" : "linux/aapt2";
    Path program = unpack("/prebuilt/" + name, folder.resolve("aapt2.exe"));
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + program);
    }
    return new Aapt2(
        program, unpack("/prebuilt/android-framework.jar", folder.resolve("framework.apk")));
  }

  private static Path unpack(String resource, Path target) throws IOException {
    try (InputStream in = Aapt2.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("apktool-lib does not carry " + resource);
      }
      byte[] bytes = in.readAllBytes();
      // Left alone when it is there: a program that runs cannot be overwritten.
      if (!Files.exists(target) || Files.size(target) != bytes.length) {
        Files.createDirectories(target.getParent());
        Files.write(target, bytes);
      }
    }
    return target;
  }

  /**
   * Links a merged manifest and the resources of an app and its libraries.
   *
   * @param apk gets manifest and resources in binary form
   * @param java gets {@code R.java} for each package
   * @param rules gets the rules that keep what manifest and layouts name
   */
  void link(
      Path mergedManifest,
      List<Path> resourceFolders,
      List<String> libraryPackages,
      Path work,
      Path apk,
      Path java,
      Path rules)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("link", "-o", apk.toString()));
    command.addAll(List.of("--manifest", mergedManifest.toString(), "-I", framework.toString()));
    command.addAll(List.of("--java", java.toString(), "--proguard", rules.toString()));
    command.addAll(
        List.of("--auto-add-overlay", "--no-static-lib-packages", "--no-version-vectors"));
    for (String libraryPackage : libraryPackages) {
      command.addAll(List.of("--extra-packages", libraryPackage));
    }
    Files.createDirectories(java);
    int number = 0;
    for (Path folder : resourceFolders) {
      Path compiled = work.resolve("res-" + number++ + ".zip");
      run(List.of("compile", "--dir", folder.toString(), "-o", compiled.toString()));
      // -R: a library after another may name what both have, as Gradle allows.
      command.addAll(List.of("-R", compiled.toString()));
    }
    run(command);
  }

  /** What {@code aapt2 dump WHAT} prints of an APK. */
  String dump(Path apk, String... what) throws IOException {
    List<String> command = new ArrayList<>(List.of("dump"));
    command.addAll(List.of(what));
    command.add(apk.toString());
    return run(command);
  }

  private String run(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("aapt2 " + arguments + " failed:\n" + output);
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      throw new IOException("interrupted", interrupted);
    }
    return output;
  }
}
