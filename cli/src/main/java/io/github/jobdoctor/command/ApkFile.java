package io.github.jobdoctor.command;

import io.github.jobdoctor.source.UnreadableInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Finds the agent's APK: what the user names, else the one beside the program, else the one in the
 * checkout that the launcher was started from, which is built when it is missing or older than its
 * sources.
 */
final class ApkFile {

  private static final String NAME = "jobdoctor-agent.apk";

  /** Set by the launcher: the checkout. */
  private static final String CHECKOUT = "JOBDOCTOR_CHECKOUT";

  private final Session session;

  ApkFile(Session session) {
    this.session = session;
  }

  /** The file that {@link #find} would give, whether or not it is there yet. */
  String planned(Optional<String> named) {
    return named
        .or(() -> besideProgram().map(Path::toString))
        .or(() -> checkout().map(ApkFile::inCheckout).map(Path::toString))
        .orElse(NAME);
  }

  /**
   * The APK.
   *
   * @throws UnreadableInputException when there is none
   */
  Path find(Optional<String> named) throws UnreadableInputException, InterruptedException {
    if (named.isPresent()) {
      return named(named.get());
    }
    Optional<Path> beside = besideProgram();
    if (beside.isPresent()) {
      return beside.get();
    }
    if (session.options().demo) {
      return standIn();
    }
    Path checkout =
        checkout()
            .orElseThrow(
                () ->
                    new UnreadableInputException(
                        "The agent's APK is not beside the program: name it with --apk FILE.",
                        null));
    Path apk = inCheckout(checkout);
    if (!Files.exists(apk) || isOlderThanItsSources(apk, checkout)) {
      build(checkout);
    }
    return apk;
  }

  private Path named(String name) throws UnreadableInputException {
    try {
      Path file = session.host().folder().resolve(name);
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        return file;
      }
    } catch (InvalidPathException noFileCanHaveThisName) {
      // Then there is none.
    }
    throw new UnreadableInputException("There is no file " + name + " to read.", null);
  }

  private Optional<Path> besideProgram() {
    return session.host().programFolder().map(folder -> folder.resolve(NAME)).filter(Files::exists);
  }

  private Optional<Path> checkout() {
    return session.host().has(CHECKOUT)
        ? Optional.of(Path.of(session.host().environment().get(CHECKOUT)))
        : Optional.empty();
  }

  private static Path inCheckout(Path checkout) {
    return checkout.resolve("device-agent/app/target/" + NAME);
  }

  private static boolean isOlderThanItsSources(Path apk, Path checkout) {
    try {
      long built = Files.getLastModifiedTime(apk).toMillis();
      for (String module : List.of("sdk", "app")) {
        try (Stream<Path> sources =
            Files.walk(checkout.resolve("device-agent/" + module + "/src/main"))) {
          for (Path source : sources.toList()) {
            if (Files.getLastModifiedTime(source).toMillis() > built) {
              return true;
            }
          }
        }
      }
      return false;
    } catch (IOException sourcesAreNotThere) {
      return false;
    }
  }

  private void build(Path checkout) throws UnreadableInputException, InterruptedException {
    session.talk().note("Building the agent's APK; the first time this takes some minutes ...");
    Path log = checkout.resolve("device-agent/app/target/build-agent.log");
    Process process = null;
    try {
      Files.createDirectories(log.getParent());
      process =
          new ProcessBuilder(checkout.resolve("scripts/build-agent").toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      if (process.waitFor() != 0) {
        throw new UnreadableInputException(
            "The agent's APK could not be built: scripts/build-agent failed, see " + log + ".",
            null);
      }
    } catch (IOException e) {
      throw new UnreadableInputException(
          "The agent's APK could not be built: " + e.getMessage() + ".", e);
    } finally {
      if (process != null) {
        process.destroy();
      }
    }
  }

  /** The demo's devices are recordings: what they install needs a name, not code. */
  private Path standIn() {
    session.talk().note("The demo installs a stand-in for the APK.");
    try {
      Path file = Files.createTempFile("jobdoctor-demo", ".apk");
      file.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry("AndroidManifest.xml"));
        zip.closeEntry();
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
