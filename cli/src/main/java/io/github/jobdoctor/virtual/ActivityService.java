package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recorded parts of {@code dumpsys activity}, and which app is on top: the home screen, until
 * {@code am start} or {@code monkey} opens an app and {@code input keyevent KEYCODE_HOME} goes home
 * again.
 */
final class ActivityService implements AndroidService {

  /** The home screen of every demonstration device. */
  static final String HOME_COMPONENT = "com.example.launcher/.Launcher";

  private static final int FAILED = 255;
  private static final String PACKAGE = "  package: ";

  // "  #  4: fg     TOP  LCM 2100:com.example.launcher/u0a90 act:activities|recents", API 29+
  private static final Pattern LRU_TOP =
      Pattern.compile("(?m)^(  # +\\d+: )fg     TOP  (LCM 2100:com\\.example\\.launcher/u0a90.*)$");

  // "    Proc # 0: fore   T/A/TOP  trm: 0 2100:com.example.launcher/u0a90 (top-activity)"
  private static final Pattern OOM_TOP =
      Pattern.compile("(?m)^    Proc # 0: fore   T/A/TOP  (trm: 0 2100:.*) \\(top-activity\\)$");

  private final Recording recording;
  private Optional<String> top = Optional.empty();

  ActivityService(Recording recording) {
    this.recording = recording;
  }

  @Override
  public synchronized int dump(Program.Invocation invocation) throws IOException {
    List<String> arguments = invocation.arguments();
    String part = arguments.isEmpty() ? "" : arguments.get(0);
    String file = "dumpsys-activity-" + part + ".txt";
    if (!part.matches("[a-z-]+") || !recording.has(file)) {
      invocation.print("Bad activity command, or no activities match: " + part + "\n");
      invocation.print("Use -h for help.\n");
      return 0;
    }
    String text = recording.text(file);
    invocation.print(
        part.equals("exit-info") && arguments.size() > 1
            ? only(arguments.get(1), text)
            : top.map(name -> withTop(name, text)).orElse(text));
    return 0;
  }

  /** The app's own line goes, where it has one, and it gets the first place. */
  private static String withTop(String name, String text) {
    String others = text.replaceAll("(?m)^.*[ :]" + Pattern.quote(name) + "/u.*\n", "");
    Matcher uid = Pattern.compile(Pattern.quote(name) + "/(u\\w+)").matcher(text);
    String process = "3100:" + name + "/" + (uid.find() ? uid.group(1) : "u0a199");
    return OOM_TOP
        .matcher(
            LRU_TOP
                .matcher(others)
                .replaceFirst(
                    "  #  5: fg     TOP  LCM "
                        + process
                        + " act:activities|recents\n$1home   LAST $2"))
        .replaceFirst(
            "    Proc # 0: fore   T/A/TOP  trm: 0 "
                + process
                + " (top-activity)\n    Proc # 9: home   B/ /HOME $1 (home)");
  }

  private static String only(String packageName, String text) {
    StringBuilder kept = new StringBuilder();
    boolean wanted = true;
    for (String line : text.lines().toList()) {
      wanted = line.startsWith(PACKAGE) ? line.equals(PACKAGE + packageName) : wanted;
      kept.append(wanted ? line + "\n" : "");
    }
    return kept.toString();
  }

  @Override
  public int command(Program.Invocation invocation) throws IOException {
    invocation.print("Unknown command: " + String.join(" ", invocation.arguments()) + "\n");
    return FAILED;
  }

  /** {@code input keyevent}; of the keys only HOME does something here. */
  synchronized int input(Program.Invocation invocation) throws IOException {
    List<String> words = invocation.arguments();
    if (words.size() < 2 || !words.get(0).equals("keyevent")) {
      invocation.printError("Error: Unknown command: " + String.join(" ", words) + "\n");
      return FAILED;
    }
    if (List.of("3", "HOME", "KEYCODE_HOME").contains(words.get(1))) {
      top = Optional.empty();
    }
    return 0;
  }

  /** {@code monkey -p PACKAGE -c android.intent.category.LAUNCHER 1}: how scripts open an app. */
  synchronized int monkey(Program.Invocation invocation) throws IOException {
    List<String> words = invocation.arguments();
    int option = words.indexOf("-p");
    if (option < 0 || option + 1 >= words.size()) {
      invocation.print("** Error: Count not specified\n");
      return FAILED;
    }
    if (!open(words.get(option + 1))) {
      invocation.print("** No activities found to run, monkey aborted.\n");
      return 252;
    }
    invocation.print("Events injected: 1\n");
    return 0;
  }

  /** {@code am start … -n PACKAGE/ACTIVITY}; like Android's it says errors, and ends with 1. */
  synchronized int start(Program.Invocation invocation) throws IOException {
    List<String> words = invocation.arguments();
    int option = words.indexOf("-n");
    String component = option < 0 || option + 1 >= words.size() ? "" : words.get(option + 1);
    invocation.print("Starting: Intent { cmp=" + component + " }\n");
    int slash = component.indexOf('/');
    if (slash < 1 || !open(component.substring(0, slash))) {
      invocation.printError(
          "Error type 3\nError: Activity class {" + component + "} does not exist.\n");
      return 1;
    }
    return 0;
  }

  private boolean open(String name) {
    if (!recording.text("dumpsys-package.txt").contains("Package [" + name + "]")) {
      return false;
    }
    top = HOME_COMPONENT.startsWith(name + "/") ? Optional.empty() : Optional.of(name);
    return true;
  }
}
