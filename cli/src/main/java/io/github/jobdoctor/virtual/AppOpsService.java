package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Android's app operations, for the one by which a user bars an app from the background. */
final class AppOpsService implements AndroidService {

  private static final int FAILED = 255;
  private static final String OPERATION = "RUN_ANY_IN_BACKGROUND";
  private static final Set<String> MODES =
      Set.of("allow", "ignore", "deny", "default", "foreground");

  private static final Pattern UID = Pattern.compile("  Uid (?:u(\\d+)\\w+|\\d+):");
  private static final Pattern PACKAGE = Pattern.compile("    Package (\\S+):");

  private final RecordedText text;
  private final Map<StandbyService.App, String> modes = new LinkedHashMap<>();

  AppOpsService(Supplier<String> recorded) {
    text = new RecordedText(recorded);
  }

  /** The apps that may not work in the background. */
  synchronized Set<StandbyService.App> barred() {
    return modes.entrySet().stream()
        .filter(entry -> Set.of("ignore", "deny").contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Override
  public synchronized int dump(Program.Invocation invocation) throws IOException {
    StringBuilder lines = new StringBuilder();
    int user = 0;
    for (String line : text.recorded().lines().toList()) {
      lines.append(line).append('\n');
      Matcher uid = UID.matcher(line);
      Matcher name = PACKAGE.matcher(line);
      if (uid.matches()) {
        user = uid.group(1) == null ? 0 : Integer.parseInt(uid.group(1));
      } else if (name.matches()) {
        String mode = modes.get(new StandbyService.App(user, name.group(1)));
        lines.append(mode == null ? "" : "      " + OPERATION + " (" + mode + "): \n");
      }
    }
    invocation.print(lines.toString());
    return 0;
  }

  private boolean knows(StandbyService.App app) {
    int user = 0;
    for (String line : text.recorded().lines().toList()) {
      Matcher uid = UID.matcher(line);
      Matcher name = PACKAGE.matcher(line);
      if (uid.matches()) {
        user = uid.group(1) == null ? 0 : Integer.parseInt(uid.group(1));
      } else if (name.matches()
          && user == app.userId()
          && name.group(1).equals(app.packageName())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public synchronized int command(Program.Invocation invocation) throws IOException {
    List<String> words = new ArrayList<>(invocation.arguments());
    int user = 0;
    int option = words.indexOf("--user");
    if (option >= 0 && option + 1 < words.size()) {
      user =
          words.get(option + 1).matches("\\d{1,4}") ? Integer.parseInt(words.get(option + 1)) : 0;
      words.subList(option, option + 2).clear();
    }
    if (words.size() < 3 || !List.of("get", "set").contains(words.get(0))) {
      invocation.print("AppOps service (appops) commands:\n  get, set\n");
      return FAILED;
    }
    StandbyService.App app = new StandbyService.App(user, words.get(1));
    if (!knows(app)) {
      invocation.printError("Error: No UID for " + app.packageName() + " in user " + user + "\n");
      return FAILED;
    }
    if (!words.get(2).equals(OPERATION)) {
      invocation.printError("Error: Unknown operation string: " + words.get(2) + "\n");
      return FAILED;
    }
    if (words.get(0).equals("get")) {
      String mode = modes.get(app);
      invocation.print(
          mode == null ? "No operations.\nDefault mode: allow\n" : OPERATION + ": " + mode + "\n");
      return 0;
    }
    String mode = words.size() > 3 ? words.get(3) : "";
    if (!MODES.contains(mode)) {
      invocation.printError("Error: Mode " + mode + " is not valid\n");
      return FAILED;
    }
    // What is at its default is not kept.
    if (mode.equals("allow")) {
      modes.remove(app);
    } else {
      modes.put(app, mode);
    }
    return 0;
  }
}
