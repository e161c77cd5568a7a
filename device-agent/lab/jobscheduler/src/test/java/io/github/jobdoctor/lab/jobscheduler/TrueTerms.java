package io.github.jobdoctor.lab.jobscheduler;

import android.content.ComponentName;
import android.os.Build;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which of the terms by which Android decides whether a job may run are false, by the service's own
 * objects (reference/readiness.md §3 and §4). Constraints go by their names in dumps.
 */
final class TrueTerms {

  static final String APP_NOT_IDLE = "APP_NOT_IDLE";
  static final String DOZE = "DEVICE_NOT_DOZING";
  static final String BACKGROUND = "BACKGROUND_NOT_RESTRICTED";
  static final String QUOTA = "WITHIN_QUOTA";
  static final String WEALTH = "TARE_WEALTH";
  static final String DYNAMIC = "dynamic set";
  static final String NEVER = "bucket NEVER";
  static final String COMPONENT = "component";
  static final String USER = "user";
  static final String BACKUP = "backup";
  static final String RESTRICTION = "restriction";
  static final String HEARTBEAT = "heartbeat";

  private static final String PREFIX = "CONSTRAINT_";
  private static final int NEVER_INDEX = 4;
  private static final int FIRST_WITH_NEVER = 28;
  private static final int FLAG_WILL_BE_FOREGROUND = 1;

  private final Object service;
  private final Surroundings surroundings;
  private final Class<?> type = Hidden.type("com.android.server.job.controllers.JobStatus");
  private final Map<String, Integer> bits = new TreeMap<>();

  TrueTerms(Object service, Surroundings surroundings) {
    this.service = service;
    this.surroundings = surroundings;
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().startsWith(PREFIX)
          && field.getType() == int.class
          && Modifier.isStatic(field.getModifiers())) {
        int bit = Hidden.<Integer>get(type, field.getName());
        if (Integer.bitCount(bit) == 1) {
          String name = field.getName().substring(PREFIX.length());
          bits.put(name.equals("FLEXIBLE") ? "FLEXIBILITY" : name, bit);
        }
      }
    }
  }

  /** Whether standby comes by a heartbeat on this level, or may be made to. */
  static boolean hasHeartbeat() {
    return Build.VERSION.SDK_INT == 28 || Build.VERSION.SDK_INT == 29;
  }

  /** The terms of a job that are false: each of them keeps it from running. */
  Set<String> falseOf(Object job) {
    Set<String> terms = new TreeSet<>();
    explicit(job, terms);
    implicit(job, terms);
    around(job, terms);
    return terms;
  }

  /** Whether an order to run has left its mark: no dump shows it. */
  boolean isOverridden(Object job) {
    return Hidden.<Integer>get(job, "overrideState") >= Hidden.<Integer>get(type, "OVERRIDE_SOFT");
  }

  /** The constraints that the job asked for, unless something stands in for them. */
  private void explicit(Object job, Set<String> terms) {
    if (isDeadlinePast(job) || Hidden.<Boolean>call(job, "isConstraintsSatisfied")) {
      return;
    }
    int unmet =
        Hidden.<Integer>get(job, "requiredConstraints")
            & ~Hidden.<Integer>get(job, "satisfiedConstraints")
            & Hidden.<Integer>get(type, "CONSTRAINTS_OF_INTEREST");
    if (Hidden.<Integer>get(job, "overrideState").equals(Hidden.get(type, "OVERRIDE_SOFT"))) {
      unmet &= ~Hidden.<Integer>get(type, "SOFT_OVERRIDE_CONSTRAINTS");
    }
    for (Map.Entry<String, Integer> bit : bits.entrySet()) {
      if ((unmet & bit.getValue()) != 0) {
        terms.add(bit.getKey());
      }
    }
  }

  private boolean isDeadlinePast(Object job) {
    return Hidden.hasField(job, "mReadyDeadlineSatisfied")
        ? Hidden.<Boolean>get(job, "mReadyDeadlineSatisfied")
        : !Hidden.<android.app.job.JobInfo>call(job, "getJob").isPeriodic()
            && Hidden.<Boolean>call(job, "hasDeadlineConstraint")
            && isSatisfied(job, "DEADLINE");
  }

  private void implicit(Object job, Set<String> terms) {
    int flags = Hidden.<Integer>call(job, "getFlags");
    add(terms, APP_NOT_IDLE, !bits.containsKey(APP_NOT_IDLE) || isSatisfied(job, APP_NOT_IDLE));
    add(
        terms,
        DOZE,
        Hidden.hasField(job, "mReadyNotDozing")
            ? Hidden.<Boolean>get(job, "mReadyNotDozing")
            : isSatisfied(job, DOZE) || (flags & FLAG_WILL_BE_FOREGROUND) != 0);
    add(terms, BACKGROUND, !bits.containsKey(BACKGROUND) || isSatisfied(job, BACKGROUND));
    quota(job, terms);
    add(
        terms,
        NEVER,
        Build.VERSION.SDK_INT < FIRST_WITH_NEVER
            || (Build.VERSION.SDK_INT == FIRST_WITH_NEVER + 1 && !terms.contains(QUOTA))
            || effectiveBucket(job) != NEVER_INDEX
            || (Build.VERSION.SDK_INT == FIRST_WITH_NEVER
                && Hidden.<Boolean>get(service, "mInParole")));
  }

  /** The bucket that counts: an app that is in use, or exempt, has another than its own. */
  private static int effectiveBucket(Object job) {
    if (Hidden.hasMethod(job, "getEffectiveStandbyBucket")) {
      return Hidden.<Integer>call(job, "getEffectiveStandbyBucket");
    }
    boolean exempt =
        Hidden.<Boolean>get(job, "uidActive")
            || Hidden.<Boolean>call(Hidden.<Object>call(job, "getJob"), "isExemptedFromAppStandby");
    return exempt ? 0 : Hidden.<Integer>call(job, "getStandbyBucket");
  }

  private void quota(Object job, Set<String> terms) {
    if (!Hidden.hasField(job, "mReadyWithinQuota")) {
      return;
    }
    boolean quota = Hidden.get(job, "mReadyWithinQuota");
    boolean wealth = flag(job, "mReadyTareWealth", true);
    boolean dynamic = flag(job, "mReadyDynamicSatisfied", false);
    boolean expedited =
        Hidden.hasMethod(job, "shouldTreatAsExpeditedJob")
            && Hidden.<Boolean>call(job, "shouldTreatAsExpeditedJob");
    if ((quota && wealth) || dynamic || expedited) {
      return;
    }
    add(terms, QUOTA, quota);
    add(terms, WEALTH, wealth);
    add(
        terms,
        DYNAMIC,
        !Hidden.hasField(job, "mDynamicConstraints")
            || Hidden.<Integer>get(job, "mDynamicConstraints") == 0);
  }

  private static boolean flag(Object job, String field, boolean otherwise) {
    return Hidden.hasField(job, field) ? Hidden.<Boolean>get(job, field) : otherwise;
  }

  /** What decides beside the job itself. */
  private void around(Object job, Set<String> terms) {
    add(terms, COMPONENT, isComponentUsable(job));
    int[] started = Hidden.get(service, "mStartedUsers");
    add(
        terms,
        USER,
        contains(started, Hidden.<Integer>call(job, "getUserId"))
            && (Build.VERSION.SDK_INT < 29
                || contains(started, Hidden.<Integer>call(job, "getSourceUserId"))));
    int sourceUid = Hidden.<Integer>call(job, "getSourceUid");
    add(
        terms,
        BACKUP,
        Build.VERSION.SDK_INT < 30
            || Hidden.<Integer>call(Hidden.get(service, "mBackingUpUids"), "indexOfKey", sourceUid)
                < 0);
    add(terms, RESTRICTION, !isRestricted(job));
  }

  private boolean isComponentUsable(Object job) {
    if (Hidden.hasMethod(service, "isComponentUsable", job)) {
      return Hidden.<Boolean>call(service, "isComponentUsable", job);
    }
    return !surroundings.isLacking(Hidden.<ComponentName>call(job, "getServiceComponent"));
  }

  private boolean isRestricted(Object job) {
    if (Hidden.hasMethod(service, "checkIfRestricted", job)) {
      return Hidden.call(service, "checkIfRestricted", job) != null;
    }
    return Hidden.hasMethod(service, "isJobThermalConstrainedLocked", job)
        && Hidden.<Boolean>call(service, "isJobThermalConstrainedLocked", job);
  }

  private boolean isSatisfied(Object job, String constraint) {
    return (Hidden.<Integer>get(job, "satisfiedConstraints") & bits.get(constraint)) != 0;
  }

  private static boolean contains(int[] users, int user) {
    return java.util.Arrays.stream(users).anyMatch(one -> one == user);
  }

  private static void add(Set<String> terms, String term, boolean holds) {
    if (!holds) {
      terms.add(term);
    }
  }
}
