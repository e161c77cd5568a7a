package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The provider of jobdoctor's on-device agent, replayed from a recording of the real one (see
 * {@code AgentRecording} for its files). It answers by the contract of the agent's provider and
 * remembers what it was told.
 *
 * <p>At the first question the recorded moment becomes the present: all wall times are moved by the
 * same amount, and both clocks go on from there. A trigger writes what was recorded of that task,
 * with its pauses, the long ones shortened; a task of which nothing was recorded has no code. Tasks
 * do not run by schedule.
 */
public final class RecordedAgent implements VirtualProvider {

  /** Application id of the agent's own APK. */
  public static final String PACKAGE = "io.github.jobdoctor.agent";

  /** Authority of that app's provider. */
  public static final String AUTHORITY = PACKAGE + ".jobdoctor";

  private static final String VERSION = "0.1.0";

  /** How soon a reader that follows is told of a new record. */
  private static final long LOOK_MS = 20;

  /** After so long without a record a reader that went away is looked for. */
  private static final long BEAT_MS = 1_000;

  private final UnaryOperator<String> files;
  private final Function<AgentRecording, AgentState> begin;
  private AgentState state;

  private RecordedAgent(UnaryOperator<String> files, Function<AgentRecording, AgentState> begin) {
    this.files = files;
    this.begin = begin;
  }

  /**
   * The agent as it was recorded.
   *
   * @param files the text of a file of the recording; nothing is read before the first question
   * @param clock the present
   */
  public static RecordedAgent recorded(UnaryOperator<String> files, InstantSource clock) {
    return new RecordedAgent(files, recording -> AgentState.recorded(recording, clock));
  }

  /** The same agent just installed on a device of this API level, with an empty log. */
  public static RecordedAgent justInstalled(
      UnaryOperator<String> files, InstantSource clock, int apiLevel) {
    return new RecordedAgent(files, recording -> AgentState.fresh(recording, clock, apiLevel));
  }

  /** The agent's app, with this provider. */
  public VirtualApp app() {
    return new VirtualApp(PACKAGE, VERSION, Map.of(AUTHORITY, this));
  }

  @Override
  public synchronized String call(
      String method, Optional<String> argument, List<VirtualProvider.Extra> extras) {
    AgentArguments arguments = new AgentArguments(argument, extras);
    return "Bundle[{answer=" + new AgentCalls(present()).answer(method, arguments) + "}]";
  }

  @Override
  public void read(String pathAndQuery, OutputStream out) throws IOException {
    AgentLogRequest request = AgentLogRequest.parse(pathAndQuery);
    Part part = firstPart(request);
    write(out, part.lines);
    long begun = System.nanoTime();
    long lastLine = begun;
    while (millisSince(begun) < TimeUnit.SECONDS.toMillis(request.followSeconds())) {
      pause();
      Optional<Part> next = nextPart(part);
      if (next.isEmpty()) {
        return;
      }
      if (next.get().lastSeq > part.lastSeq) {
        part = next.get();
        write(out, part.lines);
        lastLine = System.nanoTime();
      } else if (millisSince(lastLine) >= BEAT_MS) {
        write(out, "\n");
        lastLine = System.nanoTime();
      }
    }
  }

  /**
   * What a reader was given at once.
   *
   * @param log the log's id
   * @param lastSeq the newest number that it now has, or asked beyond
   * @param lines what is to be written
   */
  private record Part(String log, long lastSeq, String lines) {}

  private synchronized Part firstPart(AgentLogRequest request) {
    AgentState now = present();
    AgentLog log = now.log();
    long after = request.log().map(log.id()::equals).orElse(true) ? request.after() : 0;
    long wallTime = now.wallTime();
    String head = log.head(now.recording().head(), after, wallTime, now.elapsedMs(wallTime));
    return new Part(log.id(), Math.max(after, log.lastSeq()), head + log.linesAfter(after));
  }

  /** What came since; absent when that log is no more. */
  private synchronized Optional<Part> nextPart(Part before) {
    AgentLog log = present().log();
    return log.id().equals(before.log)
        ? Optional.of(new Part(before.log, log.lastSeq(), log.linesAfter(before.lastSeq)))
        : Optional.empty();
  }

  private AgentState present() {
    if (state == null) {
      state = begin.apply(AgentRecording.load(files));
    }
    state.advance();
    return state;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(LOOK_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static long millisSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }
}
