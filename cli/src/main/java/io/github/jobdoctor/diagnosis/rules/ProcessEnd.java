package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.job.ProcessExits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Why processes of the app ended lately: killed, crashed, stopped by the user (API 30 and later).
 */
final class ProcessEnd implements NotingRule {

  /** Android's numbers of reasons. */
  private static final int CRASH = 4;

  private static final int CRASH_NATIVE = 5;
  private static final int ANR = 6;
  private static final int INITIALIZATION_FAILURE = 7;
  private static final int LOW_MEMORY = 3;
  private static final int EXCESSIVE_RESOURCE_USAGE = 9;
  private static final int USER_REQUESTED = 10;
  private static final int USER_STOPPED = 11;
  private static final int OTHER = 13;
  private static final int FREEZER = 14;

  /** Force-stopped, below the reason that the user asked for it. */
  private static final Set<Integer> FORCE_STOP = Set.of(21, 22, 23);

  private static final int OFTEN = 2;

  @Override
  public About about() {
    return new About(
        "its app's process was ended: crash, ANR, force-stop, memory, the maker's app killer",
        "30+",
        List.of(
            "process-crashed",
            "process-anr",
            "process-force-stopped",
            "process-low-memory",
            "process-killed"));
  }

  @Override
  public Set<Neighbour> asks(Circumstances circumstances) {
    return EnumSet.of(Neighbour.EXIT_INFO);
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    return findings(
        circumstances.neighbours(), circumstances.packages(), circumstances.sourceUser());
  }

  /** What the ends of an app's processes tell. */
  static List<Finding> findings(Neighbours neighbours, Set<String> packages, int userId) {
    List<ProcessExits.Exit> exits =
        neighbours.exits().map(ProcessExits::exits).orElse(List.of()).stream()
            .filter(exit -> packages.contains(exit.packageName()))
            .filter(exit -> exit.uid().map(uid -> uid.userId() == userId).orElse(true))
            .toList();
    List<Finding> findings = new ArrayList<>();
    crashes(exits).ifPresent(findings::add);
    of(exits, Set.of(ANR))
        .ifPresent(
            rows ->
                findings.add(
                    note("process-anr", "ANR", rows)
                        .summary(
                            "The app did not respond, and Android ended its process"
                                + times(rows)
                                + ".")
                        .remedy("Do the work off the main thread.")
                        .build()));
    List<ProcessExits.Exit> stopped =
        exits.stream()
            .filter(
                exit ->
                    exit.reason().code() == USER_STOPPED
                        || (exit.reason().code() == USER_REQUESTED
                            && exit.subreason()
                                .filter(
                                    sub ->
                                        FORCE_STOP.contains(sub.code())
                                            || sub.name().contains("FORCE STOP"))
                                .isPresent())
                        || exit.description()
                            .filter(text -> text.toLowerCase(Locale.ROOT).contains("force stop"))
                            .isPresent())
            .toList();
    if (!stopped.isEmpty()) {
      findings.add(
          note("process-force-stopped", "force-stopped", stopped)
              .summary(
                  "The app was force-stopped"
                      + times(stopped)
                      + ": that cancels its jobs until it is opened again. Some makers' task"
                      + " switchers do the same when the app is swiped away.")
              .remedy("Open the app. Do not test with \"Force stop\".")
              .build());
    }
    List<ProcessExits.Exit> killed =
        exits.stream()
            .filter(exit -> !stopped.contains(exit))
            .filter(
                exit ->
                    Set.of(USER_REQUESTED, OTHER, EXCESSIVE_RESOURCE_USAGE, FREEZER)
                        .contains(exit.reason().code()))
            .toList();
    if (killed.size() >= OFTEN) {
      findings.add(killed(neighbours, killed));
    }
    of(exits, Set.of(LOW_MEMORY))
        .filter(rows -> rows.size() >= OFTEN)
        .ifPresent(
            rows ->
                findings.add(
                    note("process-low-memory", "low memory", rows)
                        .summary(
                            "Android ended the app's process for want of memory"
                                + times(rows)
                                + ".")
                        .remedy("Use less memory in the background.")
                        .build()));
    return findings;
  }

  private static Optional<Finding> crashes(List<ProcessExits.Exit> exits) {
    return of(exits, Set.of(CRASH, CRASH_NATIVE, INITIALIZATION_FAILURE))
        .map(
            rows ->
                note("process-crashed", "crash", rows)
                    .summary(
                        "The app's process crashed"
                            + times(rows)
                            + rows.get(0)
                                .description()
                                .map(text -> ", last with: " + text)
                                .orElse("")
                            + ". A job whose process crashes is put off, longer each time.")
                    .remedy("Find the crash in logcat, or in the crash reports.")
                    .build());
  }

  private static Finding killed(Neighbours neighbours, List<ProcessExits.Exit> killed) {
    Optional<String> maker = Makers.killer(neighbours);
    return note("process-killed", "app killer", killed)
        .confidence(maker.isPresent() ? Confidence.LIKELY : Confidence.POSSIBLE)
        .summary(
            "Something ended the app's process"
                + times(killed)
                + " that was no crash of its own"
                + maker
                    .map(
                        name ->
                            ", on a device of "
                                + name
                                + ", whose system is known to end apps in the background.")
                    .orElse("."))
        .remedy(Makers.REMEDY)
        .build();
  }

  private static Optional<List<ProcessExits.Exit>> of(
      List<ProcessExits.Exit> exits, Set<Integer> codes) {
    List<ProcessExits.Exit> rows =
        exits.stream().filter(exit -> codes.contains(exit.reason().code())).toList();
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows);
  }

  private static Finding.Builder note(String id, String label, List<ProcessExits.Exit> rows) {
    Finding.Builder finding = Finding.note(id, label);
    rows.stream()
        .limit(3)
        .forEach(exit -> finding.line(Neighbour.EXIT_INFO, Optional.of(exit.line())));
    return finding;
  }

  private static String times(List<ProcessExits.Exit> rows) {
    Optional<String> last =
        rows.get(0).when().map(when -> "last at " + when.toString().replace('T', ' '));
    return (rows.size() > 1 ? " " + rows.size() + " times" : "")
        + last.map(text -> " (" + text + ")").orElse("");
  }
}
