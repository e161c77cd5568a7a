package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * How fast a dump is parsed, warm and on one thread, beside taking its bytes apart into lines, and
 * with ten times the jobs; {@code scripts/bench parser} runs it. The collector is the one that the
 * launcher chooses, which works on the same thread, so that its time counts too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms3g", "-Xmx3g", "-XX:+UseSerialGC"})
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 8, time = 2)
public class ParserBenchmark {

  private static final String ONCE = "10";
  private static final String TEN_TIMES = "100";

  /** How long the text is. */
  @Param({ONCE, TEN_TIMES})
  public int megabytes;

  private GenuineText text;

  /** Runs the benchmarks and prints what they come to, each figure beside its target. */
  public static void main(String[] args) throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(ParserBenchmark.class.getName())
                    .addProfiler(ProcessorTime.class)
                    .build())
            .run();
    Times lines = Times.of(results, "lines", TEN_TIMES);
    Times parse = Times.of(results, "parse", TEN_TIMES);
    Times once = Times.of(results, "parse", ONCE);
    System.out.printf("%n%-28s %8s %8s %10s   %s%n", "", "clock", "at best", "processor", "target");
    print("parse, MB/s", parse.speeds(), "at least 150");
    print("lines alone, MB/s", lines.speeds(), "");
    print("parse / lines alone, times", parse.over(lines), "");
    print("10 times the jobs, times", parse.over(once), "at most 11");
  }

  private static void print(String name, Times figures, String target) {
    System.out.printf(
        Locale.ROOT,
        "%-28s %8.1f %8.1f %10.1f   %s%n",
        name,
        figures.median(),
        figures.best(),
        figures.processor(),
        target);
  }

  /**
   * What one operation takes, or figures made of that.
   *
   * @param median by the clock, in milliseconds
   * @param best the same in the fastest iteration
   * @param processor the processor's time, in milliseconds
   */
  private record Times(double median, double best, double processor) {

    static Times of(Collection<RunResult> results, String benchmark, String megabytes) {
      RunResult result =
          results.stream()
              .filter(one -> one.getPrimaryResult().getLabel().equals(benchmark))
              .filter(one -> one.getParams().getParam("megabytes").equals(megabytes))
              .findFirst()
              .orElseThrow();
      Statistics clock = result.getPrimaryResult().getStatistics();
      return new Times(
          clock.getPercentile(50),
          clock.getMin(),
          result.getSecondaryResults().get(ProcessorTime.LABEL).getScore());
    }

    /** How many megabytes of the long text go through in a second. */
    Times speeds() {
      double perSecond = Integer.parseInt(TEN_TIMES) * 1_000.0;
      return new Times(perSecond / median, perSecond / best, perSecond / processor);
    }

    Times over(Times other) {
      return new Times(median / other.median, best / other.best, processor / other.processor);
    }
  }

  /** Makes the text. */
  @Setup
  public void makeText() throws IOException {
    text = GenuineText.ofMegabytes(megabytes);
  }

  /** The bytes as lines, without a look at what they say. */
  @Benchmark
  public long lines() throws IOException {
    DumpLines lines = DumpLines.of(text.open());
    long count = 0;
    while (lines.next() != null) {
      count++;
    }
    return count;
  }

  /** The bytes as a snapshot. */
  @Benchmark
  public JobSchedulerSnapshot parse() throws IOException, UnusableDumpException {
    return JobSchedulerDump.parse(text.open());
  }
}
