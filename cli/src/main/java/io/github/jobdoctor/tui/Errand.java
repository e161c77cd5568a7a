package io.github.jobdoctor.tui;

import io.github.jobdoctor.job.Job;
import java.util.Optional;

/** Something that the device shall do. */
sealed interface Errand {

  /** What is asked, for the question and the message: {@code run ChargingJob (u0a123/1)}. */
  String words();

  /** Which kind of errand it is. */
  Kind kind();

  /** The kinds of errands. */
  enum Kind {
    RUN,
    FORCE_RUN,
    STOP,
    CANCEL,
    BUCKET,
    DOZE,
    UNPLUG
  }

  /** An errand about a job. */
  record OfJob(Kind kind, Job job, String name) implements Errand {
    @Override
    public String words() {
      String verb =
          switch (kind) {
            case RUN -> "run";
            case FORCE_RUN -> "force-run";
            case STOP -> "stop";
            case CANCEL -> "cancel";
            case BUCKET, DOZE, UNPLUG -> throw new IllegalStateException(kind + " has no job");
          };
      return verb + " " + name + " (" + job.key() + ")";
    }
  }

  /**
   * The standby bucket of an app.
   *
   * @param bucket the word of {@code am set-standby-bucket}; absent to take it back
   */
  record Bucket(String packageName, int userId, Optional<String> bucket) implements Errand {
    @Override
    public Kind kind() {
      return Kind.BUCKET;
    }

    @Override
    public String words() {
      return bucket
          .map(name -> "put " + packageName + " into bucket " + name)
          .orElse("put " + packageName + " back into its bucket");
    }
  }

  /** Doze, or a battery that seems unplugged; the other way round takes it back. */
  record Switch(Kind kind, boolean on) implements Errand {
    @Override
    public String words() {
      return kind == Kind.DOZE
          ? (on ? "force the device into Doze" : "take forced Doze back")
          : (on ? "let the device seem unplugged" : "take the faked battery back");
    }
  }
}
