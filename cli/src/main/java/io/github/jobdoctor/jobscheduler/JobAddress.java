package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The words by which a subcommand of {@code cmd jobscheduler} finds a job. */
final class JobAddress {

  private static final int NAMESPACES_SINCE = 34;

  private JobAddress() {}

  /** For what looks the job up by its calling uid: user, namespace, package of the service, id. */
  static List<String> ofCaller(Job job, OptionalInt apiLevel) {
    int user = job.key().caller().userId();
    List<String> words = new ArrayList<>();
    if (user != 0) {
      words.addAll(user(user));
    }
    words.addAll(namespace(job, apiLevel));
    words.add(job.servicePackage().or(job::packageName).orElse(""));
    words.add(Integer.toString(job.key().jobId()));
    return words;
  }

  /**
   * For what goes through the running jobs and compares their source package. There no user means
   * every user, and since API 34 no namespace means only jobs without one.
   */
  static List<String> ofSource(Job job, OptionalInt apiLevel) {
    List<String> words = new ArrayList<>(user(job.key().caller().userId()));
    words.addAll(namespace(job, apiLevel));
    words.add(job.packageName().orElse(""));
    words.add(Integer.toString(job.key().jobId()));
    return words;
  }

  /** The option for a user. */
  static List<String> user(int user) {
    return List.of("-u", Integer.toString(user));
  }

  private static List<String> namespace(Job job, OptionalInt apiLevel) {
    Optional<String> namespace =
        job.key().namespace().filter(name -> apiLevel.orElse(NAMESPACES_SINCE) >= NAMESPACES_SINCE);
    return namespace.map(name -> List.of("-n", name)).orElse(List.of());
  }
}
