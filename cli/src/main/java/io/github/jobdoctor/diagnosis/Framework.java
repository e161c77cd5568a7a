package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What put a job into Android's scheduler, where its traces tell (reference/frameworks.md). Advice
 * then uses the framework's own options.
 *
 * @param name its name
 * @param about what it does to its jobs that a reader should know; a sentence
 * @param advice by the id of a finding, what to do about it in the framework's own words
 */
public record Framework(String name, String about, Map<String, String> advice) {

  private static final String NETWORK = "no-network";
  private static final String LACKS = "network-lacks";
  private static final String BLOCKED = "network-blocked";
  private static final String LATENCY = "minimum-latency";
  private static final String PERIOD = "periodic-window";
  private static final String BACKOFF = "backoff";
  private static final String TIMEOUTS = "repeated-timeouts";
  private static final String REPLACED = "repeatedly-replaced";
  private static final String ANEW = "scheduled-anew";

  private static final String WORK_CONSTRAINTS =
      "In WorkManager it is a Constraints.Builder option: leave out what the work can do without.";

  private static final Framework WORK_MANAGER =
      new Framework(
          "WorkManager",
          "WorkManager skips a periodic or backed-off worker that is run before its time, so a"
              + " forced run of the job proves little.",
          Map.of(
              "charging",
              WORK_CONSTRAINTS,
              "device-idle",
              WORK_CONSTRAINTS,
              "battery-not-low",
              WORK_CONSTRAINTS,
              NETWORK,
              "In WorkManager it is setRequiredNetworkType.",
              LATENCY,
              "In WorkManager it is setInitialDelay, or the rest of a period.",
              PERIOD,
              "In WorkManager a period is 15 minutes at least, and inexact.",
              BACKOFF,
              "In WorkManager it is setBackoffCriteria, after Result.retry(); Result.failure()"
                  + " ends the work.",
              TIMEOUTS,
              "In WorkManager override onStopped, or use setForeground for long work.",
              REPLACED,
              "In WorkManager use KEEP or UPDATE with enqueueUniquePeriodicWork.",
              ANEW,
              "In WorkManager use KEEP or UPDATE with enqueueUniquePeriodicWork."));

  private static final Framework EXPO_BACKGROUND_TASK =
      new Framework(
          "Expo BackgroundTask",
          "One worker runs all tasks that the app has registered. It does nothing while the app is"
              + " in the foreground.",
          Map.of(
              NETWORK,
              "Expo BackgroundTask always asks for a network; no option turns that off.",
              LACKS,
              "Expo BackgroundTask always asks for a network; no option turns that off.",
              LATENCY,
              "In Expo it is minimumInterval (minutes, 15 at least) of registerTaskAsync; the"
                  + " last task that was registered decides for all.",
              TIMEOUTS,
              "Call TaskManager.defineTask in the module's top level, so that a headless start"
                  + " finds it, and let every task return."));

  private static final Framework EXPO_BACKGROUND_FETCH =
      new Framework(
          "Expo BackgroundFetch",
          "BackgroundFetch is deprecated in favour of BackgroundTask, and goes by alarms on Android.",
          Map.of(LATENCY, "In Expo it is minimumInterval (seconds) of registerTaskAsync."));

  private static final Framework CAPGO =
      new Framework(
          "Capgo BackgroundTask",
          "Its worker only hands the run on to JavaScript, so WorkManager's success does not say"
              + " that the task ran.",
          Map.of(
              NETWORK, "With Capgo set requiresNetwork: false if the task needs none.",
              PERIOD, "With Capgo it is minimumInterval (minutes, 15 at least, 720 by default)."));

  private static final Framework CAPACITOR_RUNNER =
      new Framework(
          "Capacitor Background Runner",
          "Each start of the app may enqueue it again under its label.",
          Map.of(
              PERIOD, "It is interval (minutes) in the plugin's config.",
              REPLACED, "A label that two runners share makes them replace each other.",
              ANEW, "With repeat: false each start of the app replaces it."));

  private static final Framework FLUTTER =
      new Framework(
          "flutter_workmanager",
          "The Dart callback has to be a top-level function with @pragma('vm:entry-point').",
          Map.of(
              PERIOD,
              "It is frequency of registerPeriodicTask, 15 minutes at least.",
              LATENCY,
              "It is initialDelay.",
              NETWORK,
              "It is Constraints(networkType: …).",
              "charging",
              "It is Constraints(requiresCharging: …).",
              REPLACED,
              "Use ExistingPeriodicWorkPolicy.update or keep.",
              TIMEOUTS,
              "The callback has to return, and must not wait for plugins of the app."));

  private static final Framework TRANSISTOR =
      new Framework(
          "Transistor background-fetch",
          "Its default fetch is job 999; custom tasks have hashed numbers.",
          Map.of(
              PERIOD,
              "It is minimumFetchInterval, 15 minutes at least.",
              LATENCY,
              "It is delay of scheduleTask, or minimumFetchInterval.",
              NETWORK,
              "It is requiredNetworkType.",
              "charging",
              "It is requiresCharging.",
              "device-idle",
              "It is requiresDeviceIdle.",
              "battery-not-low",
              "It is requiresBatteryNotLow.",
              "storage-not-low",
              "It is requiresStorageNotLow.",
              TIMEOUTS,
              "Call finish(taskId) in every path, and register the headless task."));

  private static final Framework EVERNOTE =
      new Framework(
          "Evernote android-job",
          "android-job is no longer maintained; WorkManager takes its place.",
          Map.of());

  private static final Framework SYNC =
      new Framework(
          "SyncManager",
          "A sync of an account, which Android itself schedules for the app.",
          Map.of(
              BACKOFF, "The sync adapter reports its failures in SyncResult.",
              BLOCKED, "The account's sync settings count as well."));

  /** One of them, with how to know it. */
  private record Known(Predicate<Job> fits, Framework framework) {}

  private static final List<Known> ALL =
      List.of(
          new Known(
              job ->
                  runs(job, "BackgroundTaskWork") || mentions(job, "expo.modules.backgroundtask."),
              EXPO_BACKGROUND_TASK),
          new Known(job -> mentions(job, "expo.modules.taskManager."), EXPO_BACKGROUND_FETCH),
          new Known(
              job ->
                  runs(job, "BackgroundTaskWorker") || mentions(job, "app.capgo.backgroundtask."),
              CAPGO),
          new Known(
              job -> runs(job, "RunnerWorker") || mentions(job, "io.ionic.backgroundrunner."),
              CAPACITOR_RUNNER),
          new Known(
              job ->
                  mentions(job, "dev.fluttercommunity.workmanager.", "be.tramckrijte.workmanager."),
              FLUTTER),
          new Known(job -> mentions(job, "com.transistorsoft.tsbackgroundfetch."), TRANSISTOR),
          new Known(job -> mentions(job, "com.evernote.android.job."), EVERNOTE),
          new Known(
              job -> mentions(job, "com.android.server.content.SyncJobService", "SyncManager"),
              SYNC),
          new Known(Job::isWorkManager, WORK_MANAGER));

  /** Copies the map. */
  public Framework {
    advice = Map.copyOf(advice);
  }

  /** What scheduled the job; absent when its traces do not tell. */
  public static Optional<Framework> of(Job job) {
    return ALL.stream().filter(known -> known.fits().test(job)).map(Known::framework).findFirst();
  }

  /** The finding with the framework's own advice, where it has some. */
  public Finding advise(Finding finding) {
    String own = advice.get(finding.id());
    return own == null ? finding : finding.advised(own);
  }

  private static boolean mentions(Job job, String... traces) {
    for (String trace : traces) {
      boolean there =
          job.info().service().filter(text -> text.contains(trace)).isPresent()
              || job.worker().filter(text -> text.contains(trace)).isPresent()
              || job.info().traceTag().filter(text -> text.contains(trace)).isPresent()
              || job.key().namespace().filter(text -> text.contains(trace)).isPresent();
      if (there) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is the job of a worker of that class, of which WorkManager tells the bare name. */
  private static boolean runs(Job job, String worker) {
    return job.worker().filter(worker::equals).isPresent();
  }

  /** Whether it does nothing while its app is on top. */
  public boolean idlesInForeground() {
    return equals(EXPO_BACKGROUND_TASK);
  }
}
