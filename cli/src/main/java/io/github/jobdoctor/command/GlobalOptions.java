package io.github.jobdoctor.command;

import io.github.jobdoctor.render.OutputFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options that every command takes, before or after its name. */
final class GlobalOptions {

  @Option(
      names = {"-s", "--serial"},
      scope = ScopeType.INHERIT,
      paramLabel = "SERIAL",
      description = "The device; may be repeated. ANDROID_SERIAL is honoured.")
  List<String> serials = new ArrayList<>();

  @Option(
      names = "--all-devices",
      scope = ScopeType.INHERIT,
      description = "All devices that adb lists.")
  boolean allDevices;

  @Option(
      names = "--jobs",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "How many devices to ask at the same time; 32 if not said.")
  int atOnce = 32;

  @Option(
      names = {"-H", "--adb-host"},
      scope = ScopeType.INHERIT,
      paramLabel = "HOST",
      description = "Where the adb server runs; else ANDROID_ADB_SERVER_ADDRESS, else here.")
  Optional<String> adbHost = Optional.empty();

  @Option(
      names = {"-P", "--adb-port"},
      scope = ScopeType.INHERIT,
      paramLabel = "PORT",
      description = "The adb server's port; else ANDROID_ADB_SERVER_PORT, else 5037.")
  Optional<Integer> adbPort = Optional.empty();

  @Option(
      names = "--from",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description =
          "Read a saved `dumpsys jobscheduler` (or the text of a bug report; for `logs`, a saved log)"
              + " instead of a device; - is standard input.")
  Optional<String> from = Optional.empty();

  @Option(
      names = "--demo",
      scope = ScopeType.INHERIT,
      description = "Use the built-in virtual devices: no phone, no adb.")
  boolean demo;

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      completionCandidates = FormatWords.class,
      description = "table, wide, json, ndjson, csv, yaml or name.")
  OutputFormat output = OutputFormat.TABLE;

  @Option(
      names = "--no-headers",
      scope = ScopeType.INHERIT,
      description = "Leave out the line of headings in tables and CSV.")
  boolean noHeaders;

  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      completionCandidates = ColorWords.class,
      description = "auto, always or never. NO_COLOR and CLICOLOR_FORCE are honoured.")
  Color color = Color.AUTO;

  @Option(
      names = "--timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "D",
      description = "How long to wait for a device, such as 500ms, 20s or 2m.")
  Optional<Duration> timeout = Optional.empty();

  @Option(
      names = "--dry-run",
      scope = ScopeType.INHERIT,
      description = "Print the adb commands instead of giving orders.")
  boolean dryRun;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Tell on standard error which commands go to the device.")
  boolean verbose;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of errors.")
  boolean debug;

  /** The formats as they are typed. */
  static final class FormatWords implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words(OutputFormat.values());
    }
  }

  /** The choices of colour as they are typed. */
  static final class ColorWords implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words(Color.values());
    }
  }

  /** A count of something that there has to be. */
  static final class AtLeastOne implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String typed) {
      if (!typed.matches("[1-9][0-9]{0,3}")) {
        throw new TypeConversionException("'" + typed + "' is no number from 1 to 9999");
      }
      return Integer.valueOf(typed);
    }
  }

  private static Iterator<String> words(Enum<?>[] values) {
    return Stream.of(values).map(value -> value.name().toLowerCase(Locale.ROOT)).iterator();
  }

  /** When to use colours. */
  enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }
}
