package io.github.jobdoctor.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One registered job, as its block in {@code dumpsys jobscheduler} tells it.
 *
 * @param key its identity
 * @param name the name that battery statistics use: the component, or {@code tag:package}
 * @param tag the tag of its wake lock; absent when the dump was cut
 * @param source the app that the job works for; absent when the dump was cut
 * @param info what the app asked for
 * @param constraints its conditions
 * @param implicit the implicit conditions by the name printed ({@code readyNotDozing}, …), in the
 *     dump's order (API 29 and later); empty below
 * @param standby how the system regards the app
 * @param times its window
 * @param past what became of it so far
 * @param network the id of the network matched to it; absent when none
 * @param restrictedDueTo what restricts it, by internal stop reason, such as {@code thermal} (API
 *     30 and later)
 * @param readiness its {@code Ready:} line; before API 24, which has none, the same terms from what
 *     the dump does show; absent when the dump was cut, or does not tell them all
 * @param line the number of its heading in the dump, from 1
 * @param block its lines, heading first, as printed; of one that a terminal has broken the whole
 *     stands at its first place, and the others are empty
 */
public record Job(
    JobKey key,
    String name,
    Optional<String> tag,
    Optional<Source> source,
    JobInfo info,
    Constraints constraints,
    Map<String, Boolean> implicit,
    Standby standby,
    RunTimes times,
    PastRuns past,
    OptionalInt network,
    List<String> restrictedDueTo,
    Optional<Readiness> readiness,
    int line,
    List<String> block) {

  private static final String WORK_MANAGER_SERVICE =
      "/androidx.work.impl.background.systemjob.SystemJobService";

  /** Copies the collections. */
  public Job {
    implicit = Collections.unmodifiableMap(new LinkedHashMap<>(implicit));
    restrictedDueTo = List.copyOf(restrictedDueTo);
    block = List.copyOf(block);
  }

  /**
   * The app that a job works for, and that is charged for it.
   *
   * @param uid the source uid
   * @param userId the source user
   * @param packageName the source package
   */
  public record Source(Uid uid, int userId, String packageName) {}

  /** Where the job stands; absent when its readiness is. */
  public Optional<JobState> state() {
    return readiness.map(
        terms -> {
          if (terms.active().orElse(false)) {
            return JobState.ACTIVE;
          }
          if (terms.pending().orElse(false)) {
            return JobState.PENDING;
          }
          return terms.ready() ? JobState.READY : JobState.WAITING;
        });
  }

  /** Whether WorkManager scheduled it. */
  public boolean isWorkManager() {
    return info.service().map(service -> service.endsWith(WORK_MANAGER_SERVICE)).orElse(false);
  }

  /**
   * The class of WorkManager's worker, which WorkManager puts into the trace tag (API 35 and later,
   * reference/frameworks.md); absent when it is not a WorkManager job, or the dump does not say.
   */
  public Optional<String> worker() {
    return isWorkManager() ? info.traceTag() : Optional.empty();
  }

  /** The package that the job belongs to: the source package, else the one in its component. */
  public Optional<String> packageName() {
    return source.map(Source::packageName).or(this::servicePackage);
  }

  /** The package of its service; absent when the dump was cut. */
  public Optional<String> servicePackage() {
    return info.service().map(service -> service.substring(0, Math.max(0, service.indexOf('/'))));
  }
}
