package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.ActiveJob;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Constraints;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobInfo;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.PastRuns;
import io.github.jobdoctor.job.PendingJob;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.RunTimes;
import io.github.jobdoctor.job.Standby;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The jobs of API 21 to 23, a line each ({@link OneLine}), with the lists of pending and active
 * ones (reference/dumpsys-jobscheduler.md §4):
 *
 * <pre>
 * Registered jobs:
 *   262..:[ComponentInfo{...},jId=201,u0,R=(none,none),N=0,C=true,I=false,F=0,P=false(READY)]
 * Pending:
 * 262746403
 * Active jobs:
 * Running for: 15s timeout=181780739 fromnow=584616
 *   202..:[ComponentInfo{...},jId=710,u0,...]
 * </pre>
 *
 * <p>The pending list names jobs by a number of which a job's line shows three digits. Where
 * several jobs share these, nobody can tell which of them is pending, and their state stays open.
 */
final class OneLineJobs {

  private final List<OneLine> lines = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final Map<String, Integer> registeredByDigits = new HashMap<>();
  private final Map<String, Integer> pendingByDigits = new HashMap<>();
  private final List<String> pendingDigits = new ArrayList<>();
  private final List<Integer> pendingNumbers = new ArrayList<>();
  private final List<ActiveJob> active = new ArrayList<>();
  private boolean pendingListed;
  private boolean activeListed;

  /**
   * Reads the lines of jobs after {@code Registered jobs:}; empty ones between them are a tool's.
   */
  void readRegistered(LineCursor cursor) throws IOException {
    for (String line = cursor.peek(); line != null; line = cursor.peek()) {
      Optional<OneLine> job = OneLine.parse(line);
      if (job.isPresent()) {
        lines.add(job.get());
        numbers.add(cursor.number());
        texts.add(line);
        registeredByDigits.merge(job.get().digits(), 1, Integer::sum);
      } else if (!line.isBlank() && !line.strip().equals("None.")) {
        break;
      }
      cursor.advance();
    }
  }

  /** Reads the numbers after {@code Pending:}. */
  void readPending(LineCursor cursor) throws IOException {
    pendingListed = true;
    for (String line = cursor.peek(); isNumber(line) || isBlank(line); line = cursor.peek()) {
      if (!isBlank(line)) {
        String digits = OneLine.digitsOf(line.strip());
        pendingByDigits.merge(digits, 1, Integer::sum);
        pendingDigits.add(digits);
        pendingNumbers.add(cursor.number());
      }
      cursor.advance();
    }
  }

  /** Reads the running jobs after {@code Active jobs:}. */
  void readActive(LineCursor cursor) throws IOException {
    activeListed = true;
    Optional<Duration> runningFor = Optional.empty();
    Optional<Duration> timeoutIn = Optional.empty();
    for (String line = cursor.peek(); line != null; line = cursor.peek()) {
      Optional<OneLine> job = OneLine.parse(line);
      if (line.startsWith("Running for: ")) {
        runningFor = number(line, "Running for: ", "s").map(Duration::ofSeconds);
        timeoutIn = number(line, " fromnow=", "").map(Duration::ofMillis);
      } else if (job.isPresent()) {
        OneLine running = job.get();
        active.add(
            new ActiveJob(
                running.key(),
                running.name(),
                runningFor,
                timeoutIn,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                cursor.number()));
      } else if (!line.isBlank()) {
        break;
      }
      cursor.advance();
    }
  }

  /** The registered jobs. */
  List<Job> jobs(Set<Integer> startedUsers) {
    Set<JobKey> running = new HashSet<>();
    active.forEach(entry -> running.add(entry.key()));
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      OneLine line = lines.get(i);
      Optional<Boolean> runs =
          activeListed ? Optional.of(running.contains(line.key())) : Optional.empty();
      jobs.add(job(line, readiness(line, runs, startedUsers), numbers.get(i), texts.get(i)));
    }
    return jobs;
  }

  /** The pending jobs up to the first that cannot be told, so that the places are right. */
  List<PendingJob> pending() {
    List<PendingJob> pending = new ArrayList<>();
    for (int i = 0; i < pendingDigits.size(); i++) {
      String digits = pendingDigits.get(i);
      if (registeredByDigits.getOrDefault(digits, 0) != 1) {
        break;
      }
      for (OneLine line : lines) {
        if (line.digits().equals(digits)) {
          pending.add(
              new PendingJob(
                  line.key(),
                  line.name(),
                  Optional.empty(),
                  Optional.empty(),
                  pendingNumbers.get(i)));
        }
      }
    }
    return pending;
  }

  List<ActiveJob> active() {
    return active;
  }

  /** Android's own rule of these levels, from what the text shows of its terms. */
  private Optional<Readiness> readiness(
      OneLine line, Optional<Boolean> active, Set<Integer> startedUsers) {
    Optional<Boolean> pending = pending(line);
    Optional<Boolean> user =
        startedUsers.isEmpty()
            ? Optional.empty()
            : Optional.of(startedUsers.contains(line.key().caller().userId()));
    boolean runs = active.orElse(false);
    if (active.isEmpty() || (pending.isEmpty() && !runs)) {
      return Optional.empty();
    }
    boolean ready = line.ready() && user.orElse(true) && !runs && !pending.orElse(false);
    return Optional.of(
        new Readiness(
            ready,
            Optional.of(line.ready()),
            user,
            Optional.empty(),
            pending,
            active,
            Optional.empty(),
            Optional.empty()));
  }

  private Optional<Boolean> pending(OneLine line) {
    int entries = pendingByDigits.getOrDefault(line.digits(), 0);
    if (!pendingListed) {
      return Optional.empty();
    }
    if (entries == 0) {
      return Optional.of(false);
    }
    return entries >= registeredByDigits.get(line.digits()) ? Optional.of(true) : Optional.empty();
  }

  private static Job job(OneLine line, Optional<Readiness> readiness, int number, String text) {
    List<Constraint> satisfied = new ArrayList<>();
    List<Constraint> unsatisfied = new ArrayList<>();
    line.appNotIdle()
        .ifPresent(holds -> (holds ? satisfied : unsatisfied).add(Constraint.APP_NOT_IDLE));
    return new Job(
        line.key(),
        line.name(),
        Optional.empty(),
        Optional.empty(),
        new JobInfo(
            Optional.of(line.name()),
            Optional.empty(),
            line.persisted(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            0,
            0,
            line.network(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty()),
        new Constraints(line.required(), List.of(), List.of(), satisfied, unsatisfied),
        Map.of(),
        new Standby(
            Optional.empty(), Optional.empty(), Optional.empty(), false, false, false, false),
        new RunTimes(Optional.empty(), line.earliest(), line.latest(), Optional.empty()),
        new PastRuns(line.numFailures(), 0, Optional.empty(), Optional.empty(), Duration.ZERO),
        OptionalInt.empty(),
        List.of(),
        readiness,
        number,
        List.of(text));
  }

  private static boolean isBlank(String line) {
    return line != null && line.isBlank();
  }

  private static boolean isNumber(String line) {
    return line != null && JobHeading.jobId(line.strip()).isPresent();
  }

  private static Optional<Long> number(String line, String before, String after) {
    int start = line.indexOf(before) + before.length();
    int end = start;
    while (end < line.length()
        && (line.charAt(end) == '-' || Character.isDigit(line.charAt(end)))) {
      end++;
    }
    OptionalInt number =
        start >= before.length() && line.startsWith(after, end)
            ? JobHeading.jobId(line.substring(start, end))
            : OptionalInt.empty();
    return number.isPresent() ? Optional.of((long) number.getAsInt()) : Optional.empty();
  }
}
