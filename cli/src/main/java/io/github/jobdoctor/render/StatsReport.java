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

  private static final List<String> MEMORY = List.of("normal", "moderate", "low", "critical");

  /**
   * One source.
   *
   * @param reading what came of reading it
   * @param packages the chosen packages
   */
  public record Entry(Reading reading, List<PackageUse> packages) {}

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE -> writeTable(out, surface);
      case WIDE -> writeTable(out, surface.unlimited());
      case JSON -> Documents.writeJson(out, document());
      case YAML -> Documents.writeYaml(out, document());
      case NDJSON -> Documents.writeNdjson(out, lines());
      case CSV -> Csv.write(out, rows());
      case NAME ->
          Lines.write(
              out,
              entries.stream()
                  .flatMap(entry -> entry.packages().stream())
                  .map(use -> Printable.clean(use.packageName()))
                  .distinct()
                  .toList());
    }
  }

  private void writeTable(Writer out, Surface surface) {
    List<Table.Column> columns = new ArrayList<>();
    for (String heading : heading()) {
      boolean optional =
          heading.equals("QUEUED") || heading.equals("EXPEDITED") || heading.equals("SESSIONS");
      columns.add(
          new Table.Column(
              heading, Math.min(8, heading.length()), optional, heading.equals("PACKAGE")));
    }
    Table table = new Table(surface, columns);
    boolean any = false;
    for (Entry entry : entries) {
      for (PackageUse use : entry.packages()) {
        any = true;
        List<Table.Cell> cells = new ArrayList<>();
        for (String text : row(entry, use)) {
          cells.add(new Table.Cell(text, cells.isEmpty() ? Style.BOLD : style(use, cells.size())));
        }
        table.row(cells);
      }
    }
    List<String> lines = new ArrayList<>(any ? table.lines(headings) : List.of());
    for (Entry entry : entries) {
      String load = entry.reading().snapshot().map(StatsReport::load).orElse("");
      if (!load.isEmpty()) {
        lines.add(
            (entries.size() > 1 ? Printable.clean(entry.reading().source().name()) + ": " : "")
                + load);
      }
    }
    Lines.write(out, lines);
  }

  private Style style(PackageUse use, int column) {
    boolean isLeft = heading().get(column).equals("QUOTA LEFT");
    return isLeft && isOut(use) ? Style.YELLOW : Style.PLAIN;
  }

  private static boolean isOut(PackageUse use) {
    return use.quota().stream()
        .anyMatch(
            quota -> quota.standing().filter(Quota.Standing.OUT_OF_REGULAR::equals).isPresent());
  }

  private List<String> heading() {
    List<String> heading = new ArrayList<>(COLUMNS);
    if (entries.size() > 1) {
      heading.add(1, "SOURCE");
    }
    return heading;
  }

  private List<String> row(Entry entry, PackageUse use) {
    Optional<BucketQuota> quota = use.quota().stream().findFirst();
    Optional<Quota.ExecutionStats> stats = quota.flatMap(BucketQuota::stats);
    List<String> row = new ArrayList<>();
    row.add(
        Printable.clean(use.packageName())
            + (use.userId() == 0 ? "" : " (user " + use.userId() + ")"));
    if (entries.size() > 1) {
      row.add(Printable.clean(entry.reading().source().name()));
    }
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

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    if (headings) {
      rows.add(
          heading().stream().map(word -> word.toLowerCase(Locale.ROOT).replace(' ', '_')).toList());
    }
    for (Entry entry : entries) {
      entry.packages().forEach(use -> rows.add(row(entry, use)));
    }
    return rows;
  }

  private Map<String, Object> document() {
    return Report.document(
        "stats",
        entries.stream()
            .map(
                entry -> {
                  Fields source = Report.source(entry.reading());
                  entry
                      .reading()
                      .snapshot()
                      .ifPresent(snapshot -> putStats(source, snapshot, entry.packages()));
                  return source.map();
                })
            .toList());
  }

  private static void putStats(
      Fields source, JobSchedulerSnapshot snapshot, List<PackageUse> packages) {
    source.put("packages", packages.stream().map(use -> fields(use).map()).toList());
    snapshot
        .state()
        .concurrency()
        .ifPresent(
            concurrency ->
                source.put(
                    "concurrency",
                    new Fields()
                        .put("active", snapshot.active().size())
                        .put("pending", snapshot.pending().size())
                        .put("maxActive", most(concurrency))
                        .put("memoryLevel", concurrency.memoryLevel().map(Fact::value))
                        .put("screenOn", concurrency.screenOn().map(Fact::value))
                        .put("running", concurrency.counts().map(counts -> counts.running()))
                        .put("maximums", concurrency.counts().map(counts -> counts.maximums()))
                        .map()));
  }

  private List<Map<String, Object>> lines() {
    return entries.stream()
        .flatMap(
            entry ->
                Report.lines(
                    entry.reading().source(),
                    entry.reading().failure(),
                    entry.packages().stream().map(use -> fields(use).map())))
        .toList();
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
