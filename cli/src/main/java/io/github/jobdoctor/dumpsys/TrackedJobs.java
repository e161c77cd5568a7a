package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.Uid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Jobs as controllers list them, each with the uid that it works for:
 *
 * <pre>
 * #u0a1/5 from u0a1: …             up to API 33
 * ##u0a1/5 from u0a1: …            later
 * #my.space:u0a1/5 from u0a1: …    later, in a namespace
 * u0a1/5, my.space:u0a1/5          where Android leaves its own # out
 * </pre>
 *
 * <p>The same jobs are listed by several controllers, so each is read once.
 */
final class TrackedJobs {

  private static final String FROM = " from ";

  private final Map<String, Optional<JobKey>> keys = new HashMap<>();
  private final Map<String, Optional<Uid>> uids = new HashMap<>();

  /**
   * A line that begins with a job.
   *
   * @param key the job
   * @param rest what follows the uid that it works for
   */
  record Tracked(JobKey key, String rest) {}

  /** The job that a line begins with; {@code null} when it begins with none. */
  Tracked of(String text) {
    // A namespace may contain anything, also " from ": the last one that fits is Android's.
    for (int from = text.lastIndexOf(FROM); from > 0; from = text.lastIndexOf(FROM, from - 1)) {
      int end = from + FROM.length();
      while (end < text.length() && isUidPart(text.charAt(end))) {
        end++;
      }
      if (uid(text.substring(from + FROM.length(), end)).isPresent()) {
        Optional<JobKey> key = key(text.substring(0, from));
        if (key.isPresent()) {
          return new Tracked(key.get(), text.substring(end));
        }
      }
    }
    return null;
  }

  private static boolean isUidPart(char c) {
    return (c >= '0' && c <= '9') || "uasip".indexOf(c) >= 0;
  }

  private Optional<Uid> uid(String text) {
    return uids.computeIfAbsent(text, Uid::parse);
  }

  private Optional<JobKey> key(String text) {
    return keys.computeIfAbsent(text, this::parse);
  }

  private Optional<JobKey> parse(String text) {
    int slash = text.lastIndexOf('/');
    OptionalInt jobId =
        slash > 0 ? JobHeading.jobId(text.substring(slash + 1)) : OptionalInt.empty();
    if (jobId.isEmpty()) {
      return Optional.empty();
    }
    String owner = text.substring(0, slash);
    String plain = owner.startsWith("##") ? owner.substring(2) : withoutHash(owner);
    Optional<Uid> uid = uid(plain);
    if (uid.isPresent()) {
      return Optional.of(new JobKey(Optional.empty(), uid.get(), jobId.getAsInt()));
    }
    String named = withoutHash(owner);
    int colon = named.lastIndexOf(':');
    return colon <= 0
        ? Optional.empty()
        : uid(named.substring(colon + 1))
            .map(
                caller ->
                    new JobKey(Optional.of(named.substring(0, colon)), caller, jobId.getAsInt()));
  }

  private static String withoutHash(String owner) {
    return owner.startsWith("#") ? owner.substring(1) : owner;
  }
}
