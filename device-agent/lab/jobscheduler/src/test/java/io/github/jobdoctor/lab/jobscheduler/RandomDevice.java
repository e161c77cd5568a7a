package io.github.jobdoctor.lab.jobscheduler;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** A device on which apps schedule, run and fail at random; the same seed does the same again. */
final class RandomDevice {

  private static final List<App> APPS =
      List.of(
          new App("com.example.app", 10123),
          new App("com.example.work", 10124),
          new App("org.example.media.uploader", 10129),
          new App("de.example.news", 10200));
  private static final List<Integer> USERS = List.of(0, 10);
  private static final List<Integer> BUCKETS = List.of(10, 10, 20, 30, 40, 45);
  private static final int JOBS = 40;

  private final RandomGenerator random;
  private final JobSchedulerLab lab;
  private final RandomStates states;

  RandomDevice(long seed) {
    random = new java.util.Random(seed);
    lab = JobSchedulerLab.boot(APPS, USERS);
    states = new RandomStates(random, lab, APPS, USERS);
    lab.passTime(Duration.ofHours(1 + random.nextInt(100)));
    for (App app : APPS) {
      for (int user : USERS) {
        lab.system().bucket(app.packageName(), user, BUCKETS.get(random.nextInt(BUCKETS.size())));
      }
    }
    lab.startUsers(random.nextInt(4) == 0 ? new int[] {0} : new int[] {0, 10});
    RandomJobs jobs = new RandomJobs(random, APPS, USERS);
    for (int id = 1; id <= JOBS; id++) {
      lab.schedule(jobs.next(random.nextInt(10) == 0 ? -id : id));
    }
    lab.settle();
  }

  JobSchedulerLab lab() {
    return lab;
  }

  /** Some time passes, in which conditions change and jobs begin and end. */
  void live() {
    // Mostly a while; now and then a night, so that long delays and deadlines come.
    int mostMinutes = random.nextInt(5) == 0 ? 12 * 60 : 30;
    lab.passTime(Duration.ofMillis(random.nextInt(mostMinutes * 60_000)));
    states.change();
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
}
