package io.github.jobdoctor.job;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job as a person types it:
 *
 * <pre>
 * 275                       the id
 * com.x/275                 package and id
 * u0a453/275, #10453/275    calling uid and id
 * NAMESPACE:u0a453/275      namespace, calling uid and id
 * NAMESPACE:275             namespace and id
 * SyncWorker                class of the worker or of the service, with or without its package
 * com.x/.SyncService        component of the service
 * </pre>
 */
public final class JobReference {

  private static final Pattern ID = Pattern.compile("-?\\d{1,10}");
  private static final Pattern OWNER_AND_ID = Pattern.compile("#?([^/\\s]+)/(-?\\d{1,10})");
  private static final Pattern NAMESPACE_AND_REST =
      Pattern.compile("#?(.+):((?:[^/:\\s]+/)?-?\\d{1,10})");

  private final String text;
  private final Predicate<Job> matches;

  private JobReference(String text, Predicate<Job> matches) {
    this.text = text;
    this.matches = matches;
  }

  /** What {@code text} refers to. */
  public static JobReference of(String text) {
    String trimmed = text.strip();
    Predicate<Job> byName = job -> isNamed(job, trimmed);
    return new JobReference(trimmed, byName.or(byId(trimmed)));
  }

  /**
   * The jobs of the snapshot that are meant: none, one, or several to choose from. A whole identity
   * as it is printed means that job alone, also where others have the same number in a namespace.
   */
  public List<Job> in(JobSchedulerSnapshot snapshot) {
    List<Job> exact =
        snapshot.jobs().stream().filter(job -> job.key().toString().equals(text)).toList();
    return exact.isEmpty() ? snapshot.jobs().stream().filter(matches).toList() : exact;
  }

  private static Predicate<Job> byId(String text) {
    if (ID.matcher(text).matches()) {
      return job -> Integer.toString(job.key().jobId()).equals(text);
    }
    Predicate<Job> meant = job -> job.key().toString().equals(text);
    Matcher owned = OWNER_AND_ID.matcher(text);
    if (owned.matches()) {
      Optional<Uid> uid = Uid.parse(owned.group(1));
      String owner = owned.group(1);
      String id = owned.group(2);
      return meant.or(
          job ->
              Integer.toString(job.key().jobId()).equals(id)
                  && (uid.filter(job.key().caller()::equals).isPresent()
                      || job.packageName().filter(owner::equals).isPresent()
                      || job.servicePackage().filter(owner::equals).isPresent()));
    }
    Matcher spaced = NAMESPACE_AND_REST.matcher(text);
    if (spaced.matches()) {
      String namespace = spaced.group(1);
      Predicate<Job> rest = byId(spaced.group(2));
      return meant.or(
          job -> job.key().namespace().filter(namespace::equals).isPresent() && rest.test(job));
    }
    return meant;
  }

  private static boolean isNamed(Job job, String text) {
    if (job.worker().filter(worker -> isClass(worker, text)).isPresent()) {
      return true;
    }
    // All of WorkManager's jobs share one service: its name tells none of them.
    return !job.isWorkManager()
        && job.info()
            .service()
            .filter(
                service ->
                    service.equals(text)
                        || isClass(service.substring(service.indexOf('/') + 1), text)
                        || expanded(service).equals(text))
            .isPresent();
  }

  private static boolean isClass(String name, String text) {
    return !text.isEmpty() && (name.equals(text) || name.endsWith("." + text));
  }

  /** {@code com.x/.Svc} as the class {@code com.x.Svc}. */
  private static String expanded(String service) {
    int slash = service.indexOf('/');
    String name = service.substring(slash + 1);
    return name.startsWith(".") && slash >= 0 ? service.substring(0, slash) + name : name;
  }
}
