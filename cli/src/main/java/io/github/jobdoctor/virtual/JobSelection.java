package io.github.jobdoctor.virtual;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The job, or the jobs, that a {@code cmd jobscheduler} subcommand is about: {@code [OPTIONS]
 * [PACKAGE] [JOB_ID]}.
 *
 * @param options the options without a value, in their short form
 * @param userId whose jobs; absent: those of all users
 * @param namespace in which namespace; empty: in none
 * @param named the package; absent: any
 * @param jobId the number; absent: any
 */
record JobSelection(
    Set<String> options,
    OptionalInt userId,
    String namespace,
    Optional<String> named,
    OptionalInt jobId) {

  /**
   * Reads all arguments.
   *
   * @param defaultUser the user when none is given
   * @throws IllegalArgumentException for what is no number
   */
  static JobSelection read(JobSchedulerArguments arguments, int apiLevel, String defaultUser) {
    String subcommand = arguments.subcommand();
    Set<String> options = new HashSet<>();
    String user = defaultUser;
    String namespace = "";
    for (Optional<String> next = arguments.option(); next.isPresent(); next = arguments.option()) {
      String option = next.get();
      switch (option) {
        case "-u", "--user" -> user = arguments.next();
        case "-n", "--namespace" -> {
          arguments.refuseUnless(apiLevel >= 34, option);
          namespace = arguments.next();
        }
        case "-f", "--force" -> {
          arguments.refuseUnless(subcommand.equals("run"), option);
          options.add("-f");
        }
        case "-s", "--satisfied", "--stop-reason" -> {
          if (subcommand.equals("stop") && apiLevel >= 34) {
            Integer.parseInt(arguments.next());
          } else {
            arguments.refuseUnless(subcommand.equals("run") && apiLevel >= 30, option);
            options.add("-s");
          }
        }
        case "-i", "--internal-stop-reason" -> {
          arguments.refuseUnless(subcommand.equals("stop"), option);
          Integer.parseInt(arguments.next());
        }
        default -> arguments.refuseUnless(false, option);
      }
    }
    // Words for users came to `run` with API 35; before, they were not a number.
    boolean words = !subcommand.equals("run") || apiLevel >= 35;
    int userId = words ? userOf(user) : Integer.parseInt(user);
    Optional<String> named = arguments.maybeNext();
    Optional<String> id = arguments.maybeNext();
    return new JobSelection(
        options,
        userId < 0 ? OptionalInt.empty() : OptionalInt.of(userId),
        namespace,
        named,
        id.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(id.get())));
  }

  /** A number, or a word: -1 for all users; the current one is always user 0 here. */
  private static int userOf(String text) {
    return switch (text) {
      case "all" -> -1;
      case "current", "cur" -> 0;
      default -> Integer.parseInt(text);
    };
  }

  /** Fails as Android does when the package is missing. */
  void requirePackage(JobSchedulerArguments arguments) {
    if (named.isEmpty()) {
      throw arguments.missing();
    }
  }

  /** Fails as Android does when the package or the number is missing. */
  void requireJob(JobSchedulerArguments arguments) {
    if (jobId.isEmpty()) {
      throw arguments.missing();
    }
  }

  String packageName() {
    return named.orElseThrow();
  }

  int id() {
    return jobId.orElseThrow();
  }

  /** One user: Android takes all users for the first one where it needs one. */
  int userOrFirst() {
    return userId.orElse(0);
  }

  RecordedJobKey keyOf(int uid) {
    return new RecordedJobKey(namespace, uid, id());
  }

  /** As error messages describe where they looked. */
  String described() {
    return packageName()
        + (namespace.isEmpty() ? "" : " / namespace " + namespace)
        + " / user "
        + userOrFirst();
  }

  /** Whether a running job is meant; without a namespace only jobs without one are. */
  boolean includes(RecordedJob job) {
    return (userId.isEmpty() || userId.getAsInt() == UidText.userId(job.key().callingUid()))
        && named.map(job.sourcePackage()::equals).orElse(true)
        && (jobId.isEmpty() || namesExactly(job))
        && namespace.equals(job.key().namespace());
  }

  boolean namesExactly(RecordedJob job) {
    return jobId.equals(OptionalInt.of(job.key().jobId()))
        && namespace.equals(job.key().namespace());
  }
}
