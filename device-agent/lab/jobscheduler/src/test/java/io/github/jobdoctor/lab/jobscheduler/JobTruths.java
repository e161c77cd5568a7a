package io.github.jobdoctor.lab.jobscheduler;

import android.content.ComponentName;
import android.os.Build;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a device's own objects say of why its jobs do not run. */
final class JobTruths {

  private static final int FIRST_WITH_REASONS = 34;
  private static final int FIRST_WITH_ALL_REASONS = 36;
  private static final int UNDEFINED = 0;
  private static final int LAST_WITH_HIDDEN_COMPONENTS = 25;
  private static final int ONLY_WITH_HIDDEN_BARS = 29;
  private static final int FOREGROUND = 30;

  private final JobSchedulerLab lab;
  private final Surroundings surroundings;
  private final Networks networks;
  private final TrueTerms terms;

  JobTruths(DiagnosedDevice device) {
    lab = device.lab();
    surroundings = device.surroundings();
    networks = device.networks();
    terms = new TrueTerms(lab.service(), surroundings);
  }

  /**
   * Has the service look at all jobs. From API 34 on asking whether a job is ready makes its
   * controllers look again, as printing it does: both have to see the same.
   */
  void settle() {
    lab.truth();
  }

  /** What they say now, by {@code NAMESPACE:callingUid/id}. */
  Map<String, JobInTruth> read() {
    Map<String, SchedulerTruth.JobTruth> states = new HashMap<>();
    lab.truth().jobs().forEach(job -> states.put(job.key(), job));
    Map<String, JobInTruth> jobs = new HashMap<>();
    for (Object job : lab.jobObjects()) {
      String key = TruthReader.key(job);
      jobs.put(key, job(job, states.get(key)));
    }
    return jobs;
  }

  private JobInTruth job(Object job, SchedulerTruth.JobTruth state) {
    boolean heldBack =
        !state.readiness().toBeExecuted()
            && !state.readiness().pending()
            && !state.readiness().active();
    Set<String> falseTerms = terms.falseOf(job);
    if (heldBack && falseTerms.isEmpty() && TrueTerms.hasHeartbeat()) {
      falseTerms.add(TrueTerms.HEARTBEAT); // The last that it can be, and it leaves no mark.
    }
    if (falseTerms.size() > 1 && isComponentHidden(job)) {
      falseTerms.remove(TrueTerms.COMPONENT); // The rest holds it anyway.
    }
    if (falseTerms.size() > 1 && isHeatHidden(job)) {
      falseTerms.remove(TrueTerms.RESTRICTION);
    }
    if (heldBack == falseTerms.isEmpty()
        && !state.readiness().pending()
        && !state.readiness().active()) {
      throw new AssertionError(
          "the lab itself does not know why: "
              + state.key()
              + " is held back: "
              + heldBack
              + ", by "
              + falseTerms);
    }
    return new JobInTruth(
        heldBack,
        state.readiness().active(),
        falseTerms,
        terms.isOverridden(job),
        notTheCauses(job),
        reasons(job));
  }

  /** Whether the dump does not show that the service is missing, or that its app is barred. */
  private boolean isComponentHidden(Object job) {
    return Build.VERSION.SDK_INT <= LAST_WITH_HIDDEN_COMPONENTS
        || (Build.VERSION.SDK_INT == ONLY_WITH_HIDDEN_BARS
            && !surroundings.isLacking(Hidden.<ComponentName>call(job, "getServiceComponent")));
  }

  /**
   * Whether heat holds back a job of an app in use for how much the app has worked: that load is
   * not printed.
   */
  private boolean isHeatHidden(Object job) {
    return Build.VERSION.SDK_INT == ONLY_WITH_HIDDEN_BARS
        && Math.max(
                Hidden.<Integer>call(job, "getPriority"),
                Hidden.<Integer>call(
                    Hidden.get(lab.service(), "mUidPriorityOverride"),
                    "get",
                    Hidden.<Integer>call(job, "getSourceUid"),
                    0))
            >= FOREGROUND;
  }

  /** Findings that would be wrong, by their ids: of causes that several findings share a term. */
  private Set<String> notTheCauses(Object job) {
    Set<String> wrong = new TreeSet<>();
    int uid = Hidden.<Integer>call(job, "getSourceUid");
    String source = Hidden.call(job, "getSourcePackageName");
    ComponentName service = Hidden.call(job, "getServiceComponent");
    put(wrong, "battery-saver", surroundings.isBatterySaved());
    put(wrong, "background-restricted", surroundings.isRestricted(uid, source));
    put(
        wrong,
        "app-stopped",
        surroundings.isStopped(source) || surroundings.isStopped(service.getPackageName()));
    put(wrong, "component-missing", surroundings.isLacking(service));
    put(wrong, "component-unusable", !surroundings.isLacking(service));
    networks
        .own(uid)
        .ifPresent(
            own -> {
              put(wrong, "no-network", !own.present());
              put(wrong, "network-blocked", own.present() && own.blocked());
            });
    surroundings.controller("QuotaController").ifPresent(quota -> quota(wrong, quota, job));
    return wrong;
  }

  private static void quota(Set<String> wrong, Object controller, Object job) {
    int bucket =
        Hidden.hasMethod(job, "getEffectiveStandbyBucket")
            ? Hidden.<Integer>call(job, "getEffectiveStandbyBucket")
            : Hidden.<Integer>call(job, "getStandbyBucket");
    if (bucket == 4) {
      return; // NEVER has no statistics.
    }
    Object stats =
        Hidden.call(
            controller,
            "getExecutionStatsLocked",
            Hidden.<Integer>call(job, "getSourceUserId"),
            Hidden.<String>call(job, "getSourcePackageName"),
            bucket);
    put(
        wrong,
        "quota-time",
        Hidden.<Long>call(controller, "getRemainingExecutionTimeLocked", stats) <= 0);
    put(wrong, "quota-jobs", !isUnder(controller, "JobCount", stats, bucket));
    put(wrong, "quota-sessions", !isUnder(controller, "SessionCount", stats, bucket));
  }

  private static boolean isUnder(Object controller, String what, Object stats, int bucket) {
    String method = "isUnder" + what + "QuotaLocked";
    return Hidden.hasMethod(controller, method, stats)
        ? Hidden.<Boolean>call(controller, method, stats)
        : Hidden.<Boolean>call(controller, method, stats, bucket);
  }

  private Set<Integer> reasons(Object job) {
    Set<Integer> reasons = new TreeSet<>();
    if (Build.VERSION.SDK_INT >= FIRST_WITH_ALL_REASONS) {
      forget("mPendingJobReasonsCache");
      Arrays.stream(Hidden.<int[]>call(lab.service(), "getPendingJobReasons", job))
          .forEach(reasons::add);
    } else if (Build.VERSION.SDK_INT >= FIRST_WITH_REASONS) {
      forget("mPendingJobReasonCache");
      reasons.add(Hidden.<Integer>call(lab.service(), "getPendingJobReason", job));
    }
    reasons.remove(UNDEFINED);
    return reasons;
  }

  /** Or Android goes on giving the answer that it gave last. */
  private void forget(String cache) {
    Hidden.call(Hidden.get(lab.service(), cache), "clear");
  }

  private static void put(Set<String> wrong, String finding, boolean isSo) {
    if (!isSo) {
      wrong.add(finding);
    }
  }
}
