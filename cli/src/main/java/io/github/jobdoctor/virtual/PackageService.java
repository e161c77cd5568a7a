package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Android's package manager as {@code pm}, {@code cmd package} and {@code dumpsys package} show it:
 * which apps are installed, and how to change that.
 */
final class PackageService implements AndroidService {

  private static final int FAILED = 1;

  private static final String HEADING = "  Package [";

  /** What Android's shell commands exit with that do not understand their arguments. */
  private static final int NOT_UNDERSTOOD = 255;

  /** Options of install and uninstall that take a value. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "--user",
          "--abi",
          "-i",
          "-S",
          "--install-location",
          "--install-reason",
          "--originating-uri",
          "--referrer",
          "--versionCode");

  /** Options of install and uninstall that change nothing here. */
  private static final Set<String> WITHOUT_VALUE =
      Set.of("-r", "-t", "-d", "-g", "-f", "-k", "-R", "--full", "--instant", "--dont-kill");

  private final VirtualPackages packages;
  private final VirtualFiles files;
  private final Function<byte[], Optional<VirtualApp>> installable;
  private final Supplier<String> recorded;
  private final Optional<String> home;

  /**
   * @param installable the app in a file's bytes; empty when they are no APK
   * @param recorded packages as dumpsys prints them, to be seen and nothing else
   * @param home the activity that is the home screen
   */
  PackageService(
      VirtualPackages packages,
      VirtualFiles files,
      Function<byte[], Optional<VirtualApp>> installable,
      Supplier<String> recorded,
      Optional<String> home) {
    this.packages = packages;
    this.files = files;
    this.installable = installable;
    this.recorded = recorded;
    this.home = home;
  }

  @Override
  public int dump(Program.Invocation invocation) throws IOException {
    List<String> wanted =
        invocation.arguments().stream().filter(word -> !word.startsWith("-")).toList();
    boolean all = wanted.isEmpty() || wanted.get(0).equals("packages");
    StringBuilder described = new StringBuilder();
    for (VirtualApp app : packages.all()) {
      if (all || app.packageName().equals(wanted.get(0))) {
        described.append(described(app));
      }
    }
    for (String block : recorded.get().split("(?m)^(?=  Package \\[)|^(?=\\S)", -1)) {
      boolean named = block.startsWith(HEADING);
      if (named && (all || block.startsWith(HEADING + wanted.get(0) + "]"))) {
        described.append(block);
      }
    }
    invocation.print(
        all || described.length() > 0
            ? "Packages:\n" + described
            : "Unable to find package: " + wanted.get(0) + "\n");
    return 0;
  }

  private static String described(VirtualApp app) {
    return HEADING
        + app.packageName()
        + "] ("
        + Integer.toHexString(app.packageName().hashCode())
        + "):\n    codePath="
        + folder(app.packageName())
        + "\n    versionCode="
        + app.versionCode()
        + "\n    versionName="
        + app.versionName()
        + "\n    User 0: ceDataInode=1 installed=true hidden=false suspended=false stopped=false"
        + " notLaunched=false enabled=0\n";
  }

  @Override
  public int command(Program.Invocation invocation) throws IOException {
    List<String> arguments = invocation.arguments();
    String command = arguments.isEmpty() ? "help" : arguments.get(0);
    Program.Invocation rest = invocation.dropping(Math.min(1, arguments.size()));
    return switch (command) {
      case "list" -> list(rest);
      case "path" -> path(rest);
      case "install" -> install(rest);
      case "uninstall" -> uninstall(rest);
      case "resolve-activity" -> {
        invocation.print(
            activity(arguments)
                .map(activity -> "priority=0 preferredOrder=0 isDefault=true\n" + activity + "\n")
                .orElse("No activity found\n"));
        yield 0;
      }
      case "help" -> {
        invocation.print(
            "Package manager (package) commands:\n  help, install, list, path, uninstall\n");
        yield NOT_UNDERSTOOD;
      }
      default -> {
        invocation.print("Unknown command: " + command + "\n");
        yield NOT_UNDERSTOOD;
      }
    };
  }

  /** Of activities only the home screen's is known; an app here opens with one called Main. */
  private Optional<String> activity(List<String> arguments) {
    String name = arguments.get(arguments.size() - 1);
    if (arguments.contains("android.intent.category.HOME")) {
      return home;
    }
    boolean known = recorded.get().contains(HEADING + name + "]");
    return known && arguments.contains("android.intent.category.LAUNCHER")
        ? Optional.of(name + "/.Main")
        : Optional.empty();
  }

  private int list(Program.Invocation invocation) throws IOException {
    List<String> arguments = invocation.arguments();
    if (arguments.isEmpty() || !arguments.get(0).matches("packages?")) {
      invocation.print(
          "Error: "
              + (arguments.isEmpty()
                  ? "didn't specify type of data to list"
                  : "unknown list type '" + arguments.get(0) + "'")
              + "\n");
      return NOT_UNDERSTOOD;
    }
    boolean withPath = false;
    String filter = "";
    for (int at = 1; at < arguments.size(); at++) {
      String word = arguments.get(at);
      switch (word) {
        case "-f" -> withPath = true;
        case "-3", "-e" -> {
          // Of other people, and enabled: all of them are.
        }
        case "--user" -> at++;
        default -> {
          if (word.startsWith("-")) {
            invocation.print("Error: Unknown option: " + word + "\n");
            return NOT_UNDERSTOOD;
          }
          filter = word;
        }
      }
    }
    for (VirtualApp app : packages.all()) {
      String name = app.packageName();
      if (name.contains(filter)) {
        invocation.print("package:" + (withPath ? apk(name) + "=" : "") + name + "\n");
      }
    }
    return 0;
  }

  private int path(Program.Invocation invocation) throws IOException {
    Optional<String> name = new Options(invocation.arguments()).word;
    if (name.isEmpty()) {
      invocation.print("Error: no package specified\n");
      return FAILED;
    }
    if (packages.find(name.get()).isEmpty()) {
      return FAILED;
    }
    invocation.print("package:" + apk(name.get()) + "\n");
    return 0;
  }

  private int install(Program.Invocation invocation) throws IOException {
    Options options = new Options(invocation.arguments());
    if (options.unknown.isPresent()) {
      invocation.print("Error: Unknown option: " + options.unknown.get() + "\n");
      return FAILED;
    }
    byte[] file;
    if (options.word.filter(path -> !path.equals("-")).isPresent()) {
      String path = options.word.get();
      Optional<byte[]> content = files.content(path);
      if (content.isEmpty()) {
        return failure(invocation, "INSTALL_FAILED_INVALID_APK: Can't open file: " + path);
      }
      file = content.get();
    } else if (options.size >= 0) {
      // How `adb install` hands the file over; standard input stays open behind it.
      file = invocation.stdin().readNBytes(options.size);
    } else {
      invocation.print("Error: must either specify a package size or an APK file\n");
      return FAILED;
    }
    Optional<VirtualApp> app = installable.apply(file);
    if (app.isEmpty()) {
      return failure(
          invocation,
          "INSTALL_PARSE_FAILED_NOT_APK: Failed to parse " + options.word.orElse("base.apk"));
    }
    packages.install(app.get());
    invocation.print("Success\n");
    return 0;
  }

  private int uninstall(Program.Invocation invocation) throws IOException {
    Options options = new Options(invocation.arguments());
    if (options.unknown.isPresent()) {
      invocation.print("Error: Unknown option: " + options.unknown.get() + "\n");
      return FAILED;
    }
    if (options.word.isEmpty()) {
      invocation.print("Error: package name not specified\n");
      return FAILED;
    }
    if (packages.uninstall(options.word.get())) {
      invocation.print("Success\n");
      return 0;
    }
    // Asked for one user Android looks first; asked for all it lets the installer fail.
    return failure(
        invocation,
        options
            .user
            .filter(user -> !user.equals("all"))
            .map(user -> "not installed for " + user)
            .orElse("DELETE_FAILED_INTERNAL_ERROR"));
  }

  private static int failure(Program.Invocation invocation, String why) throws IOException {
    invocation.print("Failure [" + why + "]\n");
    return FAILED;
  }

  private static String apk(String packageName) {
    return folder(packageName) + "/base.apk";
  }

  private static String folder(String packageName) {
    return "/data/app/" + packageName + "-1";
  }

  /** The options before the one word that install, uninstall and path are about. */
  private static final class Options {
    private Optional<String> word = Optional.empty();
    private Optional<String> unknown = Optional.empty();
    private Optional<String> user = Optional.empty();
    private int size = -1;

    Options(List<String> arguments) {
      for (int at = 0; at < arguments.size() && word.isEmpty(); at++) {
        String each = arguments.get(at);
        if (!each.startsWith("-") || each.equals("-")) {
          word = Optional.of(each);
        } else if (WITH_VALUE.contains(each) && at + 1 < arguments.size()) {
          at++;
          if (each.equals("--user")) {
            user = Optional.of(arguments.get(at));
          } else if (each.equals("-S") && arguments.get(at).matches("\\d{1,9}")) {
            size = Integer.parseInt(arguments.get(at));
          }
        } else if (!WITHOUT_VALUE.contains(each)) {
          unknown = Optional.of(each);
        }
      }
    }
  }
}
