package io.github.jobdoctor.lab.jobscheduler;

import android.app.job.JobInfo;
import android.os.Build;
import android.os.SystemClock;
import io.github.jobdoctor.lab.jobscheduler.SchedulerTruth.EventTruth;
import io.github.jobdoctor.lab.jobscheduler.SchedulerTruth.ImportanceTruth;
import io.github.jobdoctor.lab.jobscheduler.SchedulerTruth.JobTruth;
import io.github.jobdoctor.lab.jobscheduler.SchedulerTruth.ReadinessTruth;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the truth out of the service's objects, past everything that prints. */
final class TruthReader {

  private static final String PREFIX = "CONSTRAINT_";

  /** The names in dumps that differ from the names in code. */
  private static final Map<String, String> PRINTED_OTHERWISE = Map.of("FLEXIBLE", "FLEXIBILITY");

  private static final int SHOW_FLEX_FROM = 24;

  private final Object service;
  private final Map<Integer, String> constraintNames = new TreeMap<>();

  TruthReader(Object service) {
    this.service = service;
    for (Field field :
        Hidden.type("com.android.server.job.controllers.JobStatus").getDeclaredFields()) {
      if (field.getName().startsWith(PREFIX)
          && field.getType() == int.class
          && Modifier.isStatic(field.getModifiers())) {
        int bit = Hidden.<Integer>get(field.getDeclaringClass(), field.getName());
        if (Integer.bitCount(bit) == 1) {
          String name = field.getName().substring(PREFIX.length());
          constraintNames.put(bit, PRINTED_OTHERWISE.getOrDefault(name, name));
        }
      }
    }
  }

  SchedulerTruth read() {
    // From 34 on asking may make controllers look again: what a dump prints comes after that.
    for (Object job : jobs()) {
      toBeExecuted(job);
    }
    List<Object> pending = pending();
    List<Object> active = active();
    List<JobTruth> jobs = new ArrayList<>();
    for (Object job : jobs()) {
      jobs.add(job(job, pending.contains(job), active.contains(job)));
    }
    return new SchedulerTruth(
        SystemClock.elapsedRealtime(),
        Arrays.stream(Hidden.<int[]>get(service, "mStartedUsers")).boxed().toList(),
        jobs,
        pending.stream().map(TruthReader::key).toList(),
        active.stream().map(TruthReader::key).toList(),
        bias(pending, active),
        history(),
        Build.VERSION.SDK_INT >= 29
            ? Optional.of(new QuotaReader(controller("QuotaController")).read())
            : Optional.empty());
  }

  private Object controller(String name) {
    return Hidden.<List<?>>get(service, "mControllers").stream()
        .filter(controller -> controller.getClass().getSimpleName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Worked out anew for each dump; from API 31 on a running job's is what was worked out last. */
  private Map<String, Integer> bias(List<Object> pending, List<Object> active) {
    int level = Build.VERSION.SDK_INT;
    String evaluate = level >= 33 ? "evaluateJobBiasLocked" : "evaluateJobPriorityLocked";
    String last = level >= 33 ? "lastEvaluatedBias" : "lastEvaluatedPriority";
    Map<String, Integer> bias = new TreeMap<>();
    for (Object job : pending) {
      bias.put(key(job), Hidden.<Integer>call(service, evaluate, job));
    }
    for (Object job : active) {
      bias.put(
          key(job),
          level >= 31
              ? Hidden.<Integer>get(job, last)
              : Hidden.<Integer>call(service, evaluate, job));
    }
    return bias;
  }

  /** The registered jobs' own objects, by their keys: the service keeps them by their hashes. */
  List<Object> jobs() {
    Object store = Hidden.get(service, "mJobs");
    Object set = Hidden.get(store, "mJobSet");
    return Hidden.<Collection<Object>>call(set, "getAllJobs").stream()
        .sorted(Comparator.comparing(TruthReader::key))
        .toList();
  }

  private boolean toBeExecuted(Object job) {
    String method = "isReadyToBeExecutedLocked";
    // On the first levels it is a method of the service's handler.
    return Hidden.hasMethod(service, method, job)
        ? Hidden.<Boolean>call(service, method, job)
        : Hidden.<Boolean>call(Hidden.get(service, "mHandler"), method, job);
  }

  private List<Object> pending() {
    if (Hidden.hasField(service, "mPendingJobs")) {
      return List.copyOf(Hidden.<List<Object>>get(service, "mPendingJobs"));
    }
    Object queue = Hidden.get(service, "mPendingJobQueue");
    List<Object> jobs = new ArrayList<>();
    Hidden.call(queue, "resetIterator");
    for (Object job = Hidden.call(queue, "next"); job != null; job = Hidden.call(queue, "next")) {
      jobs.add(job);
    }
    Hidden.call(queue, "resetIterator");
    return jobs;
  }

  private List<Object> active() {
    Object holder =
        Hidden.hasField(service, "mActiveServices")
            ? service
            : Hidden.get(service, "mConcurrencyManager");
    List<Object> jobs = new ArrayList<>();
    for (Object context : Hidden.<List<?>>get(holder, "mActiveServices")) {
      Object job = Hidden.get(context, "mRunningJob");
      if (job != null) {
        jobs.add(job);
      }
    }
    return jobs;
  }

  private JobTruth job(Object job, boolean isPending, boolean isActive) {
    JobInfo info = Hidden.call(job, "getJob");
    long latest = Hidden.<Long>call(job, "getLatestRunTimeElapsed");
    return new JobTruth(
        key(job),
        Hidden.call(job, "getBatteryName"),
        Hidden.call(job, Build.VERSION.SDK_INT >= 35 ? "getWakelockTag" : "getTag"),
        Hidden.<Integer>call(job, "getSourceUid"),
        Hidden.<Integer>call(job, "getSourceUserId"),
        Hidden.call(job, "getSourcePackageName"),
        info.getService().flattenToShortString(),
        names(Hidden.<Integer>get(job, "requiredConstraints")),
        names(
            Hidden.hasField(job, "mDynamicConstraints")
                ? Hidden.<Integer>get(job, "mDynamicConstraints")
                : 0),
        names(Hidden.<Integer>get(job, "satisfiedConstraints")),
        names(unsatisfied(job)),
        info.isPeriodic()
            ? Optional.of(
                info.getIntervalMillis()
                    + "/"
                    + (Build.VERSION.SDK_INT >= SHOW_FLEX_FROM ? info.getFlexMillis() : 0))
            : Optional.empty(),
        info.isPersisted(),
        notZero(info.getMinLatencyMillis()),
        notZero(info.getMaxExecutionDelayMillis()),
        info.getBackoffPolicy() + "/" + info.getInitialBackoffMillis(),
        Hidden.hasMethod(job, "getStandbyBucket")
            ? Optional.of(Hidden.<Integer>call(job, "getStandbyBucket"))
            : Optional.empty(),
        Hidden.<Integer>call(job, "getNumFailures"),
        notZero(Hidden.<Long>call(job, "getEarliestRunTime")),
        latest == Long.MAX_VALUE ? Optional.empty() : Optional.of(latest),
        Hidden.hasField(job, "enqueueTime")
            ? Optional.of(Hidden.<Long>get(job, "enqueueTime"))
            : Optional.empty(),
        importance(job, info),
        readiness(job, isPending, isActive));
  }

  /** What the platform prints as lacking: what is required, and quota from API 29 on. */
  private int unsatisfied(Object job) {
    int wanted = Hidden.<Integer>get(job, "requiredConstraints");
    for (String implicit : List.of("WITHIN_QUOTA", "TARE_WEALTH")) {
      wanted |=
          constraintNames.entrySet().stream()
              .filter(constraint -> constraint.getValue().equals(implicit))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse(0);
    }
    return wanted & ~Hidden.<Integer>get(job, "satisfiedConstraints");
  }

  private static ImportanceTruth importance(Object job, JobInfo info) {
    int level = Build.VERSION.SDK_INT;
    int bias = Hidden.<Integer>call(info, level >= 33 ? "getBias" : "getPriority");
    Optional<Integer> priority =
        level >= 33 ? Optional.of(Hidden.<Integer>call(info, "getPriority")) : Optional.empty();
    return new ImportanceTruth(
        priority,
        priority
            .map(asked -> Hidden.<Integer>call(job, "getEffectivePriority"))
            .filter(effective -> !effective.equals(priority.get())),
        bias == 0 ? Optional.empty() : Optional.of(bias),
        Hidden.<Integer>call(info, "getFlags"),
        level >= 28 ? Hidden.<Integer>call(job, "getInternalFlags") : 0);
  }

  private ReadinessTruth readiness(Object job, boolean isPending, boolean isActive) {
    int level = Build.VERSION.SDK_INT;
    List<Integer> started =
        Arrays.stream(Hidden.<int[]>get(service, "mStartedUsers")).boxed().toList();
    return new ReadinessTruth(
        toBeExecuted(job),
        Hidden.<Boolean>call(job, "isReady"),
        level >= 29
            ? Hidden.<Boolean>call(service, "areUsersStartedLocked", job)
            : started.contains(Hidden.<Integer>call(job, "getUserId")),
        level >= 30
            ? Optional.of(Hidden.call(service, "checkIfRestricted", job) != null)
            : Optional.empty(),
        isPending,
        isActive,
        level >= 26
            ? Optional.of(
                Hidden.<Integer>call(
                        Hidden.get(service, "mBackingUpUids"),
                        "indexOfKey",
                        Hidden.<Integer>call(job, "getSourceUid"))
                    >= 0)
            : Optional.empty(),
        level >= 26 ? Optional.of(hasComponent(job)) : Optional.empty(),
        implicit(job));
  }

  /** Up to API 29 only whether it exists: that the app is bad is not told. */
  private boolean hasComponent(Object job) {
    return Build.VERSION.SDK_INT >= 30
        ? Hidden.<Boolean>call(service, "isComponentUsable", job)
        : Hidden.call(
                ShadowAppGlobals.getPackageManager(),
                "getServiceInfo",
                Hidden.call(job, "getServiceComponent"),
                0,
                Hidden.<Integer>call(job, "getUserId"))
            != null;
  }

  /** {@code mReadyNotDozing} and its like, which dumps print as {@code readyNotDozing}. */
  private static Map<String, Boolean> implicit(Object job) {
    Map<String, Boolean> implicit = new TreeMap<>();
    for (Field field : job.getClass().getDeclaredFields()) {
      if (field.getType() == boolean.class && field.getName().startsWith("mReady")) {
        implicit.put("r" + field.getName().substring(2), Hidden.get(job, field.getName()));
      }
    }
    return implicit;
  }

  /** {@code NAMESPACE:callingUid/id}. */
  static String key(Object job) {
    String namespace =
        Hidden.hasMethod(job, "getNamespace") ? Hidden.call(job, "getNamespace") : null;
    return (namespace == null ? "" : namespace + ":")
        + Hidden.<Integer>call(job, "getUid")
        + "/"
        + Hidden.<Integer>call(job, "getJobId");
  }

  private Set<String> names(int bits) {
    Set<String> names = new TreeSet<>();
    for (int bit = 1; bit != 0; bit <<= 1) {
      if ((bits & bit) != 0) {
        names.add(constraintNames.getOrDefault(bit, Integer.toHexString(bit)));
      }
    }
    return names;
  }

  private static Optional<Long> notZero(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(millis);
  }

  private List<EventTruth> history() {
    Object tracker = Hidden.get(service, "mJobPackageTracker");
    Object indices = Hidden.get(tracker, "mEventIndices");
    int[] commands = Hidden.get(tracker, "mEventCmds");
    long[] times = Hidden.get(tracker, "mEventTimes");
    int[] uids = Hidden.get(tracker, "mEventUids");
    String[] tags = Hidden.get(tracker, "mEventTags");
    Optional<int[]> ids =
        Hidden.hasField(tracker, "mEventJobIds")
            ? Optional.of(Hidden.<int[]>get(tracker, "mEventJobIds"))
            : Optional.empty();
    List<EventTruth> events = new ArrayList<>();
    for (int i = 0; i < Hidden.<Integer>call(indices, "size"); i++) {
      int at = Hidden.<Integer>call(indices, "indexOf", i);
      int command = commands[at] & 0xff;
      events.add(
          new EventTruth(
              command == 1 || command == 3, // START, START_PERIODIC
              times[at],
              uids[at],
              ids.map(values -> values[at]),
              tags[at]));
    }
    return events;
  }
}
