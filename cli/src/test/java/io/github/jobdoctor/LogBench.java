package io.github.jobdoctor;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.agentdoor.Door;
import io.github.jobdoctor.agentdoor.LogPull;
import io.github.jobdoctor.agentlog.LogFigures;
import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.device.Adb;
import io.github.jobdoctor.device.AdbServer;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.render.CsvExport;
import io.github.jobdoctor.render.LogCopy;
import io.github.jobdoctor.render.TimelineExport;
import io.github.jobdoctor.source.SourceInfo;
import io.github.jobdoctor.virtual.ManyRecords;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualApp;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.OutputStream;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Pulls a long log from a virtual device, through the adb protocol, side by side with taking its
 * bytes alone; {@code scripts/bench} runs it. Given a small heap it shows that memory does not grow
 * with the log.
 */
public final class LogBench {

  private static final int ROUNDS = 5;
  private static final Duration LONG = Duration.ofMinutes(10);

  private LogBench() {}

  /** Something to do with a log of {@code agent}. */
  @FunctionalInterface
  private interface Work {
    /** Does it; returns how many records were read. */
    long run(Agent agent) throws Exception;
  }

  /** Runs the benchmark; the argument is the number of records. */
  public static void main(String[] args) throws Exception {
    long records = Long.parseLong(args[0]);
    VirtualDevice phone =
        VirtualDevice.named("bench")
            .app(
                new VirtualApp(
                    Agent.APK_PACKAGE,
                    "0.1.0",
                    Map.of(Agent.APK_PACKAGE + ".jobdoctor", ManyRecords.records(records))))
            .build();
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("bytes alone", agent -> bytes(agent, records));
    works.put("pull and decode", agent -> decode(agent, new LogListener() {}));
    works.put("… with the figures of logs stats", LogBench::figures);
    works.put("… written as NDJSON", agent -> decode(agent, new LogCopy(nowhere(), LogFilter.ALL)));
    works.put("… written as CSV", agent -> decode(agent, new CsvExport(nowhere(), LogFilter.ALL)));
    works.put(
        "… written as HTML",
        agent ->
            decode(
                agent,
                new TimelineExport(nowhere(), LogFilter.ALL, SourceInfo.ofFile("bench.ndjson"))));
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(phone), 0);
        Devices devices =
            Adb.connect(
                new AdbServer("127.0.0.1", server.port()), Map.of(), LONG, sentence -> {})) {
      Device device = devices.device("bench");
      Agent agent = new Agent(device, new Door(Agent.APK_PACKAGE, OptionalInt.empty()), LONG);
      for (int round = -1; round < ROUNDS; round++) {
        for (Map.Entry<String, Work> work : works.entrySet()) {
          long start = System.nanoTime();
          long read = work.getValue().run(agent);
          double rate = read / ((System.nanoTime() - start) / 1e9);
          if (read != records) {
            throw new IllegalStateException(work.getKey() + " read " + read);
          }
          if (round >= 0) { // the first of each only warms up
            rates.computeIfAbsent(work.getKey(), key -> new ArrayList<>()).add(rate);
          }
        }
      }
    }
    double base = median(rates.values().iterator().next());
    System.out.printf(
        "%d records, heap at most %d MB%n",
        records, Runtime.getRuntime().maxMemory() / (1024 * 1024));
    System.out.printf("%-34s %16s %14s%n", "", "records/s", "share of bytes");
    rates.forEach(
        (name, measured) ->
            System.out.printf(
                "%-34s %16.0f %14.2f%n", name, median(measured), median(measured) / base));
  }

  private static long bytes(Agent agent, long records) throws Exception {
    agent
        .device()
        .exec(
            agent.door().log(0, Optional.empty(), Optional.empty()),
            LONG,
            OutputStream.nullOutputStream());
    return records;
  }

  private static long decode(Agent agent, LogListener listener) throws Exception {
    LogReader reader = new LogReader(listener);
    new LogPull(agent, reader).pull();
    return reader.records();
  }

  private static long figures(Agent agent) throws Exception {
    LogFigures figures = new LogFigures(Optional.empty(), LogFilter.ALL);
    long records = decode(agent, figures);
    figures.finish();
    return records;
  }

  private static Writer nowhere() {
    return Writer.nullWriter();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
