package io.github.jobdoctor.agent.packaging;

import com.android.tools.r8.R8;
import com.android.tools.r8.R8Command;
import com.android.tools.r8.origin.Origin;
import com.android.tools.r8.tracereferences.TraceReferences;
import com.android.tools.r8.tracereferences.TraceReferencesCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an APK of compiled classes: all that {@link LinkResources} takes, and {@code --classes
 * PATH} (class path of the app and its libraries), {@code --android FILE} (Android's API), {@code
 * --rules FILE} (for R8), {@code --debug-keystore FILE}, {@code --out NAME}.
 *
 * <p>Gives {@code NAME.apk}, which is debuggable and signed with the debug key, and {@code
 * NAME-release-unsigned.apk}, which is neither. Both hold the same shrunk code: they differ in
 * their manifests only.
 */
public final class BuildApk {

  private BuildApk() {}

  /** Runs the step. */
  public static void main(String[] args) throws Exception {
    List<String> names =
        new ArrayList<>(
            List.of(
                "--manifest",
                "--res",
                "--libraries",
                "--library",
                "--work",
                "--classes",
                "--android",
                "--rules",
                "--debug-keystore",
                "--out"));
    names.addAll(List.of(AppIdentity.NAMES));
    Arguments arguments = new Arguments(args, names.toArray(String[]::new));
    Path work = arguments.path("--work");
    String out = arguments.one("--out");
    Path resources = link(arguments, work.resolve("debug"), true);
    Path dex = shrink(arguments, work);
    Path unsigned = pack(resources, dex, work.resolve("debug-unsigned.apk"));
    Path debug = Path.of(out + ".apk");
    SignApk.sign(
        unsigned,
        arguments.path("--debug-keystore"),
        SignApk.DEBUG_KEY.get("alias"),
        SignApk.DEBUG_KEY.get("password").toCharArray(),
        Integer.parseInt(arguments.one("--min-sdk")),
        debug);
    Path release =
        pack(
            link(arguments, work.resolve("release"), false),
            dex,
            Path.of(out + "-release-unsigned.apk"));
    traceReferences(arguments, dex);
    for (Path apk : List.of(debug, release)) {
      System.out.println(apk.getFileName() + ": " + Files.size(apk) + " bytes");
    }
  }

  private static Path link(Arguments arguments, Path work, boolean debuggable) throws IOException {
    LinkResources.link(
        arguments.path("--manifest"),
        arguments.optional("--res").map(Path::of).stream().toList(),
        LinkResources.libraries(arguments),
        AppIdentity.from(arguments),
        debuggable,
        work);
    return work.resolve("resources.apk");
  }

  private static Path shrink(Arguments arguments, Path work) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("--release", "--min-api", arguments.one("--min-sdk")));
    command.addAll(library(arguments));
    List<Path> rules = new ArrayList<>(arguments.paths("--rules"));
    // What the manifest and the layouts name; the same for both forms.
    rules.add(work.resolve("debug").resolve("rules.pro"));
    for (ExplodedAar aar : LinkResources.libraries(arguments)) {
      aar.shrinkerRules().ifPresent(rules::add);
    }
    rules.forEach(file -> command.addAll(List.of("--pg-conf", file.toString())));
    Path dex = work.resolve("dex");
    Files.createDirectories(dex);
    command.addAll(List.of("--output", dex.toString()));
    command.addAll(List.of("--pg-map-output", work.resolve("mapping.txt").toString()));
    for (Path entry : arguments.classPath("--classes")) {
      command.add(Files.isDirectory(entry) ? jarOf(entry, work).toString() : entry.toString());
    }
    R8.run(R8Command.parse(command.toArray(String[]::new), Origin.root()).build());
    return dex.resolve("classes.dex");
  }

  private static List<String> library(Arguments arguments) {
    // Android's jar has no java.lang; the JDK has one that is newer, which animal-sniffer guards.
    return List.of("--lib", arguments.one("--android"), "--lib", System.getProperty("java.home"));
  }

  /** R8 takes archives, not folders. */
  private static Path jarOf(Path folder, Path work) throws IOException {
    Path out = work.resolve("classes-" + Integer.toHexString(folder.hashCode()) + ".jar");
    new Archive().putFolder(folder).write(out);
    return out;
  }

  private static Path pack(Path resources, Path dex, Path out) throws IOException {
    new Archive().putAllOf(resources).put("classes.dex", Files.readAllBytes(dex)).write(out);
    return out;
  }

  /** Fails when the code refers to anything that neither it nor Android has. */
  private static void traceReferences(Arguments arguments, Path dex) throws Exception {
    List<String> command = new ArrayList<>(List.of("--check"));
    command.addAll(library(arguments));
    command.addAll(List.of("--source", dex.toString()));
    TraceReferences.run(
        TraceReferencesCommand.parse(command.toArray(String[]::new), Origin.root()).build());
  }
}
