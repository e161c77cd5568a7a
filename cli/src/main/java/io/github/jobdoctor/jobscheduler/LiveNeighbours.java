package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.DeviceProperties;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.job.DeviceBuild;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.NeighbourState;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.neighbours.NeighbourText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The job scheduler's neighbours on a device, asked several at a time. Their texts are read as they
 * come, and never held.
 */
public final class LiveNeighbours {

  private static final int MOST_AT_ONCE = 4;

  /** More than any service prints; what comes after is passed over. */
  private static final long LONGEST = 256L << 20;

  private static final int EXIT_INFO_SINCE = 30;
  private static final int DOZE_SINCE = 23;
  private static final int HEAT_SINCE = 29;
  private static final int LRU_SINCE = 29;
  private static final int APP_OPS_FILTER_SINCE = 28;

  private final Device device;
  private final Duration each;
  private final Duration all;

  /**
   * The neighbours on {@code device}.
   *
   * @param each how long one may take to answer
   * @param all how long all of them together may take
   */
  public LiveNeighbours(Device device, Duration each, Duration all) {
    this.device = device;
    this.each = each;
    this.all = all;
  }

  /**
   * What those asked for say now. One that refuses, does not answer in time, or says what nobody
   * understands is missing, with the reason.
   *
   * @param packages the packages to know something of
   * @throws DeviceException when the device itself is lost, or its shell cannot be reached
   */
  public Neighbours ask(Set<Neighbour> asked, Set<String> packages)
      throws DeviceException, InterruptedException {
    long start = System.nanoTime();
    DeviceProperties properties = device.properties();
    Neighbours.Builder neighbours =
        Neighbours.builder().packages(packages).device(build(properties));
    Map<Neighbour, Future<Answer>> answers = new EnumMap<>(Neighbour.class);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            MOST_AT_ONCE,
            work -> {
              Thread thread = new Thread(work, "neighbours of " + device.serial());
              thread.setDaemon(true);
              return thread;
            });
    try {
      for (Neighbour neighbour : asked) {
        Optional<ShellCommand> command = command(neighbour, packages, properties.apiLevel());
        if (command.isPresent()) {
          Callable<Answer> question =
              () ->
                  ask(
                      neighbour,
                      command.get(),
                      packages,
                      all.minusNanos(System.nanoTime() - start));
          answers.put(neighbour, threads.submit(question));
        } else {
          neighbours.missing(
              neighbour,
              "Android has " + neighbour.service() + " since API " + since(neighbour) + " only");
        }
      }
      for (Map.Entry<Neighbour, Future<Answer>> answer : answers.entrySet()) {
        add(neighbours, answer.getKey(), answer.getValue().get());
      }
      return neighbours.build();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DeviceException lost) {
        throw lost;
      }
      throw new IllegalStateException("asking a neighbour failed in an unforeseen way", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static DeviceBuild build(DeviceProperties properties) {
    return new DeviceBuild(
        properties.apiLevel(),
        properties.manufacturer(),
        properties.model(),
        properties.debuggable());
  }

  /**
   * The question for a neighbour; absent when this Android has no such service. Of a single package
   * less is asked, where the service knows how.
   */
  static Optional<ShellCommand> command(
      Neighbour neighbour, Set<String> packages, OptionalInt apiLevel) {
    if (apiLevel.isPresent() && apiLevel.getAsInt() < since(neighbour)) {
      return Optional.empty();
    }
    Optional<String> only =
        packages.size() == 1 ? Optional.of(packages.iterator().next()) : Optional.empty();
    return Optional.of(
        switch (neighbour) {
          case DEVICE_IDLE, USAGE_STATS, BATTERY, THERMAL, POWER, CONNECTIVITY ->
              ShellCommand.of("dumpsys", neighbour.service());
          case PACKAGE -> ShellCommand.of("dumpsys", "package", only.orElse("packages"));
          case APP_OPS ->
              only.isPresent() && apiLevel.orElse(0) >= APP_OPS_FILTER_SINCE
                  ? ShellCommand.of("dumpsys", "appops", "--package", only.get())
                  : ShellCommand.of("dumpsys", "appops");
          case EXIT_INFO ->
              only.map(name -> ShellCommand.of("dumpsys", "activity", "exit-info", name))
                  .orElse(ShellCommand.of("dumpsys", "activity", "exit-info"));
          // One line per process, with its state. "processes" itself is a hundred times longer,
          // pidof and ps do not tell what is on top, and get-uid-state asks for one uid at a time.
          case PROCESSES ->
              ShellCommand.of(
                  "dumpsys",
                  "activity",
                  apiLevel.isPresent() && apiLevel.getAsInt() < LRU_SINCE ? "oom" : "lru");
        });
  }

  private static int since(Neighbour neighbour) {
    return switch (neighbour) {
      case DEVICE_IDLE -> DOZE_SINCE;
      case THERMAL -> HEAT_SINCE;
      case EXIT_INFO -> EXIT_INFO_SINCE;
      case USAGE_STATS, BATTERY, POWER, PACKAGE, APP_OPS, PROCESSES, CONNECTIVITY -> 0;
    };
  }

  /** What came of a question: a record, or the reason why there is none. */
  private record Answer(Optional<NeighbourState> state, String why, boolean cutOff) {

    static Answer none(String why) {
      return new Answer(Optional.empty(), why, false);
    }
  }

  private Answer ask(Neighbour neighbour, ShellCommand command, Set<String> packages, Duration left)
      throws DeviceException {
    Duration timeout = left.compareTo(each) < 0 ? left : each;
    if (timeout.isNegative() || timeout.isZero()) {
      return Answer.none("there was no time left to ask " + neighbour.service());
    }
    try {
      Device.Streamed<Read> streamed =
          device.stream(command, timeout, out -> read(neighbour, out, packages));
      Read read = streamed.value();
      if (read.state().isPresent()) {
        boolean failed = streamed.exitCode() != 0 || read.timedOut() || read.tooLong();
        return new Answer(read.state(), "", failed);
      }
      String said = (read.begins() + "\n" + streamed.stderr()).strip();
      return Answer.none(
          said.isEmpty()
              ? neighbour.service() + " says nothing"
              : refuses(said)
                  ? "Android refused " + neighbour.service() + ": " + firstLine(said)
                  : "what " + neighbour.service() + " says has an unknown shape");
    } catch (DeviceException.TimedOut e) {
      return Answer.none(
          neighbour.service() + " did not answer within " + timeout.toMillis() / 1000.0 + " s");
    }
  }

  private static boolean refuses(String said) {
    return said.contains("Permission Denial")
        || said.contains("Can't find service: ")
        || said.contains("SecurityException")
        || said.contains("Unknown package: ")
        || said.contains("DUMP TIMEOUT");
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  private static Read read(Neighbour neighbour, InputStream out, Set<String> packages)
      throws IOException {
    Kept kept = new Kept(out);
    Optional<NeighbourState> state = NeighbourText.parse(neighbour, kept, 1, packages::contains);
    kept.transferTo(OutputStream.nullOutputStream());
    return new Read(state, kept.begins(), kept.timedOut(), kept.left < 0);
  }

  /**
   * What was read of a text.
   *
   * @param begins its first letters
   * @param timedOut whether dumpsys gave the service up in the middle
   */
  private record Read(
      Optional<NeighbourState> state, String begins, boolean timedOut, boolean tooLong) {}

  private static void add(Neighbours.Builder neighbours, Neighbour neighbour, Answer answer) {
    if (answer.state().isEmpty()) {
      neighbours.missing(neighbour, answer.why());
      return;
    }
    neighbours.add(answer.state().get());
    if (answer.cutOff()) {
      neighbours.cutOff(neighbour);
    }
  }

  /** A text as it passes: how it begins and ends is remembered. */
  private static final class Kept extends FilterInputStream {
    private static final int SOME = 512;

    private final StringBuilder begins = new StringBuilder();
    private String ends = "";
    private long left = LONGEST;

    Kept(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left < 0) {
        return -1;
      }
      int count = in.read(into, offset, length);
      if (count > 0) {
        left -= count;
        String text = new String(into, offset, Math.min(count, SOME), StandardCharsets.UTF_8);
        if (begins.length() < SOME) {
          begins.append(text);
        }
        int tail = Math.min(count, SOME);
        String last = new String(into, offset + count - tail, tail, StandardCharsets.UTF_8);
        ends = ends.length() > SOME ? last : ends + last;
      }
      return count;
    }

    String begins() {
      return begins.toString();
    }

    /** dumpsys says so at the end of what it has got. */
    boolean timedOut() {
      return ends.contains("' DUMP TIMEOUT (");
    }
  }
}
