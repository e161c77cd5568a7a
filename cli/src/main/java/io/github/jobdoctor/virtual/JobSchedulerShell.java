package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code cmd jobscheduler SUBCOMMAND …} of API 24 and later: the same texts, streams, results and
 * order of checks as Android's own.
 */
final class JobSchedulerShell {

  private static final int FAILED = -1;
  private static final int NO_PACKAGE = -1000;
  private static final int NO_JOB = -1001;
  private static final int CONSTRAINTS = -1002;

  private final int apiLevel;
  private final JobBoard board;
  private final Instant now;

  JobSchedulerShell(int apiLevel, JobBoard board, Instant now) {
    this.apiLevel = apiLevel;
    this.board = board;
    this.now = now;
  }

  /** Answers a subcommand; help is answered elsewhere. */
  int run(Program.Invocation invocation) throws IOException {
    // The cmd program of Android 7 throws the result away.
    int result = answer(invocation);
    return apiLevel < 26 ? 0 : result;
  }

  private int answer(Program.Invocation invocation) throws IOException {
    String subcommand = invocation.arguments().get(0);
    try {
      JobSchedulerArguments arguments = new JobSchedulerArguments(invocation.arguments());
      return switch (subcommand) {
        case "run" -> runJob(arguments, invocation);
        case "get-job-state" ->
            apiLevel >= 26 ? getJobState(arguments, invocation) : unknown(subcommand, invocation);
        case "cancel" ->
            apiLevel >= 28 ? cancel(arguments, invocation) : unknown(subcommand, invocation);
        case "timeout" ->
            apiLevel >= 26
                ? stop(arguments, "force timeout from shell", invocation)
                : unknown(subcommand, invocation);
        case "stop" ->
            apiLevel >= 34
                ? stop(arguments, "stop from shell", invocation)
                : unknown(subcommand, invocation);
        case "reset-execution-quota" ->
            apiLevel >= 30 ? resetQuota(arguments) : unknown(subcommand, invocation);
        default -> {
          OptionalInt result =
              apiLevel >= 26
                  ? new ConditionSubcommands(apiLevel, board).run(invocation)
                  : OptionalInt.empty();
          yield result.isPresent() ? result.getAsInt() : unknown(subcommand, invocation);
        }
      };
    } catch (JobSchedulerArguments.Refused e) {
      invocation.print(e.getMessage() + "\n");
      return FAILED;
    } catch (IllegalArgumentException e) {
      // Android catches whatever a subcommand throws and prints it where results go.
      invocation.print("Exception: " + e + "\n");
      return FAILED;
    }
  }

  private static int unknown(String subcommand, Program.Invocation invocation) throws IOException {
    invocation.print("Unknown command: " + subcommand + "\n");
    return FAILED;
  }

  private static int answer(String text, Program.Invocation invocation) throws IOException {
    invocation.print(text + "\n");
    return 0;
  }

  private int runJob(JobSchedulerArguments arguments, Program.Invocation invocation)
      throws IOException {
    JobSelection selection = JobSelection.read(arguments, apiLevel, "0");
    boolean force = selection.options().contains("-f");
    boolean satisfied = selection.options().contains("-s");
    if (force && satisfied) {
      throw new JobSchedulerArguments.Refused("Cannot specify both --force and --satisfied");
    }
    selection.requireJob(arguments);
    OptionalInt uid = board.uid(selection.packageName(), selection.userOrFirst());
    if (uid.isEmpty()) {
      return noPackage(selection, invocation);
    }
    Optional<RecordedJob> job = board.find(selection.keyOf(uid.getAsInt()));
    if (job.isEmpty()) {
      return noJob(selection, invocation);
    }
    OverrideState override =
        force ? OverrideState.FULL : satisfied ? OverrideState.SORTING : OverrideState.SOFT;
    if (!board.run(job.get(), override, now)) {
      printError(
          "Job "
              + selection.id()
              + " in package "
              + selection.described()
              + " has functional constraints but --force not specified",
          invocation);
      return CONSTRAINTS;
    }
    return answer(force ? "Running job [FORCED]" : "Running job", invocation);
  }

  private int getJobState(JobSchedulerArguments arguments, Program.Invocation invocation)
      throws IOException {
    JobSelection selection = JobSelection.read(arguments, apiLevel, "0");
    selection.requireJob(arguments);
    OptionalInt uid = board.uid(selection.packageName(), selection.userOrFirst());
    if (uid.isEmpty()) {
      invocation.print("unknown(" + selection.packageName() + ")\n");
      return noPackage(selection, invocation);
    }
    Optional<RecordedJob> found = board.find(selection.keyOf(uid.getAsInt()));
    if (found.isEmpty()) {
      invocation.print(
          "unknown(" + UidText.format(uid.getAsInt()) + "/jid" + selection.id() + ")\n");
      return noJob(selection, invocation);
    }
    invocation.print(states(found.get()));
    return 0;
  }

  /** `pending` and `waiting` come without a line end of their own, the other words with one. */
  private String states(RecordedJob job) {
    List<String> words = new ArrayList<>();
    if (job.isPending()) {
      words.add("pending");
    }
    if (job.isActive()) {
      words.add("active\n");
    }
    if (!job.readyTerm("user")) {
      words.add("user-stopped\n");
    }
    if (!job.readyTerm("!backingup")) {
      words.add("backing-up\n");
    }
    if (!job.readyTerm("comp")) {
      words.add("no-component\n");
    }
    if (isReady(job)) {
      words.add("ready\n");
    }
    if (words.isEmpty()) {
      words.add("waiting");
    }
    return String.join(" ", words) + "\n";
  }

  private boolean isReady(RecordedJob job) {
    return job.block(apiLevel, now).stream().anyMatch(line -> line.contains("(job=true "));
  }

  private int cancel(JobSchedulerArguments arguments, Program.Invocation invocation)
      throws IOException {
    JobSelection selection = JobSelection.read(arguments, apiLevel, "0");
    if (selection.userId().isEmpty()) {
      invocation.print("Error: must specify a concrete user ID\n");
      return FAILED;
    }
    int userId = selection.userOrFirst();
    selection.requirePackage(arguments);
    String packageName = selection.packageName();
    OptionalInt uid = board.uid(packageName, userId);
    if (uid.isEmpty()) {
      invocation.print("Package " + packageName + " not found.\n");
      return NO_PACKAGE;
    }
    boolean all = selection.jobId().isEmpty();
    invocation.print(
        (all
                ? "Canceling all jobs for " + packageName
                : "Canceling job " + packageName + "/#" + selection.id())
            + " in user "
            + userId
            + "\n");
    List<RecordedJob> cancelled =
        board.jobs().stream()
            .filter(job -> job.key().callingUid() == uid.getAsInt())
            .filter(job -> all || selection.namesExactly(job))
            .toList();
    cancelled.forEach(job -> board.cancel(job, now));
    if (cancelled.isEmpty()) {
      invocation.print(all ? "No matching jobs found.\n" : "No matching job found.\n");
    }
    return 0;
  }

  private int stop(JobSchedulerArguments arguments, String reason, Program.Invocation invocation)
      throws IOException {
    JobSelection selection = JobSelection.read(arguments, apiLevel, "all");
    List<RecordedJob> stopped =
        board.contexts().running().stream()
            .flatMap(key -> board.find(key).stream())
            .filter(selection::includes)
            .toList();
    for (RecordedJob job : stopped) {
      if (apiLevel >= 27) {
        invocation.print(
            apiLevel >= 34
                ? "Stopping job: " + job.uniqueId() + " " + job.service() + "\n"
                : "Timing out: " + job.uidAndId() + " " + job.service() + "\n");
      }
      board.stop(job, apiLevel >= 34 ? "stop from shell" : reason, now);
    }
    // API 26 says so even when it has stopped something.
    if (stopped.isEmpty() || apiLevel == 26) {
      invocation.print("No matching executing jobs found.\n");
    }
    return 0;
  }

  /** Neither says anything nor checks that there is such a package. */
  private int resetQuota(JobSchedulerArguments arguments) {
    JobSelection selection = JobSelection.read(arguments, apiLevel, "0");
    selection.requirePackage(arguments);
    board.forgetQuota(selection.packageName(), selection.userOrFirst());
    return 0;
  }

  /** What Android 7 prints where results go. */
  private void printError(String text, Program.Invocation invocation) throws IOException {
    if (apiLevel < 26) {
      invocation.print(text + "\n");
    } else {
      invocation.printError(text + "\n");
    }
  }

  private int noPackage(JobSelection job, Program.Invocation invocation) throws IOException {
    printError(
        "Package not found: " + job.packageName() + " / user " + job.userOrFirst(), invocation);
    return NO_PACKAGE;
  }

  private int noJob(JobSelection job, Program.Invocation invocation) throws IOException {
    printError("Could not find job " + job.id() + " in package " + job.described(), invocation);
    return NO_JOB;
  }
}
