package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobInfo;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.job.Uid;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of the table of jobs: what {@code --columns}, {@code --sort} and filters know. */
public enum JobColumn {
  /** Where the job stands. */
  STATE("STATE", 7, false),
  /** Its identity, without the namespace. */
  JOB("JOB", 14, false),
  /** The package that it works for. */
  APP("APP", 10, true),
  /** The worker, what is synced, or the service's class. */
  WHAT("WHAT", 8, false),
  /** What holds it back, or since when it runs. */
  HELDBY("HELD BY", 8, false),
  /** When it may run next. */
  NEXT("NEXT", 6, false),
  /** The app's standby bucket. */
  BUCKET("BUCKET", 6, false),
  /** The rhythm of a periodic job. */
  PERIOD("PERIOD", 6, false),
  /** Failures in a row. */
  FAILURES("FAILURES", 4, false),
  /** The last run in the device's local time, with how it ended. */
  LAST("LAST RUN", 10, false),
  /** What the app asked for. */
  REQUIRED("REQUIRED", 10, false),
  /** What the dump calls unsatisfied. */
  UNSATISFIED("UNSATISFIED", 10, false),
  /** The Android user. */
  USER("USER", 2, false),
  /** The namespace. */
  NAMESPACE("NAMESPACE", 10, true),
  /** The service's component. */
  SERVICE("SERVICE", 14, true),
  /** The whole identity, as {@code show} and {@code run} take it. */
  KEY("KEY", 8, false),
  /** When it was scheduled. */
  ENQUEUED("ENQUEUED", 6, false),
  /** The device or file that it was read from. */
  SOURCE("SOURCE", 8, false);

  /** What the table shows; on a narrow terminal without those from the right. */
  static final List<JobColumn> TABLE =
      List.of(STATE, JOB, APP, WHAT, HELDBY, NEXT, BUCKET, PERIOD, FAILURES, LAST);

  /** How many of {@link #TABLE} are always there. */
  static final int TABLE_CORE = 6;

  /** What {@code -o wide} shows. */
  static final List<JobColumn> WIDE =
      List.of(
          STATE,
          KEY,
          APP,
          WHAT,
          HELDBY,
          NEXT,
          BUCKET,
          PERIOD,
          FAILURES,
          LAST,
          ENQUEUED,
          REQUIRED,
          UNSATISFIED,
          SERVICE);

  private static final Comparator<Optional<Duration>> SOONEST_FIRST =
      Comparator.comparing(time -> time.orElse(Duration.ofDays(10_000)));

  private final String heading;
  private final int minimum;
  private final boolean cutLeft;

  JobColumn(String heading, int minimum, boolean cutLeft) {
    this.heading = heading;
    this.minimum = minimum;
    this.cutLeft = cutLeft;
  }

  /**
   * A job with what its columns need to know.
   *
   * @param source the name of the source
   * @param diagnoses those of the snapshot that holds the job
   * @param job the job
   */
  public record Row(String source, Diagnoses diagnoses, Job job) {}

  /** The name for {@code --columns}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The column of this name; absent when there is none. */
  public static Optional<JobColumn> of(String word) {
    String wanted = word.strip().toLowerCase(Locale.ROOT).replace(" ", "").replace("-", "");
    return Stream.of(values()).filter(column -> column.word().equals(wanted)).findFirst();
  }

  /** The names of all columns, for messages. */
  public static String words() {
    return Stream.of(values()).map(JobColumn::word).collect(Collectors.joining(", "));
  }

  /** The text of a job in this column, clean. */
  public String text(Row row) {
    return Printable.clean(rawText(row, row.job()));
  }

  /**
   * The text as it is some time after the dump: what runs does so for longer, and the next run is
   * nearer.
   */
  public String text(Row row, Duration later) {
    return switch (this) {
      case HELDBY ->
          Printable.clean(
              JobText.heldBy(
                  row.diagnoses().snapshot(), row.diagnoses().standing(row.job()), later));
      case NEXT -> JobText.next(row.diagnoses().standing(row.job()), later);
      default -> text(row);
    };
  }

  /** What stands above the column. */
  public String heading() {
    return heading;
  }

  /** The least width that it is shortened to. */
  public int minimum() {
    return minimum;
  }

  /** Whether the beginning of a text is cut, because its end tells more. */
  public boolean isCutLeft() {
    return cutLeft;
  }

  private String rawText(Row row, Job job) {
    return switch (this) {
      case STATE -> JobText.state(job);
      case JOB -> job.key().caller() + "/" + job.key().jobId();
      case APP -> job.packageName().orElse("?");
      case WHAT -> JobText.what(job);
      case HELDBY -> JobText.heldBy(row.diagnoses().snapshot(), row.diagnoses().standing(job));
      case NEXT -> JobText.next(row.diagnoses().standing(job));
      case BUCKET -> job.standby().bucket().map(StandbyBucket::name).orElse("");
      case PERIOD -> JobText.rhythm(job);
      case FAILURES ->
          job.past().numFailures() == 0 ? "" : Integer.toString(job.past().numFailures());
      case LAST -> JobText.lastRun(job);
      case REQUIRED -> JobText.names(job.constraints().required());
      case UNSATISFIED -> JobText.names(job.constraints().unsatisfied());
      case USER -> Integer.toString(job.key().caller().userId());
      case NAMESPACE -> job.key().namespace().orElse("");
      case SERVICE -> job.info().service().orElse("?");
      case KEY -> job.key().toString();
      case ENQUEUED -> job.times().enqueued().map(Span::relative).orElse("");
      case SOURCE -> row.source();
    };
  }

  Table.Column layout(boolean optional) {
    return new Table.Column(heading, minimum, optional, cutLeft);
  }

  /** How the text of a job in this column stands out. */
  public Style style(Row row) {
    Optional<JobState> state = row.job().state();
    boolean active = state.filter(JobState.ACTIVE::equals).isPresent();
    return switch (this) {
      case STATE -> {
        if (active) {
          yield Style.GREEN;
        }
        yield state.filter(JobState.WAITING::equals).isPresent() ? Style.PLAIN : Style.CYAN;
      }
      case HELDBY -> active ? Style.GREEN : Style.YELLOW;
      case WHAT -> Style.BOLD;
      case FAILURES -> Style.RED;
      case APP, NEXT, KEY, USER, ENQUEUED, SOURCE -> Style.PLAIN;
      default -> Style.DIM;
    };
  }

  /** The order for {@code --sort}: by number or time where the column has one. */
  public Comparator<Row> order() {
    return switch (this) {
      case STATE ->
          Comparator.comparing(row -> row.job().state().orElse(JobState.WAITING), BUSIEST);
      case JOB, KEY ->
          Comparator.comparing((Row row) -> row.job().key().callingUid().map(Uid::value).orElse(0))
              .thenComparing(row -> row.job().key().caller().toString())
              .thenComparing(row -> row.job().key().jobId());
      case USER -> Comparator.comparing(row -> row.job().key().caller().userId());
      case NEXT -> Comparator.comparing((Row row) -> nextMoment(row.job()), SOONEST_FIRST);
      case FAILURES -> Comparator.comparing((Row row) -> row.job().past().numFailures()).reversed();
      case LAST ->
          Comparator.comparing((Row row) -> JobText.lastMoment(row.job()).orElse(LocalDateTime.MIN))
              .reversed();
      case ENQUEUED -> Comparator.comparing(row -> row.job().times().enqueued(), SOONEST_FIRST);
      case PERIOD ->
          Comparator.comparing(
              row -> row.job().info().periodic().map(JobInfo.Periodic::interval), SOONEST_FIRST);
      default -> Comparator.comparing(this::text);
    };
  }

  /** Running jobs first, waiting ones last. */
  private static final Comparator<JobState> BUSIEST = Comparator.reverseOrder();

  private static Optional<Duration> nextMoment(Job job) {
    return switch (job.state().orElse(JobState.WAITING)) {
      case ACTIVE -> Optional.of(Duration.ofDays(-2));
      case PENDING -> Optional.of(Duration.ofDays(-1));
      case READY -> Optional.of(Duration.ZERO);
      case WAITING ->
          job.times()
              .earliest()
              .filter(time -> !time.isNegative())
              .or(() -> job.times().latest().filter(time -> !time.isNegative()));
    };
  }
}
