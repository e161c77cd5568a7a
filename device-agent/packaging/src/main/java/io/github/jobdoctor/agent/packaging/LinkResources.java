package io.github.jobdoctor.agent.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges manifests and links resources: {@code --manifest FILE}, {@code --res FOLDER} (optional),
 * {@code --libraries FOLDER} with unpacked AARs (repeatable), {@code --library FOLDER} of one
 * (repeatable), the app's identity, {@code --debuggable true|false}, {@code --work FOLDER}.
 *
 * <p>The work folder gets {@code AndroidManifest.xml} (merged), {@code resources.apk}, {@code
 * java/} and {@code rules.pro}. With {@code --robolectric FOLDER} that folder gets the file by
 * which Robolectric finds the two former.
 */
public final class LinkResources {

  private LinkResources() {}

  /** Runs the step. */
  public static void main(String[] args) throws IOException {
    List<String> names =
        new ArrayList<>(
            List.of(
                "--manifest",
                "--res",
                "--libraries",
                "--library",
                "--debuggable",
                "--work",
                "--robolectric"));
    names.addAll(List.of(AppIdentity.NAMES));
    Arguments arguments = new Arguments(args, names.toArray(String[]::new));
    AppIdentity app = AppIdentity.from(arguments);
    Path work = arguments.path("--work");
    List<ExplodedAar> libraries = libraries(arguments);
    link(
        arguments.path("--manifest"),
        arguments.optional("--res").map(Path::of).stream().toList(),
        libraries,
        app,
        Boolean.parseBoolean(arguments.one("--debuggable")),
        work);
    if (arguments.optional("--robolectric").isPresent()) {
      Path config =
          arguments.path("--robolectric").resolve("com/android/tools/test_config.properties");
      Files.createDirectories(config.getParent());
      Files.writeString(
          config,
          String.join(
              "\n",
              "android_merged_manifest=" + slashes(work.resolve("AndroidManifest.xml")),
              "android_resource_apk=" + slashes(work.resolve("resources.apk")),
              "android_custom_package=" + app.applicationId(),
              ""));
    }
  }

  private static String slashes(Path path) {
    // In a properties file a backslash begins an escape.
    return path.toAbsolutePath().toString().replace('\\', '/');
  }

  static List<ExplodedAar> libraries(Arguments arguments) throws IOException {
    List<ExplodedAar> libraries = new ArrayList<>();
    arguments.paths("--library").forEach(folder -> libraries.add(new ExplodedAar(folder)));
    libraries.addAll(ExplodedAar.below(arguments.paths("--libraries")));
    return libraries;
  }

  static void link(
      Path manifest,
      List<Path> ownResources,
      List<ExplodedAar> libraries,
      AppIdentity app,
      boolean debuggable,
      Path work)
      throws IOException {
    Path merged = work.resolve("AndroidManifest.xml");
    AndroidManifest.merge(manifest, libraries, app, debuggable, merged);
    List<Path> resources = new ArrayList<>();
    List<String> packages = new ArrayList<>();
    for (ExplodedAar library : libraries) {
      library.resources().ifPresent(resources::add);
      packages.add(library.packageName());
    }
    resources.addAll(ownResources); // Last: an app's resources win over its libraries'.
    Aapt2.unpackInto(work.resolve("aapt2"))
        .link(
            merged,
            resources,
            packages.stream().distinct().toList(),
            work,
            work.resolve("resources.apk"),
            work.resolve("java"),
            work.resolve("rules.pro"));
  }
}
