package io.github.jobdoctor.tui;

import io.github.jobdoctor.job.Job;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something that the device shall do. */
sealed interface Errand {

  /** What is asked, for the question and the message: {@code run ChargingJob (u0a123/1)}. */
  String words();

  /** Which kind of errand it is. */
  Kind kind();

  /** What several errands of one kind come to, in words: how many first, then about what. */
  static String words(List<Errand> errands) {
    Errand first = errands.get(0);
    if (errands.size() == 1) {
      return first.words();
    }
    String about =
        errands.stream().limit(NAMED).map(Errand::about).collect(Collectors.joining(", "))
            + (errands.size() > NAMED ? " and " + (errands.size() - NAMED) + " more" : "");
    if (first instanceof OfJob job) {
      return job.verb() + " " + errands.size() + " jobs: " + about;
    }
    if (first instanceof Bucket bucket) {
      String apps = "put " + errands.size() + " apps ";
      return apps
          + bucket.bucket().map(name -> "into bucket " + name).orElse("back into their buckets")
          + ": "
          + about;
    }
    return first.words();
  }

  /** So many are named, before the others are only counted. */
  int NAMED = 5;

  /** The job or app that it is about. */
  String about();

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
      return verb() + " " + about();
    }

    @Override
    public String about() {
      return name + " (" + job.key() + ")";
    }

    String verb() {
      return switch (kind) {
        case RUN -> "run";
        case FORCE_RUN -> "force-run";
        case STOP -> "stop";
        case CANCEL -> "cancel";
        case BUCKET, DOZE, UNPLUG -> throw new IllegalStateException(kind + " has no job");
      };
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
    public String about() {
      return packageName;
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
    public String about() {
      return "the device";
    }

    @Override
    public String words() {
      return kind == Kind.DOZE
          ? (on ? "force the device into Doze" : "take forced Doze back")
          : (on ? "let the device seem unplugged" : "take the faked battery back");
    }
  }
}
