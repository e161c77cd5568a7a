package io.github.jobdoctor.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which entry of a zip is meant, by the names alone.
 *
 * <p>A bug report since Android 7 has its text in {@code bugreport-BUILD-DATE.txt}, which {@code
 * main_entry.txt} names, beside files of the device and binary dumps; Android 6 packs that text
 * alone. Samsung calls it {@code dumpState_BUILD_DATE.log}. Else people pack one text file.
 */
final class ZipChoice {

  /** Names the entry that matters, in bug reports since Android 7. */
  static final String MAIN_ENTRY = "main_entry.txt";

  private static final Pattern BUG_REPORT = pattern("bugreport.*\\.txt");

  /** Not what dumpstate says of itself: its log, and what the board has to say. */
  private static final Pattern DUMP_STATE = pattern("dumpstate(?!_log|_board).*\\.(?:txt|log)");

  private static final Pattern DUMPSYS = pattern("dumpsys.*\\.(?:txt|log)");

  private static final Pattern TEXT =
      pattern("[^.]+|.*\\.(?:txt|text|log|dump|out|json|jsonl|ndjson)");

  private static final Pattern ARCHIVE =
      pattern(".*\\.(?:zip|gz|tgz|tar|7z|rar|xz|bz2|zst|apk|jar)");

  /** Beside the text, in every bug report. */
  private static final List<String> ABOUT = List.of("version.txt", MAIN_ENTRY);

  private ZipChoice() {}

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /** Whether an entry by this name is the text of a bug report, whatever else may come. */
  static boolean isReport(String entry) {
    String file = fileName(entry);
    return BUG_REPORT.matcher(file).matches() || DUMP_STATE.matcher(file).matches();
  }

  /**
   * Chooses among the names of all entries.
   *
   * @param archive the name of the zip, for sentences
   * @throws BadArchiveException when none is certain
   */
  static String choose(String archive, List<String> entries) throws BadArchiveException {
    List<String> files = entries.stream().filter(ZipChoice::isFile).toList();
    Optional<String> chosen = Optional.empty();
    List<Predicate<String>> kinds =
        List.of(
            file -> BUG_REPORT.matcher(file).matches(),
            file -> DUMP_STATE.matcher(file).matches(),
            file -> DUMPSYS.matcher(file).matches(),
            file -> TEXT.matcher(file).matches());
    for (int i = 0; i < kinds.size() && chosen.isEmpty(); i++) {
      chosen = onlyOne(archive, files, kinds.get(i));
    }
    if (chosen.isPresent()) {
      return chosen.get();
    }
    for (String file : files) {
      if (ARCHIVE.matcher(fileName(file)).matches()) {
        throw nested(archive, file);
      }
    }
    if (files.size() == 1) {
      return files.get(0);
    }
    throw new BadArchiveException(
        archive
            + (entries.isEmpty()
                ? " is an empty archive."
                : " is an archive without a text file."));
  }

  private static Optional<String> onlyOne(
      String archive, List<String> files, Predicate<String> kind) throws BadArchiveException {
    List<String> fitting =
        new ArrayList<>(files.stream().filter(file -> kind.test(fileName(file))).toList());
    if (fitting.size() > 1 && fitting.stream().anyMatch(file -> !file.contains("/"))) {
      fitting.removeIf(file -> file.contains("/"));
    }
    if (fitting.size() > 1) {
      throw new BadArchiveException(
          archive
              + " holds several texts, such as "
              + shown(fitting.get(0))
              + " and "
              + shown(fitting.get(1))
              + ": unpack it and name the one you mean.");
    }
    return fitting.stream().findFirst();
  }

  /** The refusal of an archive in an archive. */
  static BadArchiveException nested(String archive, String entry) {
    return new BadArchiveException(
        archive
            + " holds another archive ("
            + shown(entry)
            + "): take that out and name it, for archives in archives are not read.");
  }

  /**
   * Refuses a name that would lead out of a folder, although nothing is unpacked: an archive with
   * such a name was made to do harm.
   */
  static void checkName(String archive, String entry) throws BadArchiveException {
    String unix = entry.replace('\\', '/');
    boolean absolute = unix.startsWith("/") || unix.matches("(?s)[A-Za-z]:.*");
    if (absolute || ("/" + unix + "/").contains("/../")) {
      throw new BadArchiveException(
          archive
              + " is refused: its entry "
              + shown(entry)
              + " is named so as to be written outside of its folder.");
    }
  }

  private static boolean isFile(String entry) {
    String file = fileName(entry);
    return !entry.endsWith("/")
        && !entry.startsWith("__MACOSX/")
        && !file.startsWith(".")
        && !ABOUT.contains(file);
  }

  private static String fileName(String entry) {
    return entry.substring(entry.lastIndexOf('/') + 1);
  }

  private static String shown(String entry) {
    return entry.length() > 100 ? entry.substring(0, 100) + "…" : entry;
  }
}
