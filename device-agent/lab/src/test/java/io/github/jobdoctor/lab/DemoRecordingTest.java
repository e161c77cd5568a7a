package io.github.jobdoctor.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import android.os.Build;
import io.github.jobdoctor.agent.task.TaskOptions;
import io.github.jobdoctor.virtual.VirtualDevice;
import io.github.jobdoctor.virtual.VirtualProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.json.JSONObject;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * Records what the agent of the demonstration answers, and holds the recording against the agent of
 * today: when what it writes changes, this fails until the recording is made anew.
 *
 * <p>The recording lies in {@code cli}, beside what else the device {@code demo-api36} answers, in
 * the folder {@code agent}:
 *
 * <ul>
 *   <li>{@code log.jsonl}: what {@code content read …/log} printed at the end of {@link DemoStory}:
 *       the head and all records. The log's id, otherwise chance, is {@value #LOG_ID}.
 *   <li>{@code status.json}, {@code tasks.json}: what the calls answered at that time, the JSON
 *       object alone, on one line.
 *   <li>{@code trigger.jsonl}: for each task of the story, each probe task of the APK and a task
 *       that nothing defines, registered one after another, what {@code log?after=} gave after
 *       {@code trigger} of that task alone: its records without the head. An empty line stands
 *       between two tasks. Their times and durations are real ones.
 * </ul>
 *
 * To make it anew, with a JDK of 21 or later, since the device is one of API 36:
 *
 * <pre>
 * mvn -o test -pl device-agent/lab -am -Dtest=DemoRecordingTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dlab.record=$PWD/cli/src/main/resources/io/github/jobdoctor/virtual/demo-api36/agent
 * </pre>
 */
@RunWith(RobolectricTestRunner.class)
@Config(
    minSdk = 35,
    shadows = {RealPipes.class, StartReasons.class})
public class DemoRecordingTest {

  private static final String LOG_ID = "5e1d0a7c93b6f248";
  private static final int API_LEVEL = 36;
  private static final String FOLDER = "demo-api36/agent/";

  /** The probe tasks with the arguments that they are recorded with. */
  private static final Map<String, TaskOptions> PROBES = new LinkedHashMap<>();

  static {
    PROBES.put("noop", TaskOptions.DEFAULT);
    PROBES.put("sleep", TaskOptions.DEFAULT.withArguments("2"));
    PROBES.put("http", TaskOptions.DEFAULT);
    PROBES.put("cpu", TaskOptions.DEFAULT.withArguments("1"));
    PROBES.put("fail", TaskOptions.DEFAULT);
    PROBES.put("hang", TaskOptions.DEFAULT.withTimeout(1));
    PROBES.put("never-defined", TaskOptions.DEFAULT);
  }

  private final StoryClock clock = DemoStory.clock();

  @Rule public final AgentLab lab = new AgentLab(clock);

  private VirtualProvider door() {
    return new RobolectricProvider(lab.agent().app().getContentResolver(), AgentLab.AUTHORITY);
  }

  private String call(String method, Optional<String> argument) {
    String bundle = door().call(method, argument, List.of());
    assertTrue(bundle, bundle.startsWith("Bundle[{answer={") && bundle.endsWith("}}]"));
    return bundle.substring("Bundle[{answer=".length(), bundle.length() - "}]".length());
  }

  private List<String> read(String query) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    door().read("/log" + query, bytes);
    return bytes.toString(UTF_8).lines().toList();
  }

  @Test
  public void theDemonstrationsRecordingIsWhatTheAgentWritesToday() throws Exception {
    lab.agent().setDebuggable(true);
    DemoStory story = new DemoStory(lab, clock);
    story.tell();
    String status = call("status", Optional.empty());
    String id = new JSONObject(status).getJSONObject("log").getString("id");
    Map<String, String> told = new LinkedHashMap<>();
    told.put("log.jsonl", lines(read("")).replace(id, LOG_ID));
    told.put("status.json", status.replace(id, LOG_ID) + "\n");
    told.put("tasks.json", call("tasks", Optional.empty()) + "\n");
    Optional<Path> into = Optional.ofNullable(System.getProperty("lab.record")).map(Path::of);
    if (into.isPresent()) {
      assumeTrue(
          "a recording is made on API 36, by a JDK of 21 or later",
          Build.VERSION.SDK_INT == API_LEVEL);
      told.put("trigger.jsonl", triggers(story));
      Files.createDirectories(into.get());
      for (Map.Entry<String, String> file : told.entrySet()) {
        Files.writeString(into.get().resolve(file.getKey()), file.getValue());
      }
    } else {
      for (Map.Entry<String, String> file : told.entrySet()) {
        assertEquals(
            file.getKey() + " is to be recorded anew, see the documentation of this class",
            withoutTimes(recorded(file.getKey())),
            withoutTimes(file.getValue()));
      }
    }
  }

  /**
   * A task's thread may look at the clock a step before or after the story moves it, so the times
   * are not the same each time; all that is told of them is.
   */
  private static String withoutTimes(String text) {
    return text.replaceAll(
        "\"(apiLevel|wallTime|elapsedMs|durationMs|created|nextRunAt|lastRunAt|registeredAt)\":\\d+",
        "\"$1\":?");
  }

  @Test
  @Config(maxSdk = 35)
  public void everyTriggerInTheRecordingBeginsAndEndsWithItsWorker() throws Exception {
    List<String> tasks = new ArrayList<>();
    for (String block : recorded("trigger.jsonl").split("\n\n", -1)) {
      List<String> lines = block.strip().lines().toList();
      assertEquals("worker-start", new JSONObject(lines.get(0)).getString("event"));
      tasks.add(new JSONObject(lines.get(1)).getString("task"));
      assertEquals("worker-end", new JSONObject(lines.get(lines.size() - 1)).getString("event"));
    }
    List<String> wanted = new ArrayList<>(DemoStory.TASKS);
    wanted.addAll(PROBES.keySet());
    assertEquals(wanted, tasks);
  }

  /** The records of one trigger of each task. */
  private String triggers(DemoStory story) throws Exception {
    List<String> tasks = new ArrayList<>(DemoStory.TASKS);
    for (Map.Entry<String, TaskOptions> probe : PROBES.entrySet()) {
      lab.agent().tasks().register(probe.getKey(), probe.getValue());
      tasks.add(probe.getKey());
    }
    clock.tick();
    List<String> blocks = new ArrayList<>();
    for (String task : tasks) {
      story.expectOnly(task);
      String answer = call("trigger", Optional.of(task));
      long after = new JSONObject(answer).getLong("afterSeq");
      lab.agent().awaitWorkerEnd();
      List<String> lines = read("?after=" + after);
      blocks.add(lines(lines.subList(1, lines.size())));
    }
    return String.join("\n", blocks);
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String recorded(String file) throws IOException {
    try (InputStream in = VirtualDevice.class.getResourceAsStream(FOLDER + file)) {
      assertNotNull("no recording " + file + "; the class's documentation tells how", in);
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
