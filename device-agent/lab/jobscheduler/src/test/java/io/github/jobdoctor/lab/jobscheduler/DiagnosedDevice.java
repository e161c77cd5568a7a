package io.github.jobdoctor.lab.jobscheduler;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A device on which jobs wait for every reason there is, at random; the same seed does the same
 * again.
 */
final class DiagnosedDevice {

  private static final List<App> APPS =
      List.of(
          new App("com.example.app", 10123),
          new App("com.example.work", 10124),
          new App("org.example.media.uploader", 10129),
          new App("de.example.news", 10200));
  private static final List<Integer> USERS = List.of(0, 10);
  private static final int JOBS = 40;

  /** The constraints that no part of the lab decides, so that jobs are told themselves. */
  private static final Map<String, String> TOLD =
      new TreeMap<>(
          Map.of(
              "CONNECTIVITY", "setConnectivityConstraintSatisfied",
              "UNMETERED", "setUnmeteredConstraintSatisfied",
              "NOT_ROAMING", "setNotRoamingConstraintSatisfied",
              "METERED", "setMeteredConstraintSatisfied",
              "CONTENT_TRIGGER", "setContentTriggerConstraintSatisfied",
              "PREFETCH", "setPrefetchConstraintSatisfied",
              "FLEXIBILITY", "setFlexibilityConstraintSatisfied"));

  /** The like, which are not constraints that a job asks for. */
  private static final List<String> TOLD_TO_ALL =
      List.of("setTareWealthConstraintSatisfied", "setExpeditedJobQuotaApproved");

  private final RandomGenerator random;
  private final JobSchedulerLab lab;
  private final Surroundings surroundings;
  private final Networks networks;
  private final RandomSurroundings changes;
  private final RandomJobs jobs;
  private int lastId;

  DiagnosedDevice(long seed) {
    random = new java.util.Random(seed);
    Surroundings.forgetReceivers();
    lab = JobSchedulerLab.boot(APPS, USERS);
    surroundings = new Surroundings(lab);
    networks = new Networks(lab, surroundings);
    changes = new RandomSurroundings(random, lab, APPS, USERS, surroundings, networks);
    lab.passTime(Duration.ofHours(1 + random.nextInt(100)));
    lab.startUsers(0, 10);
    jobs = new RandomJobs(random, APPS, USERS);
    schedule();
    changes.begin();
  }

  JobSchedulerLab lab() {
    return lab;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Networks networks() {
    return networks;
  }

  /** Some time passes, in which conditions change and jobs begin and end. */
  void live() {
    lab.passTime(
        Duration.ofMillis(random.nextInt(random.nextInt(4) == 0 ? 600 * 60_000 : 900_000)));
    if (random.nextInt(3) == 0) {
      changes.clear();
    }
    changes.change();
    schedule();
    tellJobs();
    if (random.nextInt(4) == 0) {
      orderToRun();
    }
    lab.checkJobs();
    lab.apps().connect();
    lab.settle();
    for (int run = lab.apps().running() - 1; run >= 0; run--) {
      switch (random.nextInt(4)) {
        case 0 -> lab.apps().finish(run, false);
        case 1 -> lab.apps().finish(run, true);
        case 2 -> lab.apps().acknowledgeStart(run);
        default -> {}
      }
    }
    lab.settle();
    lab.apps().acknowledgeStops(random.nextBoolean());
    lab.settle();
  }

  /** Apps schedule jobs until there are enough again. */
  private void schedule() {
    for (int missing = JOBS - lab.jobObjects().size(); missing > 0; missing--) {
      lab.schedule(jobs.next(++lastId));
    }
    lab.settle();
  }

  private void tellJobs() {
    Map<String, SchedulerTruth.JobTruth> truths = new HashMap<>();
    lab.truth().jobs().forEach(job -> truths.put(job.key(), job));
    for (Object job : lab.jobObjects()) {
      Set<String> required = truths.get(TruthReader.key(job)).required();
      for (Map.Entry<String, String> told : TOLD.entrySet()) {
        if (required.contains(told.getKey())) {
          maybeTell(job, told.getValue());
        }
      }
      TOLD_TO_ALL.forEach(setter -> maybeTell(job, setter));
    }
  }

  private void maybeTell(Object job, String setter) {
    for (Method method : Hidden.methods(job, setter)) {
      if (random.nextInt(3) == 0) {
        tell(job, method, random.nextInt(5) != 0);
      }
    }
  }

  private static void tell(Object job, Method setter, boolean satisfied) {
    List<Object> arguments = new ArrayList<>();
    for (Class<?> type : setter.getParameterTypes()) {
      arguments.add(
          type == long.class ? (Object) android.os.SystemClock.elapsedRealtime() : satisfied);
    }
    Hidden.invoke(() -> setter.invoke(job, arguments.toArray()));
  }

  /** Somebody types {@code cmd jobscheduler run}. */
  private void orderToRun() {
    List<Object> jobs = lab.jobObjects();
    if (jobs.isEmpty()) {
      return;
    }
    Object job = jobs.get(random.nextInt(jobs.size()));
    List<String> order = new ArrayList<>(List.of("run"));
    if (random.nextBoolean()) {
      order.add("-f");
    }
    order.addAll(
        List.of(
            "-u",
            Integer.toString(Hidden.<Integer>call(job, "getUserId")),
            Hidden.<String>call(job, "getSourcePackageName"),
            Integer.toString(Hidden.<Integer>call(job, "getJobId"))));
    lab.command(order.toArray(String[]::new));
  }
}
