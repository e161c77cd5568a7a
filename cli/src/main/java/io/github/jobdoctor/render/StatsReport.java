package io.github.jobdoctor.render;

import io.github.jobdoctor.job.Concurrency;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.PackageUse;
import io.github.jobdoctor.job.PackageUse.BucketQuota;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.source.Reading;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The answer of {@code stats}: what packages' jobs have used, and how many may run at once.
 *
 * @param entries one for each source
 * @param headings whether tables and CSV begin with a line of headings
 */
public record StatsReport(List<Entry> entries, boolean headings) {

  private static final List<String> COLUMNS =
      List.of(
          "PACKAGE",
          "BUCKET",
          "QUOTA LEFT",
          "USED",
          "JOBS",
          "SESSIONS",
          "BACK",
          "EXPEDITED",
          "QUEUED",
          "RAN",
          "ENDED BY");

  private static final List<String> FIELDS =
      COLUMNS.stream().map(word -> word.toLowerCase(Locale.ROOT).replace(' ', '_')).toList();

  private static final List<String> MEMORY = List.of("normal", "moderate", "low", "critical");

  /**
   * One source.
   *
   * @param reading what came of reading it
   * @param packages the chosen packages
   */
  public record Entry(Reading reading, List<PackageUse> packages) implements Sourced.OfReading {}

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE -> writeTable(out, surface);
      case WIDE -> writeTable(out, surface.unlimited());
      case JSON, YAML, NDJSON, CSV, NAME ->
          new Listing<>("stats", entries, Entry::packages)
              .json(StatsReport::ofSource, StatsReport::fields)
              .csv(headings, FIELDS, StatsReport::texts)
              .names(use -> Optional.of(use.packageName()))
              .write(out, format);
    }
  }

  private void writeTable(Writer out, Surface surface) {
    List<Table.Column> columns = new ArrayList<>();
    for (String heading : COLUMNS) {
      boolean optional =
          heading.equals("QUEUED") || heading.equals("EXPEDITED") || heading.equals("SESSIONS");
      columns.add(
          new Table.Column(
              heading, Math.min(8, heading.length()), optional, heading.equals("PACKAGE")));
    }
    SourcedTable table = new SourcedTable(surface, columns, entries.size() > 1);
    for (Entry entry : entries) {
      for (PackageUse use : entry.packages()) {
        List<Table.Cell> cells = new ArrayList<>();
        for (String text : texts(use)) {
          cells.add(new Table.Cell(text, style(use, COLUMNS.get(cells.size()))));
        }
        table.row(entry.source(), cells);
      }
    }
    table.write(out, headings);
    List<String> loads = new ArrayList<>();
    for (Entry entry : entries) {
      String load = entry.reading().snapshot().map(StatsReport::load).orElse("");
      if (!load.isEmpty()) {
        loads.add((entries.size() > 1 ? Printable.clean(entry.source().name()) + ": " : "") + load);
      }
    }
    Lines.write(out, loads);
  }

  private static Style style(PackageUse use, String column) {
    return switch (column) {
      case "PACKAGE" -> Style.BOLD;
      case "QUOTA LEFT" -> isOut(use) ? Style.YELLOW : Style.PLAIN;
      default -> Style.PLAIN;
    };
  }

  private static boolean isOut(PackageUse use) {
    return use.quota().stream()
        .anyMatch(
            quota -> quota.standing().filter(Quota.Standing.OUT_OF_REGULAR::equals).isPresent());
  }

  private static List<String> texts(PackageUse use) {
    Optional<BucketQuota> quota = use.quota().stream().findFirst();
    Optional<Quota.ExecutionStats> stats = quota.flatMap(BucketQuota::stats);
    List<String> row = new ArrayList<>();
    row.add(
        Printable.clean(use.packageName())
            + (use.userId() == 0 ? "" : " (user " + use.userId() + ")"));
    row.add(Printable.clean(bucket(use)));
    row.add(
        isOut(use)
            ? quota.flatMap(BucketQuota::left).map(StatsReport::left).orElse("") + " (out)"
            : quota.flatMap(BucketQuota::left).map(StatsReport::left).orElse(""));
    row.add(stats.map(StatsReport::used).orElse(""));
    row.add(stats.map(s -> s.jobCount() + limit(s.jobLimit())).orElse(""));
    row.add(stats.map(s -> s.sessionCount() + limit(s.sessionLimit())).orElse(""));
    row.add(use.backIn().map(Span::relative).orElse(""));
    row.add(
        use.expeditedUsed()
            .map(
                used ->
                    Span.of(used)
                        + use.expeditedLimit().map(most -> " of " + Span.of(most)).orElse(""))
            .orElse(""));
    row.add(Integer.toString(use.pending()));
    row.add(Integer.toString(use.active() + use.activeTop()));
    row.add(
        use.stops().entrySet().stream()
            .map(stop -> stop.getValue() + "x " + Printable.clean(stop.getKey()))
            .collect(Collectors.joining(", ")));
    return row;
  }

  /** The bucket, and in parentheses the one that quota goes by, if that is another. */
  private static String bucket(PackageUse use) {
    String real = use.buckets().stream().map(StandbyBucket::name).collect(Collectors.joining("/"));
    String effective =
        use.quota().stream().map(quota -> quota.bucket().name()).collect(Collectors.joining("/"));
    return effective.isEmpty() || effective.equals(real)
        ? real
        : real.isEmpty() ? effective : real + " (as " + effective + ")";
  }

  private static String left(Duration left) {
    return (left.isNegative() ? "-" : "") + Span.of(left);
  }

  private static String used(Quota.ExecutionStats stats) {
    return Span.of(stats.used())
        + stats.allowed().map(most -> " of " + Span.of(most)).orElse("")
        + " in "
        + Span.of(stats.window());
  }

  private static String limit(OptionalLong limit) {
    return limit.isPresent() ? "/" + limit.getAsLong() : "";
  }

  /** How many jobs run and wait, in a sentence; empty when the dump does not say. */
  private static String load(JobSchedulerSnapshot snapshot) {
    Optional<Concurrency> concurrency = snapshot.state().concurrency();
    if (concurrency.isEmpty()) {
      return "";
    }
    Optional<Integer> most = most(concurrency.get());
    String memory =
        concurrency
            .get()
            .memoryLevel()
            .map(Fact::value)
            .filter(level -> level >= 0 && level < MEMORY.size())
            .map(level -> "; memory is " + MEMORY.get(level))
            .orElse("");
    String screen =
        concurrency
            .get()
            .screenOnEffective()
            .map(on -> "; limits are those of a screen that is " + (on.value() ? "on" : "off"))
            .orElse("");
    return snapshot.active().size()
        + most.map(limit -> " of at most " + limit).orElse("")
        + " jobs run, "
        + snapshot.pending().size()
        + " wait for a slot"
        + memory
        + screen
        + ".";
  }

  private static Optional<Integer> most(Concurrency concurrency) {
    return concurrency
        .counts()
        .flatMap(
            counts ->
                counts.total().isPresent()
                    ? Optional.of(counts.total().getAsInt())
                    : Optional.empty())
        .or(() -> concurrency.maxActive().map(Fact::value));
  }

  private static Fields ofSource(Entry entry) {
    Fields fields = new Fields();
    entry
        .reading()
        .snapshot()
        .ifPresent(
            snapshot -> {
              fields.putAll("packages", entry.packages(), StatsReport::fields);
              snapshot
                  .state()
                  .concurrency()
                  .ifPresent(
                      concurrency -> fields.put("concurrency", load(snapshot, concurrency).map()));
            });
    return fields;
  }

  private static Fields load(JobSchedulerSnapshot snapshot, Concurrency concurrency) {
    return new Fields()
        .put("active", snapshot.active().size())
        .put("pending", snapshot.pending().size())
        .put("maxActive", most(concurrency))
        .put("memoryLevel", concurrency.memoryLevel().map(Fact::value))
        .put("screenOn", concurrency.screenOn().map(Fact::value))
        .put("running", concurrency.counts().map(counts -> counts.running()))
        .put("maximums", concurrency.counts().map(counts -> counts.maximums()));
  }

  private static Fields fields(PackageUse use) {
    return new Fields()
        .put("package", use.packageName())
        .put("userId", use.userId())
        .putIfAny("standbyBuckets", use.buckets().stream().map(StandbyBucket::name).toList())
        .putIfAny("quota", use.quota().stream().map(StatsReport::quota).toList())
        .putMillis("expeditedUsedMs", use.expeditedUsed())
        .putMillis("expeditedLimitMs", use.expeditedLimit())
        .putMillis("inQuotaInMs", use.backIn())
        .put("timesPending", use.pending())
        .put("timesActive", use.active())
        .put("timesActiveTop", use.activeTop())
        .put("stops", use.stops());
  }

  private static Map<String, Object> quota(BucketQuota quota) {
    Fields fields =
        new Fields()
            .put("bucket", quota.bucket().name())
            .put("standing", quota.standing().map(StatsReport::word))
            .putMillis("leftMs", quota.left());
    quota
        .stats()
        .ifPresent(
            stats ->
                fields
                    .put("usedMs", stats.used().toMillis())
                    .putMillis("allowedMs", stats.allowed())
                    .put("windowMs", stats.window().toMillis())
                    .put("jobs", stats.jobCount())
                    .put("jobLimit", stats.jobLimit())
                    .put("sessions", stats.sessionCount())
                    .put("sessionLimit", stats.sessionLimit())
                    .put("usedInMaxMs", stats.usedInMax().toMillis())
                    .putMillis("inQuotaInMs", stats.inQuotaIn())
                    .put("line", stats.line().line()));
    return fields.map();
  }

  private static String word(Quota.Standing standing) {
    return switch (standing) {
      case WITHIN_REGULAR -> "within";
      case OUT_OF_REGULAR -> "out";
      case WITHIN_EXPEDITED -> "withinExpedited";
      case OUT_OF_EXPEDITED -> "outOfExpedited";
    };
  }
}
