package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The log of a demonstration device, as far as WorkManager writes it at its usual level INFO: what
 * workers returned. That one was left out, since its time had not come, it does not show there.
 */
final class WorkerLogcat {

  private static final String TAG = "WM-WorkerWrapper";
  private static final String SERVICE = "androidx.work.impl.background.systemjob.SystemJobService";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final List<Entry> entries = new ArrayList<>();

  private record Entry(Instant at, int uid, String message) {

    String text(boolean withUid) {
      int process = 4000 + UidText.appId(uid) % 1000;
      return TIME.format(at)
          + " "
          + (withUid ? String.format("%5d ", uid) : "")
          + String.format("%5d %5d I %-8s: %s%n", process, process + 8, TAG, message);
    }
  }

  /** A job came to its end by itself. */
  void finished(RecordedJob job, boolean beforeItsTime, Instant at) {
    if (job.service().endsWith(SERVICE) && !beforeItsTime) {
      UUID work = UUID.nameUUIDFromBytes(job.uniqueId().getBytes(StandardCharsets.UTF_8));
      entries.add(
          new Entry(
              at,
              job.key().callingUid(),
              "Worker result SUCCESS for Work [ id="
                  + work
                  + ", tags={ "
                  + job.servicePackage()
                  + ".SyncWorker } ]"));
    }
  }

  /**
   * Answers {@code logcat -d}; of what else it knows only {@code -v uid}, and {@code -s} with tags.
   * It never waits for more.
   */
  int print(Program.Invocation invocation) throws IOException {
    List<String> words = invocation.arguments();
    boolean filtered = words.contains("-s");
    boolean wanted = !filtered || words.stream().anyMatch(word -> word.startsWith(TAG));
    invocation.print("--------- beginning of main\n");
    for (Entry entry : wanted ? entries : List.<Entry>of()) {
      invocation.print(entry.text(words.contains("uid")));
    }
    return 0;
  }
}
