package io.github.jobdoctor.lab.jobscheduler;

import android.app.job.JobInfo;
import android.content.ComponentName;
import android.net.NetworkCapabilities;
import android.net.NetworkRequest;
import android.net.Uri;
import android.os.Build;
import android.os.PersistableBundle;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Jobs of every shape that the level under test accepts. */
final class RandomJobs {

  private static final long MINUTE = 60_000;
  private static final int SYSTEM_UID = 1000;
  private static final int MOST_ATTEMPTS = 100;

  private final RandomGenerator random;
  private final List<App> apps;
  private final List<Integer> users;

  RandomJobs(RandomGenerator random, List<App> apps, List<Integer> users) {
    this.random = random;
    this.apps = apps;
    this.users = users;
  }

  /** A job with this id, of any app and user, or of the system on behalf of one. */
  JobRequest next(int jobId) {
    App app = oneOf(apps);
    int userId = oneOf(users);
    if (random.nextInt(6) == 0) {
      JobInfo info = info(jobId, new ComponentName("android", "com.android.server.SyncService"));
      return new JobRequest(
          info,
          SYSTEM_UID,
          Optional.of(app.packageName()),
          userId,
          Optional.empty(),
          random.nextBoolean()
              ? Optional.of("*sync*/com.example.authority/account:" + jobId)
              : Optional.empty());
    }
    Optional<String> namespace =
        Build.VERSION.SDK_INT >= 34 && random.nextInt(4) == 0
            ? Optional.of(oneOf(List.of("androidx.work.systemjobscheduler", "my ns", "a:b/c")))
            : Optional.empty();
    JobInfo info = info(jobId, new ComponentName(app.packageName(), service(app)));
    return new JobRequest(
        info, app.uid(userId), Optional.empty(), userId, namespace, Optional.empty());
  }

  private String service(App app) {
    return random.nextBoolean()
        ? app.packageName() + ".Work"
        : "androidx.work.impl.background.systemjob.SystemJobService";
  }

  /** Not every combination is a job; Android's own builder decides. */
  private JobInfo info(int jobId, ComponentName component) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        return attempt(new JobInfo.Builder(jobId, component));
      } catch (IllegalArgumentException notAJob) {
        // Another draw.
      }
    }
    throw new AssertionError("no valid job in " + MOST_ATTEMPTS + " draws");
  }

  private JobInfo attempt(JobInfo.Builder job) {
    switch (random.nextInt(4)) {
      case 0 -> periodic(job);
      case 1 -> content(job);
      default -> oneOff(job);
    }
    constraints(job);
    network(job);
    importance(job);
    if (random.nextInt(3) == 0) {
      job.setPersisted(true);
    }
    if (random.nextInt(3) == 0) {
      job.setBackoffCriteria(
          (1 + random.nextInt(60)) * 10_000L,
          random.nextBoolean()
              ? JobInfo.BACKOFF_POLICY_LINEAR
              : JobInfo.BACKOFF_POLICY_EXPONENTIAL);
    }
    if (random.nextInt(3) == 0) {
      job.setExtras(extras());
    }
    return job.build();
  }

  private void periodic(JobInfo.Builder job) {
    long interval = (15 + random.nextInt(600)) * MINUTE;
    if (random.nextBoolean()) {
      job.setPeriodic(interval, 5 * MINUTE + random.nextLong(interval));
    } else {
      job.setPeriodic(interval);
    }
  }

  private void content(JobInfo.Builder job) {
    for (int i = 0; i <= random.nextInt(3); i++) {
      job.addTriggerContentUri(
          new JobInfo.TriggerContentUri(
              Uri.parse("content://media/external/" + i),
              random.nextBoolean() ? JobInfo.TriggerContentUri.FLAG_NOTIFY_FOR_DESCENDANTS : 0));
    }
    if (random.nextBoolean()) {
      job.setTriggerContentUpdateDelay(random.nextLong(MINUTE));
      job.setTriggerContentMaxDelay(random.nextLong(10 * MINUTE));
    }
  }

  private void oneOff(JobInfo.Builder job) {
    if (random.nextBoolean()) {
      job.setMinimumLatency(random.nextLong(24 * 60 * MINUTE));
    }
    if (random.nextBoolean()) {
      job.setOverrideDeadline(random.nextLong(48 * 60 * MINUTE));
    }
  }

  private void constraints(JobInfo.Builder job) {
    if (random.nextInt(4) == 0) {
      job.setRequiresCharging(true);
    }
    if (random.nextInt(6) == 0) {
      job.setRequiresDeviceIdle(true);
    }
    if (Build.VERSION.SDK_INT >= 26) {
      if (random.nextInt(5) == 0) {
        job.setRequiresBatteryNotLow(true);
      }
      if (random.nextInt(5) == 0) {
        job.setRequiresStorageNotLow(true);
      }
    }
  }

  private void network(JobInfo.Builder job) {
    if (random.nextInt(2) == 0) {
      return;
    }
    if (Build.VERSION.SDK_INT >= 28 && random.nextInt(3) == 0) {
      NetworkRequest.Builder request =
          new NetworkRequest.Builder().addCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET);
      if (random.nextBoolean()) {
        request.addTransportType(NetworkCapabilities.TRANSPORT_WIFI);
      }
      job.setRequiredNetwork(request.build());
    } else {
      int kinds = Build.VERSION.SDK_INT >= 28 ? 5 : Build.VERSION.SDK_INT >= 24 ? 4 : 3;
      job.setRequiredNetworkType(random.nextInt(kinds));
    }
    if (Build.VERSION.SDK_INT >= 28 && random.nextInt(3) == 0) {
      job.setEstimatedNetworkBytes(random.nextInt(1 << 20), random.nextInt(1 << 20));
    }
  }

  private void importance(JobInfo.Builder job) {
    int level = Build.VERSION.SDK_INT;
    if (level >= 28 && random.nextInt(8) == 0) {
      job.setPrefetch(true);
    }
    if (level >= 31 && random.nextInt(6) == 0) {
      job.setExpedited(true);
    }
    if (level >= 34 && random.nextInt(8) == 0) {
      job.setUserInitiated(true);
    }
    if (level >= 33 && random.nextInt(3) == 0) {
      job.setPriority((1 + random.nextInt(5)) * 100);
    }
    if (level >= 35 && random.nextInt(3) == 0) {
      job.setTraceTag("tag-" + random.nextInt(10));
    }
    if (random.nextInt(6) == 0) {
      Hidden.call(job, level >= 33 ? "setBias" : "setPriority", oneOf(List.of(10, 20, 30, 35, 40)));
    }
  }

  private PersistableBundle extras() {
    PersistableBundle extras = new PersistableBundle();
    extras.putString("EXTRA_WORK_SPEC_ID", "spec-" + random.nextInt(1000));
    extras.putInt("EXTRA_WORK_SPEC_GENERATION", random.nextInt(10));
    extras.putBoolean("EXTRA_IS_PERIODIC", random.nextBoolean());
    return extras;
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
