package io.github.jobdoctor.dumpsys;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time that one operation takes, its share of the collector's included, so that a
 * busy machine tells nearly the same as a quiet one.
 */
public final class ProcessorTime implements InternalProfiler {

  /** What it calls its result, which is in milliseconds. */
  static final String LABEL = "processor";

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private long start;

  /** For JMH, which makes it by its class. */
  public ProcessorTime() {}

  @Override
  public String getDescription() {
    return "Processor time of the process for each operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    start = system.getProcessCpuTime();
  }

  @Override
  @SuppressWarnings("rawtypes") // as JMH declares it
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanoseconds = system.getProcessCpuTime() - start;
    long operations = result.getMetadata().getMeasuredOps();
    return List.of(
        new ScalarResult(
            LABEL,
            nanoseconds / operations / TimeUnit.MILLISECONDS.toNanos(1),
            "ms/op",
            AggregationPolicy.AVG));
  }
}
