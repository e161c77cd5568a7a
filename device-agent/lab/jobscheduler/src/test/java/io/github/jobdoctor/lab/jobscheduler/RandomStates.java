package io.github.jobdoctor.lab.jobscheduler;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Conditions of the device and its apps that change at random. */
final class RandomStates {

  /**
   * JobStatus's own setters; those that a level does not have are left out. Delays and deadlines
   * come with the clock alone: no device has a job whose delay was over and is not any more, and
   * API 29 and 30 may look at such a one for ever.
   */
  private static final List<String> SETTERS =
      List.of(
          "setChargingConstraintSatisfied",
          "setBatteryNotLowConstraintSatisfied",
          "setStorageNotLowConstraintSatisfied",
          "setIdleConstraintSatisfied",
          "setConnectivityConstraintSatisfied",
          "setUnmeteredConstraintSatisfied",
          "setNotRoamingConstraintSatisfied",
          "setMeteredConstraintSatisfied",
          "setAppNotIdleConstraintSatisfied",
          "setContentTriggerConstraintSatisfied",
          "setDeviceNotDozingConstraintSatisfied",
          "setBackgroundNotRestrictedConstraintSatisfied",
          "setQuotaConstraintSatisfied",
          "setPrefetchConstraintSatisfied",
          "setFlexibilityConstraintSatisfied");

  private final RandomGenerator random;
  private final JobSchedulerLab lab;
  private final List<App> apps;
  private final List<Integer> users;

  RandomStates(RandomGenerator random, JobSchedulerLab lab, List<App> apps, List<Integer> users) {
    this.random = random;
    this.lab = lab;
    this.apps = apps;
    this.users = users;
  }

  /** Changes some conditions of some jobs; most of them for the better, so that jobs run. */
  void change() {
    lab.heat(random.nextInt(4) == 0 ? random.nextInt(4) : 0);
    for (App app : apps) {
      lab.system().appIsBad(app.packageName(), random.nextInt(10) == 0);
      for (int user : users) {
        lab.backUp(app.uid(user), random.nextInt(10) == 0);
        if (random.nextInt(3) == 0) {
          lab.processState(app.uid(user), random.nextInt(20));
        }
      }
    }
    for (Object job : lab.jobObjects()) {
      if (random.nextInt(3) == 0) {
        boolean mostly = random.nextInt(4) != 0;
        for (String setter : SETTERS) {
          for (Method method : Hidden.methods(job, setter)) {
            set(job, method, mostly ? random.nextInt(20) != 0 : random.nextBoolean());
          }
        }
      }
    }
  }

  private void set(Object job, Method setter, boolean satisfied) {
    List<Object> arguments = new ArrayList<>();
    boolean first = true;
    for (Class<?> type : setter.getParameterTypes()) {
      if (type == long.class) {
        arguments.add(android.os.SystemClock.elapsedRealtime());
      } else {
        // The second one says that an allowlist, or the user, made it so.
        arguments.add(first && satisfied);
        first = false;
      }
    }
    Hidden.invoke(() -> setter.invoke(job, arguments.toArray()));
  }
}
