package io.github.jobdoctor.agentdoor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jobdoctor.virtual.VirtualApp;
import io.github.jobdoctor.virtual.VirtualProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * An agent whose every record and answer a test decides. Its log starts empty; {@link #write} adds
 * to it while readers follow.
 */
public final class HandmadeAgent implements VirtualProvider {

  /** Wall time of record 0; each record is a second later, and the present is an hour later. */
  public static final long START = 1_767_225_600_000L;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final String packageName;
  private final List<String> registered = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> reads = new ArrayList<>();
  private final TreeMap<Long, String> lines = new TreeMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private Consumer<Optional<String>> onTrigger = name -> {};
  private Runnable onRead = () -> {};
  private boolean follows = true;
  private boolean debuggable = true;
  private boolean timeInHead = true;
  private String format = "\"format\":\"jobdoctor-log\",\"version\":1";
  private Optional<RuntimeException> thrown = Optional.empty();
  private int lost;
  private String id = "00000000000000aa";
  private long last;

  /** The agent in this app. */
  public HandmadeAgent(String packageName) {
    this.packageName = packageName;
  }

  /** The agent in its own APK. */
  public HandmadeAgent() {
    this(Agent.APK_PACKAGE);
  }

  /** The app that it lives in. */
  public VirtualApp app() {
    return new VirtualApp(packageName, "0.1.0", Map.of(packageName + ".jobdoctor", this));
  }

  /** Registers tasks. */
  public synchronized HandmadeAgent with(String... tasks) {
    registered.addAll(List.of(tasks));
    return this;
  }

  /** What happens when it is told to trigger. */
  public synchronized HandmadeAgent onTrigger(Consumer<Optional<String>> action) {
    onTrigger = action;
    return this;
  }

  /** What happens before its log is read. */
  public synchronized HandmadeAgent onRead(Runnable action) {
    onRead = action;
    return this;
  }

  /** It ends its answers at once, as one that does not know {@code follow}. */
  public synchronized HandmadeAgent thatDoesNotFollow() {
    follows = false;
    return this;
  }

  /** It lives in a release build. */
  public synchronized HandmadeAgent inReleaseBuild() {
    debuggable = false;
    return this;
  }

  /** What it answers to a method, as JSON, instead of its own. */
  public synchronized HandmadeAgent answering(String method, String json) {
    answers.put(method, json);
    return this;
  }

  /** Its log's head begins otherwise, such as with another version. */
  public synchronized HandmadeAgent inFormat(String formatFields) {
    format = formatFields;
    return this;
  }

  /** Its log has another id. */
  public synchronized HandmadeAgent inLog(String otherId) {
    id = otherId;
    return this;
  }

  /** The head does not say what time it is. */
  public synchronized HandmadeAgent withoutTimeInHead() {
    timeInHead = false;
    return this;
  }

  /** Whatever it is asked, this is thrown at the shell. */
  public synchronized HandmadeAgent throwing(RuntimeException exception) {
    thrown = Optional.of(exception);
    return this;
  }

  /** Each transfer of the log ends in order, but so many bytes too early. */
  public synchronized HandmadeAgent losingTheLast(int bytes) {
    lost = bytes;
    return this;
  }

  /**
   * Writes a record.
   *
   * @param fields what stands between its number and its times, such as {@code "event":"entry"}
   * @return its number
   */
  public synchronized long write(String fields) {
    last++;
    lines.put(
        last,
        String.format(
            "{\"seq\":%d,%s,\"wallTime\":%d,\"elapsedMs\":%d,\"bootCount\":7,\"pid\":4711}\n",
            last, fields, START + last * 1_000, 50_000 + last * 1_000));
    notifyAll();
    return last;
  }

  /** Writes the entry of a triggered run, and returns its number, which is the run's. */
  public synchronized long entry(String task) {
    return write(
        String.format(
            "\"run\":%d,\"task\":%s,\"event\":\"entry\",\"trigger\":\"test\"",
            last + 1, JSON.writeValueAsString(task)));
  }

  /** Writes the exit of a triggered run. */
  public synchronized long exit(String task, long run, String outcome) {
    return write(
        String.format(
            "\"run\":%d,\"task\":%s,\"event\":\"exit\",\"trigger\":\"test\",\"outcome\":\"%s\","
                + "\"durationMs\":1000",
            run, JSON.writeValueAsString(task), outcome));
  }

  /** Writes another record of a triggered worker. */
  public synchronized long test(String event, String more) {
    return write("\"event\":\"" + event + "\",\"trigger\":\"test\"" + more);
  }

  /** Writes a whole triggered run with its worker. */
  public synchronized void run(String task, String outcome) {
    test("worker-start", "");
    exit(task, entry(task), outcome);
    test("worker-end", "");
  }

  /** The oldest records are overwritten, up to this number. */
  public synchronized void overwriteUpTo(long seq) {
    lines.headMap(seq, true).clear();
  }

  /** Another log begins. */
  public synchronized void clear(String nextId) {
    lines.clear();
    last = 0;
    id = nextId;
    notifyAll();
  }

  /** The calls so far, as {@code METHOD NAME}. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** What was asked of its log so far, such as {@code /log?after=3}. */
  public synchronized List<String> reads() {
    return List.copyOf(reads);
  }

  @Override
  public synchronized String call(String method, Optional<String> argument, List<Extra> extras) {
    Optional<String> name = argument.or(() -> decoded(extras));
    calls.add(method + name.map(text -> " " + text).orElse(""));
    if (thrown.isPresent()) {
      throw thrown.get();
    }
    String answer = answers.get(method);
    return "Bundle[{answer=" + (answer == null ? answer(method, name) : answer) + "}]";
  }

  private static Optional<String> decoded(List<Extra> extras) {
    return extras.stream()
        .filter(extra -> extra.key().equals("name64"))
        .map(extra -> new String(Base64.getDecoder().decode(extra.value()), UTF_8))
        .findFirst();
  }

  private String answer(String method, Optional<String> name) {
    return switch (method) {
      case "status" -> status();
      case "tasks" ->
          ok(
              String.format(
                  ",\"total\":%d,\"from\":0,\"tasks\":[%s]",
                  registered.size(),
                  String.join(",", registered.stream().map(HandmadeAgent::task).toList())));
      case "register" -> {
        registered.add(name.orElse(""));
        yield ok(",\"task\":" + task(name.orElse("")));
      }
      case "unregister" -> registered.remove(name.orElse("")) ? ok("") : refused("not-registered");
      case "trigger" -> {
        long before = last;
        if (debuggable) {
          onTrigger.accept(name);
        }
        yield debuggable ? ok(",\"afterSeq\":" + before) : refused("release-build");
      }
      default -> refused("unknown-method");
    };
  }

  private String status() {
    return ok(
        String.format(
            ",\"package\":\"%s\",\"debuggable\":%s,\"availability\":\"Available\","
                + "\"reasons\":[],\"registered\":%d,\"defined\":1,\"work\":{"
                + "\"state\":\"ENQUEUED\",\"intervalMinutes\":60,\"requiresNetwork\":false},"
                + "\"pendingRuns\":{},\"processStarts\":{\"job\":2},\"log\":{\"id\":\"%s\","
                + "\"firstSeq\":0,\"lastSeq\":%d,\"capacity\":262144,\"origin\":\"created\"}",
            packageName, debuggable, registered.size(), id, last));
  }

  private static String task(String name) {
    return String.format(
        "{\"name\":%s,\"defined\":true,\"minimumInterval\":60,\"requiresNetwork\":false,"
            + "\"timeoutSeconds\":180,\"arguments\":\"\",\"registeredAt\":1767225000050}",
        JSON.writeValueAsString(name));
  }

  /** An answer of the contract, with further members. */
  public static String ok(String members) {
    return "{\"code\":\"ok\",\"format\":\"jobdoctor-agent\",\"version\":1,\"agent\":\"0.1.0\""
        + members
        + "}";
  }

  private static String refused(String code) {
    return ok(",\"message\":\"this is why\"").replace("\"ok\"", "\"" + code + "\"");
  }

  @Override
  public void read(String pathAndQuery, OutputStream out) throws IOException {
    long follow = number(pathAndQuery, "follow");
    long end = System.nanoTime() + follow * 1_000_000_000;
    String log;
    byte[] text;
    long told;
    synchronized (this) {
      reads.add(pathAndQuery);
      if (thrown.isPresent()) {
        throw thrown.get();
      }
      onRead.run();
      log = id;
      boolean another = pathAndQuery.contains("log=") && !pathAndQuery.contains("log=" + id);
      long from = another ? 0 : number(pathAndQuery, "after");
      text = (head(from) + linesAfter(from)).getBytes(UTF_8);
      told = last;
    }
    out.write(text, 0, Math.max(0, text.length - lost));
    out.flush();
    if (lost > 0) {
      return;
    }
    while (follows && System.nanoTime() < end) {
      synchronized (this) {
        awaitChange(log, told);
        if (!log.equals(id)) {
          return;
        }
        text = (last == told ? "\n" : linesAfter(told)).getBytes(UTF_8);
        told = last;
      }
      out.write(text);
      out.flush();
    }
  }

  private synchronized void awaitChange(String log, long told) throws IOException {
    long beat = System.nanoTime() + 100_000_000;
    try {
      while (last == told && log.equals(id) && System.nanoTime() < beat) {
        wait(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private String linesAfter(long after) {
    return String.join("", lines.tailMap(after, false).values());
  }

  private String head(long after) {
    return String.format(
        "{%s,\"agent\":\"0.1.0\",\"package\":\"%s\",\"log\":%s,\"after\":%d,\"firstSeq\":%d,"
            + "\"lastSeq\":%d%s}\n",
        format,
        packageName,
        JSON.writeValueAsString(id),
        after,
        lines.isEmpty() ? 0 : lines.firstKey(),
        last,
        timeInHead
            ? ",\"created\":"
                + START
                + ",\"wallTime\":"
                + (START + 3_600_000)
                + ",\"elapsedMs\":3650000"
            : "");
  }

  private static long number(String query, String name) {
    for (String each : query.substring(query.indexOf('?') + 1).split("&", -1)) {
      if (each.startsWith(name + "=")) {
        return Long.parseLong(each.substring(name.length() + 1));
      }
    }
    return 0;
  }
}
