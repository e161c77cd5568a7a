package io.github.jobdoctor.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is installed, as {@code dumpsys package} tells, of the packages that were asked for.
 *
 * @param packages by name
 * @param listed whether the list was read to its end: in a dump of all packages, one that is not in
 *     {@code packages} is not installed then; a dump of one package says it by {@code absent}
 * @param absent packages that the service says it cannot find: they are not installed for any user
 */
public record InstalledPackages(
    Map<String, InstalledPackage> packages, boolean listed, List<String> absent)
    implements NeighbourState {

  /** Copies the collections. */
  public InstalledPackages {
    packages = Collections.unmodifiableMap(new LinkedHashMap<>(packages));
    absent = List.copyOf(absent);
  }

  @Override
  public Neighbour neighbour() {
    return Neighbour.PACKAGE;
  }

  /** The package; absent when it is not installed, or the text does not tell. */
  public Optional<InstalledPackage> find(String packageName) {
    return Optional.ofNullable(packages.get(packageName));
  }

  /**
   * A package.
   *
   * @param name its name
   * @param appId its uid without the user
   * @param versionName its version for people
   * @param targetSdk the API level that it is written for
   * @param debuggable whether it is a debug build (flag {@code DEBUGGABLE})
   * @param installer the package that installed it; absent too when it came by adb
   * @param users its state per user, by user
   * @param line its heading
   */
  public record InstalledPackage(
      String name,
      Optional<Fact<Integer>> appId,
      Optional<Fact<String>> versionName,
      Optional<Fact<Integer>> targetSdk,
      Optional<Fact<Boolean>> debuggable,
      Optional<Fact<String>> installer,
      Map<Integer, PackageUser> users,
      DumpLine line) {

    /** Copies the map. */
    public InstalledPackage {
      users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
    }
  }

  /**
   * A package's state for one user. All flags stand on one line.
   *
   * @param installed whether this user has it
   * @param hidden whether it is hidden
   * @param suspended whether it is suspended (API 24 and later)
   * @param stopped whether it is in the stopped state: force-stopped, or never opened
   * @param notLaunched whether it was never opened
   * @param enabled Android's number: 0 as its manifest says, 1 enabled, 2 disabled, 3 disabled by
   *     the user, 4 disabled until used
   * @param disabledComponents classes that were disabled
   * @param enabledComponents classes that were enabled against the manifest
   * @param line where the text says so
   */
  public record PackageUser(
      Optional<Boolean> installed,
      Optional<Boolean> hidden,
      Optional<Boolean> suspended,
      Optional<Boolean> stopped,
      Optional<Boolean> notLaunched,
      Optional<Integer> enabled,
      List<Fact<String>> disabledComponents,
      List<Fact<String>> enabledComponents,
      DumpLine line) {

    /** Copies the lists. */
    public PackageUser {
      disabledComponents = List.copyOf(disabledComponents);
      enabledComponents = List.copyOf(enabledComponents);
    }

    /**
     * Whether it, as a whole, was disabled; absent when its manifest decides or nothing is said.
     */
    public Optional<Boolean> disabled() {
      return enabled.filter(number -> number > 0 && number <= 4).map(number -> number > 1);
    }
  }
}
