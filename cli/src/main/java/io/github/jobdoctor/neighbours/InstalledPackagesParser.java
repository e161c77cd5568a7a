package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.InstalledPackages;
import io.github.jobdoctor.job.InstalledPackages.InstalledPackage;
import io.github.jobdoctor.job.InstalledPackages.PackageUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages under {@code Packages:}; those under {@code Hidden system packages:} are older
 * versions of the same.
 *
 * <pre>
 *   Package [com.x] (1a2b3c):
 *     userId=10086                                            since API 33 appId=
 *     versionCode=7 minSdk=23 targetSdk=34
 *     versionName=1.4
 *     flags=[ DEBUGGABLE HAS_CODE ]
 *     installerPackageName=com.android.vending
 *     User 0: ceDataInode=77 installed=true hidden=false suspended=false stopped=true notLaunched=false enabled=0 …
 *       disabledComponents:
 *         com.x.Svc
 * </pre>
 */
final class InstalledPackagesParser {

  private static final String NOT_FOUND = "Unable to find package: ";
  private static final Pattern PACKAGE = Pattern.compile("  Package \\[(\\S+)\\] \\(.*\\):");
  private static final Pattern USER =
      Pattern.compile("    User (\\d{1,5}): +(?:ceDataInode=.* )?installed=(?:true|false) .*");

  private final Predicate<String> packages;
  private final Map<String, InstalledPackage> found = new LinkedHashMap<>();
  private final Set<String> absent = new LinkedHashSet<>();
  private final PackageLines part = new PackageLines();
  private final FirstFacts facts = new FirstFacts();
  private final Map<Integer, User> users = new LinkedHashMap<>();
  private String name = "";
  private DumpLine heading;
  private Optional<Fact<String>> versionName = Optional.empty();
  private Optional<Fact<Boolean>> debuggable = Optional.empty();
  private User user;
  private List<Fact<String>> classes;
  private boolean begun;

  InstalledPackagesParser(Predicate<String> packages) {
    this.packages = packages;
  }

  Optional<InstalledPackages> parse(ServiceLines lines) throws IOException {
    while (lines.next()) {
      String line = lines.text();
      if (line.startsWith(NOT_FOUND)) {
        Optional.of(line.substring(NOT_FOUND.length()).strip())
            .filter(packages)
            .ifPresent(absent::add);
      }
      if (part.keeps(line)) {
        read(lines);
      } else if (!line.isBlank() && lines.indent() < 8) {
        classes = null;
      }
    }
    finish();
    return begun || !absent.isEmpty()
        ? Optional.of(new InstalledPackages(found, part.over(), List.copyOf(absent)))
        : Optional.empty();
  }

  private void read(ServiceLines lines) {
    String line = lines.text();
    Matcher named = PACKAGE.matcher(line);
    if (lines.indent() == 0) {
      finish();
      begun = true;
    } else if (named.matches()) {
      finish();
      name = named.group(1);
      heading = lines.here();
    } else if (!name.isEmpty() && packages.test(name)) {
      readDetail(lines);
    }
  }

  private void readDetail(ServiceLines lines) {
    String line = lines.text();
    if (lines.indent() == 8) {
      if (classes != null) {
        classes.add(lines.fact(line.strip()));
      }
      return;
    }
    classes = null;
    Matcher header = USER.matcher(line);
    if (header.matches()) {
      user = new User(lines.here());
      users.putIfAbsent(Integer.valueOf(header.group(1)), user);
    } else if (line.startsWith("    User ")) {
      user = null;
    } else if (lines.indent() == 6) {
      if (user != null) {
        classes = line.strip().startsWith("disabled") ? user.disabled : user.enabled;
      }
    } else if (line.startsWith("    versionName=")) {
      String version = line.substring("    versionName=".length());
      versionName =
          versionName.or(
              () ->
                  version.isEmpty() || version.equals("null")
                      ? Optional.empty()
                      : Optional.of(lines.fact(version)));
    } else if (line.startsWith("    flags=[")) {
      debuggable = debuggable.or(() -> Optional.of(lines.fact(line.contains(" DEBUGGABLE "))));
    } else {
      List.of("userId", "appId", "targetSdk", "installerPackageName")
          .forEach(key -> facts.take(lines, key));
    }
  }

  private void finish() {
    if (!name.isEmpty() && packages.test(name)) {
      Map<Integer, PackageUser> states = new LinkedHashMap<>();
      users.forEach((userId, state) -> states.put(userId, state.state()));
      found.putIfAbsent(
          name,
          new InstalledPackage(
              name,
              number("userId").or(() -> number("appId")),
              versionName,
              number("targetSdk"),
              debuggable,
              facts.word("installerPackageName").filter(fact -> !fact.value().equals("null")),
              states,
              heading));
    }
    name = "";
    facts.clear();
    users.clear();
    user = null;
    classes = null;
    versionName = Optional.empty();
    debuggable = Optional.empty();
  }

  private Optional<Fact<Integer>> number(String key) {
    return facts
        .word(key)
        .flatMap(
            fact -> ServiceLines.number(fact.value()).map(value -> new Fact<>(value, fact.line())));
  }

  /** A user while its lines come. */
  private static final class User {
    private final DumpLine line;
    private final List<Fact<String>> disabled = new ArrayList<>();
    private final List<Fact<String>> enabled = new ArrayList<>();

    User(DumpLine line) {
      this.line = line;
    }

    PackageUser state() {
      return new PackageUser(
          flag("installed"),
          flag("hidden"),
          flag("suspended"),
          flag("stopped"),
          flag("notLaunched"),
          ServiceLines.value(line.text(), "enabled").flatMap(ServiceLines::number),
          disabled,
          enabled,
          line);
    }

    private Optional<Boolean> flag(String key) {
      return ServiceLines.value(line.text(), key).flatMap(ServiceLines::flagOf);
    }
  }
}
