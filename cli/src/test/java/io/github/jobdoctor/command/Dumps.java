package io.github.jobdoctor.command;

import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Genuine dumps for tests of whole commands. */
final class Dumps {

  private static final String FOLDER = "src/test/resources/io/github/jobdoctor/dumpsys/aosp/api-";

  private Dumps() {}

  /** The file of a dump, such as {@code active} of API 34. */
  static String file(int api, String name) {
    return Path.of(FOLDER + api, name + ".txt").toAbsolutePath().toString();
  }

  /** Its text. */
  static String text(int api, String name) {
    try (InputStream in =
        JobSchedulerDump.class.getResourceAsStream("aosp/api-" + api + "/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
