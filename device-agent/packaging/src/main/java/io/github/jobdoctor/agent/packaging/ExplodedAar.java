package io.github.jobdoctor.agent.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A library that was unpacked into a folder of its own.
 *
 * @param folder holds {@code AndroidManifest.xml} and, where the library has them, {@code res/} and
 *     {@code proguard.txt}
 */
record ExplodedAar(Path folder) {

  /**
   * Unpacks {@code aar}; its classes go to {@code classes}, where those of other libraries may be.
   */
  static ExplodedAar explode(Path aar, Path folder, Path classes) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(aar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (name.equals("classes.jar") || name.matches("libs/[^/]+\\.jar")) {
          unpackClasses(in, classes);
        } else if (!entry.isDirectory()
            && (name.equals("AndroidManifest.xml")
                || name.equals("proguard.txt")
                || name.startsWith("res/"))) {
          copy(in, inside(folder, name));
        }
      }
    }
    return new ExplodedAar(folder);
  }

  private static void unpackClasses(InputStream jar, Path classes) throws IOException {
    // Not closed: it reads from the middle of the AAR's stream.
    @SuppressWarnings("resource")
    ZipInputStream in = new ZipInputStream(jar);
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      // Manifests of several jars cannot share a place, and nobody reads them here.
      if (!entry.isDirectory() && !entry.getName().equals("META-INF/MANIFEST.MF")) {
        copy(in, inside(classes, entry.getName()));
      }
    }
  }

  private static Path inside(Path folder, String name) {
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder)) {
      throw new IllegalArgumentException("a name that leads out of its folder: " + name);
    }
    return target;
  }

  private static void copy(InputStream in, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Files.write(target, in.readAllBytes());
  }

  /** The libraries in the folders directly below {@code parents}, in the order of their names. */
  static List<ExplodedAar> below(List<Path> parents) throws IOException {
    List<ExplodedAar> found = new ArrayList<>();
    for (Path parent : parents) {
      try (Stream<Path> folders = Files.list(parent)) {
        folders
            .filter(folder -> Files.exists(folder.resolve("AndroidManifest.xml")))
            .sorted()
            .forEach(folder -> found.add(new ExplodedAar(folder)));
      }
    }
    return found;
  }

  Path manifest() {
    return folder.resolve("AndroidManifest.xml");
  }

  Optional<Path> resources() {
    return existing("res");
  }

  /** Rules that R8 must follow so that the library keeps working. */
  Optional<Path> shrinkerRules() {
    return existing("proguard.txt");
  }

  /** The Java package of its {@code R} class. */
  String packageName() throws IOException {
    return AndroidManifest.packageOf(manifest());
  }

  private Optional<Path> existing(String name) {
    return Optional.of(folder.resolve(name)).filter(Files::exists);
  }
}
