package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * App standby: {@code dumpsys usagestats}, and the four subcommands of {@code am} that read and set
 * an app's bucket. Here lives API 28 and later, where an inactive app is one in bucket RARE.
 */
final class StandbyService implements AndroidService {

  private static final int FAILED = 255;
  private static final int ACTIVE = 10;
  private static final int RARE = 40;

  // "  package=com.example.app u=0 bucket=10 reason=u-mf used=… idle=n …"
  private static final Pattern APP =
      Pattern.compile("(?m)^ +package=(\\S+) u=(\\d+) bucket=(\\d+) reason=(\\S+) .*$");

  private static final Map<String, Integer> BUCKETS =
      Map.of("ac", 10, "wo", 20, "fr", 30, "ra", 40, "re", 45, "ne", 50);

  /** An app of a user. */
  record App(int userId, String packageName) {}

  private record Bucket(int number, String reason) {}

  private final int apiLevel;
  private final RecordedText text;
  private final Map<App, Bucket> set = new LinkedHashMap<>();

  StandbyService(int apiLevel, Supplier<String> recorded) {
    this.apiLevel = apiLevel;
    text = new RecordedText(recorded);
  }

  /** The buckets that differ from the recorded ones, as the job scheduler names them. */
  synchronized Map<App, String> moved() {
    Map<App, String> moved = new LinkedHashMap<>();
    Map<App, Bucket> recorded = recorded();
    set.forEach(
        (app, bucket) -> {
          if (recorded.get(app).number() != bucket.number()) {
            moved.put(app, name(bucket.number()));
          }
        });
    return moved;
  }

  private static String name(int number) {
    return switch (number) {
      case 5 -> "EXEMPTED";
      case 10 -> "ACTIVE";
      case 20 -> "WORKING_SET";
      case 30 -> "FREQUENT";
      case 40 -> "RARE";
      case 45 -> "RESTRICTED";
      default -> "NEVER";
    };
  }

  private Map<App, Bucket> recorded() {
    Map<App, Bucket> apps = new LinkedHashMap<>();
    Matcher line = APP.matcher(text.recorded());
    while (line.find()) {
      apps.put(
          new App(Integer.parseInt(line.group(2)), line.group(1)),
          new Bucket(Integer.parseInt(line.group(3)), line.group(4)));
    }
    return apps;
  }

  @Override
  public synchronized int dump(Program.Invocation invocation) throws IOException {
    StringBuilder lines = new StringBuilder();
    Matcher line = APP.matcher(text.recorded());
    int copied = 0;
    while (line.find()) {
      lines.append(text.recorded(), copied, line.start());
      Bucket bucket = set.get(new App(Integer.parseInt(line.group(2)), line.group(1)));
      lines.append(
          bucket == null
              ? line.group()
              : line.group()
                  .replaceFirst("bucket=\\d+", "bucket=" + bucket.number())
                  .replaceFirst("reason=\\S+", "reason=" + bucket.reason())
                  .replaceFirst("idle=[yn]", "idle=" + (bucket.number() >= RARE ? "y" : "n")));
      copied = line.end();
    }
    invocation.print(lines.append(text.recorded().substring(copied)).toString());
    return 0;
  }

  @Override
  public int command(Program.Invocation invocation) throws IOException {
    invocation.printError("No shell command implementation.\n");
    return 0;
  }

  /** {@code am}: the subcommands about standby; others are not known here. */
  synchronized int am(Program.Invocation invocation) throws IOException {
    List<String> words = new java.util.ArrayList<>(invocation.arguments());
    String command = words.isEmpty() ? "" : words.remove(0);
    int user = 0;
    int option = words.indexOf("--user");
    if (option >= 0 && option + 1 < words.size()) {
      user =
          words.get(option + 1).matches("\\d{1,4}") ? Integer.parseInt(words.get(option + 1)) : 0;
      words.subList(option, option + 2).clear();
    }
    int needed =
        switch (command) {
          case "set-standby-bucket", "set-inactive" -> 2;
          case "get-standby-bucket", "get-inactive" -> 1;
          default -> 0;
        };
    if (needed == 0) {
      invocation.printError("Error: unknown command '" + command + "'\n");
      return FAILED;
    }
    if (words.size() < needed) {
      return failure(command, "Argument expected", invocation);
    }
    App app = new App(user, words.get(0));
    Bucket now = set.getOrDefault(app, recorded().get(app));
    if (now == null) {
      return failure(
          command,
          "Cannot get standby bucket for non existent package (" + app.packageName() + ")",
          invocation);
    }
    switch (command) {
      case "get-standby-bucket" -> invocation.print(now.number() + "\n");
      case "get-inactive" -> invocation.print("Idle=" + (now.number() >= RARE) + "\n");
      case "set-inactive" -> {
        boolean inactive = words.get(1).equalsIgnoreCase("true");
        // An exempt app is none that could be inactive, which Android says in its log alone.
        if (!inactive || now.number() >= ACTIVE) {
          put(app, inactive ? new Bucket(RARE, "f") : new Bucket(ACTIVE, "u-ui"));
        }
      }
      default -> {
        OptionalInt bucket = number(words.get(1));
        if (bucket.isEmpty()) {
          invocation.printError("Error: Unknown bucket: " + words.get(1) + "\n");
          return FAILED;
        }
        if (bucket.getAsInt() < ACTIVE || bucket.getAsInt() > 50) {
          return failure(
              command, "Cannot set the standby bucket to " + bucket.getAsInt(), invocation);
        }
        // Android leaves exempt apps where they are, and does not say so.
        if (now.number() >= ACTIVE) {
          put(app, new Bucket(bucket.getAsInt(), "f"));
        }
      }
    }
    return 0;
  }

  private void put(App app, Bucket bucket) {
    set.put(app, bucket);
  }

  private OptionalInt number(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    String start = lower.substring(0, Math.min(2, lower.length()));
    if (BUCKETS.containsKey(start) && (apiLevel >= 30 || !start.equals("re"))) {
      return OptionalInt.of(BUCKETS.get(start));
    }
    return lower.matches("\\d{1,4}")
        ? OptionalInt.of(Integer.parseInt(lower))
        : OptionalInt.empty();
  }

  private static int failure(String command, String what, Program.Invocation invocation)
      throws IOException {
    invocation.printError(
        "\nException occurred while executing '"
            + command
            + "':\njava.lang.IllegalArgumentException: "
            + what
            + "\n");
    return FAILED;
  }
}
