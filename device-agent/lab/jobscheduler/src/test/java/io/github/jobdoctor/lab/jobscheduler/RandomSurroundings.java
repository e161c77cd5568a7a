package io.github.jobdoctor.lab.jobscheduler;

import android.content.ComponentName;
import android.os.Build;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Everything around the job scheduler that may hold jobs back, changing at random. */
final class RandomSurroundings {

  private static final List<Integer> BUCKETS = List.of(5, 10, 10, 20, 30, 40, 45, 45, 50);
  private static final int FIRST_WITH_EXEMPTED = 33;
  private static final int FIRST_WITH_RESTRICTED = 30;
  private static final int FIRST_WITH_NEVER = 28;
  private static final List<Integer> BLOCKED =
      List.of(1, 2, 4, 8, 1 << 16, 1 << 17); // Saver, Doze, standby, restricted; metered ones.

  /** INTERNET, NOT_METERED, NOT_RESTRICTED, TRUSTED, NOT_VPN, VALIDATED, not suspended … */
  private static final List<Integer> CAPABILITIES = List.of(12, 11, 13, 14, 15, 16, 18, 20, 21);

  private final RandomGenerator random;
  private final JobSchedulerLab lab;
  private final List<App> apps;
  private final List<Integer> users;
  private final Surroundings surroundings;
  private final Networks networks;

  RandomSurroundings(
      RandomGenerator random,
      JobSchedulerLab lab,
      List<App> apps,
      List<Integer> users,
      Surroundings surroundings,
      Networks networks) {
    this.random = random;
    this.lab = lab;
    this.apps = apps;
    this.users = users;
    this.surroundings = surroundings;
    this.networks = networks;
  }

  /** What a device is set up with, once. */
  void begin() {
    for (App app : apps) {
      for (int user : users) {
        bucket(app, user);
      }
    }
    if (once(2)) {
      surroundings.quota(2 + random.nextInt(20), 1 + random.nextInt(8));
    }
    network();
  }

  /** Some of it changes. */
  void change() {
    device();
    if (once(2)) {
      network();
    }
    for (App app : apps) {
      if (once(3)) {
        app(app);
      }
      for (int user : users) {
        if (once(4)) {
          appOfUser(app, user);
        }
      }
    }
    if (once(8)) {
      surroundings.setWallClock(Duration.ofMinutes(random.nextInt(20_000)));
    }
  }

  /** Most of what holds jobs back goes away, or nothing would ever run. */
  void clear() {
    surroundings.charges(once(2));
    surroundings.batteryIsLow(false);
    surroundings.storageIsLow(false);
    surroundings.isIdle(true);
    surroundings.dozes(false);
    surroundings.savesBattery(false);
    surroundings.heat(0);
    lab.startUsers(0, 10);
    for (App app : apps) {
      surroundings.isStopped(app, false);
      surroundings.isBad(app, false);
      for (int user : users) {
        surroundings.isRestricted(app, user, false);
        surroundings.isBackedUp(app.uid(user), false);
        surroundings.isUnused(app, user, false);
      }
    }
    lab.passTime(Duration.ofSeconds(10)); // Jobs follow the end of Doze after some seconds.
  }

  private void device() {
    if (once(3)) {
      surroundings.charges(once(3));
    }
    if (once(4)) {
      surroundings.batteryIsLow(once(3));
    }
    if (once(5)) {
      surroundings.storageIsLow(once(3));
    }
    if (once(4)) {
      surroundings.isIdle(once(2));
    }
    if (once(4)) {
      surroundings.dozes(once(2), once(2) ? new int[] {oneOf(apps).appId()} : new int[0]);
    }
    if (once(5)) {
      surroundings.savesBattery(once(2));
    }
    if (once(6)) {
      surroundings.heat(once(2) ? 0 : random.nextInt(5));
    }
    if (once(6)) {
      lab.startUsers(once(3) ? new int[] {0} : new int[] {0, 10});
    }
    if (once(2) && (Build.VERSION.SDK_INT == 28 || Build.VERSION.SDK_INT == 29)) {
      lab.command("heartbeat", Integer.toString(1 + random.nextInt(60)));
    }
  }

  private void app(App app) {
    switch (random.nextInt(4)) {
      case 0 -> surroundings.isStopped(app, once(3));
      case 1 -> surroundings.isBad(app, once(4));
      default ->
          surroundings.lacks(
              new ComponentName(app.packageName(), app.packageName() + ".Work"), once(4));
    }
  }

  private void appOfUser(App app, int user) {
    switch (random.nextInt(6)) {
      case 0 -> surroundings.isInUse(app.uid(user), once(2));
      case 1 -> surroundings.isRestricted(app, user, once(2));
      case 2 -> surroundings.isBackedUp(app.uid(user), once(3));
      case 3 -> surroundings.isUnused(app, user, once(2));
      default -> bucket(app, user);
    }
  }

  private void bucket(App app, int user) {
    int bucket = oneOf(BUCKETS);
    boolean known =
        switch (bucket) {
          case 5 -> Build.VERSION.SDK_INT >= FIRST_WITH_EXEMPTED;
          case 45 -> Build.VERSION.SDK_INT >= FIRST_WITH_RESTRICTED;
          case 50 -> Build.VERSION.SDK_INT >= FIRST_WITH_NEVER;
          default -> true;
        };
    surroundings.bucket(app, user, known ? bucket : 10);
  }

  private void network() {
    if (Build.VERSION.SDK_INT < Networks.FIRST_WITH_CALLBACKS) {
      return;
    }
    if (once(4)) {
      networks.disconnect();
      return;
    }
    List<Integer> capabilities = new ArrayList<>();
    for (int capability : CAPABILITIES) {
      if (!once(8)) {
        capabilities.add(capability);
      }
    }
    boolean blocks = once(3);
    networks.connect(capabilities, once(3) ? 0 : 1, uid -> blocks && once(2) ? oneOf(BLOCKED) : 0);
  }

  private boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
