package io.github.jobdoctor.agent.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Packs a library without resources of its own: {@code --classes FOLDER}, {@code --manifest FILE},
 * {@code --rules FILE} for whoever shrinks an app with it, {@code --min-compile-sdk LEVEL}, {@code
 * --out FILE}.
 */
public final class PackAar {

  private PackAar() {}

  /** Runs the step. */
  public static void main(String[] args) throws IOException {
    Arguments arguments =
        new Arguments(args, "--classes", "--manifest", "--rules", "--min-compile-sdk", "--out");
    new Archive()
        .put("AndroidManifest.xml", read(arguments, "--manifest"))
        .put("classes.jar", new Archive().putFolder(arguments.path("--classes")).bytes())
        .put("proguard.txt", read(arguments, "--rules"))
        // Gradle wants the table of resources, also when there are none.
        .put("R.txt", new byte[0])
        .put(
            "META-INF/com/android/build/gradle/aar-metadata.properties",
            ("aarFormatVersion=1.0\naarMetadataVersion=1.0\nminCompileSdk="
                    + arguments.one("--min-compile-sdk")
                    + "\n")
                .getBytes(StandardCharsets.UTF_8))
        .write(arguments.path("--out"));
  }

  private static byte[] read(Arguments arguments, String name) throws IOException {
    Path file = arguments.path(name);
    return Files.readAllBytes(file);
  }
}
