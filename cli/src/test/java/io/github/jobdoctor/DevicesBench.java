package io.github.jobdoctor;

import io.github.jobdoctor.virtual.AndroidService;
import io.github.jobdoctor.virtual.Faults;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What 32 slow devices cost beside one of them: whole processes in turn, so that all meet the same
 * machine, and the ratio within each round; {@code scripts/bench devices} runs it.
 */
public final class DevicesBench {

  private static final int DEVICES = 32;
  private static final Duration LATENCY = Duration.ofMillis(200);
  private static final double MOST = 1.6;

  private DevicesBench() {}

  /** Runs the benchmark from the root of a checkout that has been built. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    String dump;
    try (InputStream in =
        DevicesBench.class.getResourceAsStream("dumpsys/aosp/api-34/active.txt")) {
      dump = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<VirtualDevice> devices =
        IntStream.range(0, DEVICES).mapToObj(number -> device("slow-" + number, dump)).toList();
    List<Double> one = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (VirtualAdbServer server = VirtualAdbServer.start(devices, 0)) {
      for (int round = -1; round < rounds; round++) {
        double single = millis(server, "-s", "slow-0");
        double every = millis(server, "--all-devices");
        if (round >= 0) { // the first of each only warms the disk cache
          one.add(single);
          all.add(every);
          ratios.add(every / single);
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "jobs, devices that take %d ms for each answer: one %.0f ms, %d of them %.0f ms (medians)%n",
        LATENCY.toMillis(),
        median(one),
        DEVICES,
        median(all));
    double ratio = median(ratios);
    System.out.printf(
        Locale.ROOT,
        "%d devices take %.2f times what one takes: %s (at most %.1f)%n",
        DEVICES,
        ratio,
        ratio <= MOST ? "good" : "too much",
        MOST);
  }

  private static VirtualDevice device(String serial, String dump) {
    VirtualDevice device =
        VirtualDevice.named(serial)
            .apiLevel(34, "14")
            .service("jobscheduler", AndroidService.dumping(dump))
            .build();
    device.inject(Faults.none().delayingEachChunkBy(LATENCY).times(Integer.MAX_VALUE));
    return device;
  }

  private static double millis(VirtualAdbServer server, String... which)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of("scripts/jobdoctor", "jobs", "-P", Integer.toString(server.port())));
    line.addAll(List.of(which));
    long start = System.nanoTime();
    int code =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(line + " ended with " + code);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }
}
