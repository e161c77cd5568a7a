package io.github.jobdoctor.command;

import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.render.JobColumn;
import io.github.jobdoctor.render.JobFilter;
import io.github.jobdoctor.render.JobsReport;
import io.github.jobdoctor.render.OutputFormat;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobdoctor jobs [PKG]}. */
@Command(
    name = "jobs",
    description = {
      "List the registered jobs: what each is, where it stands, what holds it back, and when it may"
          + " run next.",
      ""
    })
final class JobsCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin Narrowing narrowing;

  @Parameters(
      arity = "0..1",
      paramLabel = "PKG",
      description = "Only jobs that work for this package, or whose service is in it.")
  Optional<String> packageName = Optional.empty();

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      description =
          "Only jobs for which all terms hold: COLUMN=TEXT, COLUMN!=TEXT, COLUMN~TEXT (contains) or"
              + " TEXT, separated by commas.")
  Optional<String> filter = Optional.empty();

  @Option(
      names = "--sort",
      paramLabel = "COLUMN",
      completionCandidates = ColumnWords.class,
      description = "Order by a column. Else running jobs come first.")
  Optional<String> sort = Optional.empty();

  @Option(names = "--reverse", description = "Turn the order round.")
  boolean reverse;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "COLUMN",
      completionCandidates = ColumnWords.class,
      description = "The columns of tables and CSV, separated by commas.")
  List<String> columns = new ArrayList<>();

  private final Session session;

  /** The words that completion offers. */
  static final class ColumnWords implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(JobColumn.values()).map(JobColumn::word).iterator();
    }
  }

  JobsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    List<JobColumn> shown = columns.stream().map(this::column).toList();
    Comparator<JobColumn.Row> order = order();
    Predicate<JobColumn.Row> wanted = filter();
    if (session.options().dryRun) {
      return Commands.dryRun(session, JobScheduler.DUMP);
    }
    try (Sources sources = session.sources()) {
      List<JobsReport.Entry> entries = new ArrayList<>();
      for (Reading reading : sources.read()) {
        Optional<Diagnoses> diagnoses = reading.diagnoses();
        List<Job> jobs =
            diagnoses.map(known -> chosen(reading, known, wanted, order)).orElse(List.of());
        entries.add(new JobsReport.Entry(reading, diagnoses, jobs));
      }
      new JobsReport(entries, shown, !session.options().noHeaders)
          .write(session.out(), session.options().output, session.surface());
      return conclude(entries);
    }
  }

  private List<Job> chosen(
      Reading reading,
      Diagnoses diagnoses,
      Predicate<JobColumn.Row> wanted,
      Comparator<JobColumn.Row> order) {
    return narrowing.apply(diagnoses.snapshot(), packageName).stream()
        .map(job -> new JobColumn.Row(reading.source().name(), diagnoses, job))
        .filter(wanted)
        .sorted(order)
        .map(JobColumn.Row::job)
        .toList();
  }

  private int conclude(List<JobsReport.Entry> entries) {
    int worst = 0;
    boolean any = false;
    for (JobsReport.Entry entry : entries) {
      worst =
          Math.max(
              worst,
              Commands.tellFailure(
                  session,
                  entry.reading().source(),
                  entry.reading().failure(),
                  entries.size() > 1));
      any |= !entry.jobs().isEmpty();
      entry.reading().snapshot().ifPresent(snapshot -> tellExtent(entry, snapshot));
    }
    Optional<String> asked = narrowing.packageName.or(() -> packageName);
    if (!any && worst == 0 && asked.isPresent()) {
      session
          .talk()
          .error(
              "No job of "
                  + asked.get()
                  + " is registered"
                  + (filter.isPresent() ? " that passes the filter." : "."));
      return ExitCode.NOT_FOUND.code();
    }
    if (!any && worst == 0) {
      session.talk().note("No job fits.");
    }
    return worst;
  }

  private void tellExtent(JobsReport.Entry entry, JobSchedulerSnapshot snapshot) {
    ExtentNotes.tell(session.talk(), entry.reading().source().name(), snapshot);
    if (session.onTerminal() && session.options().output == OutputFormat.TABLE) {
      session.talk().note(summary(entry, snapshot));
    }
  }

  /** For people: how many there are, and where they stand. */
  private static String summary(JobsReport.Entry entry, JobSchedulerSnapshot snapshot) {
    SourceInfo source = entry.reading().source();
    int all = snapshot.jobs().size();
    int shown = entry.jobs().size();
    String states =
        Stream.of(JobState.values())
            .sorted(Comparator.reverseOrder())
            .map(
                state -> {
                  long count =
                      entry.jobs().stream()
                          .filter(job -> job.state().filter(state::equals).isPresent())
                          .count();
                  return count == 0 ? "" : count + " " + state.word();
                })
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    return (shown == all ? all + " jobs" : shown + " of " + all + " jobs")
        + " on "
        + source.name()
        + source.model().map(model -> ", " + model).orElse("")
        + (states.isEmpty() ? "" : ": " + states);
  }

  private JobColumn column(String word) {
    return JobColumn.of(word)
        .orElseThrow(
            () -> usage("'" + word + "' is no column; there are " + JobColumn.words() + "."));
  }

  private Comparator<JobColumn.Row> order() {
    Comparator<JobColumn.Row> order = sort.map(this::column).orElse(JobColumn.STATE).order();
    return reverse ? order.reversed() : order;
  }

  private Predicate<JobColumn.Row> filter() {
    try {
      return filter.<Predicate<JobColumn.Row>>map(JobFilter::of).orElse(row -> true);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
