package io.github.jobdoctor.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places in which jobs run: the {@code Active jobs:} of a dump, and from API 33 on its {@code
 * Idle contexts}, which were slots among the active ones before.
 */
final class JobContexts {

  // "  Slot #0(ID=608462784): 14bc967 #u0a124/20 ..." from API 33 on; "  Slot #6: inactive" before
  private static final Pattern SLOT = Pattern.compile("  Slot #(\\d+)(?:\\(ID=(\\d+)\\))?: (.*)");

  // "  ID=863452394: inactive"
  private static final Pattern IDLE = Pattern.compile("  ID=(\\d+): (inactive.*)");

  private final int apiLevel;
  private final List<Context> contexts = new ArrayList<>();

  /** One place; its fields say what is there now. */
  private static final class Context {
    private final String id;
    private String idle = "inactive";
    private Optional<RecordedJobKey> job = Optional.empty();

    /** The entry of the job that was running when the dump was recorded; else of no meaning. */
    private List<String> recorded = new ArrayList<>();

    /** The job that was started here; null while there is the recorded one, or none. */
    private RecordedJob started;

    private Instant startedAt;
    private Optional<Instant> endedAt = Optional.empty();
    private String endReason = "";

    Context(String id) {
      this.id = id;
    }

    String idleText(Instant now) {
      return endedAt
          .map(
              at ->
                  "inactive since "
                      + DumpDuration.format(Duration.between(now, at))
                      + ", stopped because: "
                      + endReason)
          .orElse(idle);
    }
  }

  JobContexts(int apiLevel, List<String> active, List<String> idle) {
    this.apiLevel = apiLevel;
    for (String line : active) {
      Matcher slot = SLOT.matcher(line);
      if (slot.matches()) {
        Context context = new Context(slot.group(2) == null ? slot.group(1) : slot.group(2));
        context.job = JobLines.ofShortString(slot.group(3));
        context.idle = context.job.isPresent() ? "inactive" : slot.group(3);
        context.recorded.add(slot.group(3));
        contexts.add(context);
      } else if (!contexts.isEmpty() && line.startsWith("    ")) {
        contexts.get(contexts.size() - 1).recorded.add(line);
      }
    }
    for (String line : idle) {
      Matcher matcher = IDLE.matcher(line);
      if (matcher.matches()) {
        Context context = new Context(matcher.group(1));
        context.idle = matcher.group(2);
        contexts.add(context);
      }
    }
  }

  /** Puts a job that starts into the first free place; makes one when all are taken. */
  void start(RecordedJob job, Instant now) {
    Context free =
        contexts.stream()
            .filter(context -> context.job.isEmpty())
            .findFirst()
            .orElseGet(
                () -> {
                  contexts.add(new Context(Integer.toString(contexts.size())));
                  return contexts.get(contexts.size() - 1);
                });
    free.job = Optional.of(job.key());
    free.started = job;
    free.startedAt = now;
  }

  /** The jobs that run, in the order of their places. */
  List<RecordedJobKey> running() {
    return contexts.stream().flatMap(context -> context.job.stream()).toList();
  }

  void end(RecordedJobKey job, Instant at, String reason) {
    for (Context context : contexts) {
      if (context.job.equals(Optional.of(job))) {
        context.job = Optional.empty();
        context.endedAt = Optional.of(at);
        context.endReason = reason;
      }
    }
  }

  /** The section {@code Active jobs:} with the blank line after it. */
  List<String> activeLines(Instant now, Predicate<RecordedJobKey> hidden) {
    List<String> lines = new ArrayList<>(List.of("Active jobs:"));
    int slot = 0;
    for (Context context : contexts) {
      boolean idle = context.job.isEmpty();
      if ((idle && apiLevel >= 33) || context.job.filter(hidden).isPresent()) {
        continue;
      }
      String place = "  Slot #" + (apiLevel >= 33 ? slot + "(ID=" + context.id + ")" : context.id);
      slot++;
      if (idle) {
        lines.add(place + ": " + context.idleText(now));
      } else if (context.started == null) {
        lines.add(place + ": " + context.recorded.get(0));
        lines.addAll(context.recorded.subList(1, context.recorded.size()));
      } else {
        lines.add(place + ": " + context.started.shortString());
        lines.addAll(ActiveJobLines.of(context.started, apiLevel, context.startedAt, now));
      }
    }
    if (apiLevel >= 33 && slot == 0) {
      lines.add("  N/A");
    }
    lines.add("");
    return lines;
  }

  /** The section {@code Idle contexts} with the blank line after it; for API 33 and later. */
  List<String> idleLines(Instant now) {
    List<String> lines = new ArrayList<>();
    for (Context context : contexts) {
      if (context.job.isEmpty()) {
        lines.add("  ID=" + context.id + ": " + context.idleText(now));
      }
    }
    lines.add(0, "Idle contexts (" + lines.size() + "):");
    lines.add("");
    return lines;
  }
}
