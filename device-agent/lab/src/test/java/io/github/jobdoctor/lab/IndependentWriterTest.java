package io.github.jobdoctor.lab;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.github.jobdoctor.agent.log.LogJson;
import io.github.jobdoctor.agent.log.LogSnapshot;
import io.github.jobdoctor.agent.work.WakeReason;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * Logs that another writer made from the documentation of the file format: the agent reads them and
 * goes on with them, and the host tells of them what their writer knows.
 */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = 34, shadows = RealPipes.class)
public class IndependentWriterTest {

  private static final int USUAL_CAPACITY = 256 * 1024;
  private static final long BEGINNING = 1_767_000_000_000L;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final AgentLab lab = new AgentLab();

  private VirtualAdbServer server;
  private HostProgram host;

  @Before
  public void connect() throws Exception {
    server = VirtualAdbServer.start(List.of(lab.phone()), 0);
    host = new HostProgram(lab, server.port(), folder.getRoot().toPath());
  }

  @After
  public void disconnect() {
    server.close();
  }

  private Path logFile() {
    return lab.agent().app().getNoBackupFilesDir().toPath().resolve("jobdoctor/tasks.ring");
  }

  /** A story in a ring of its own. */
  private record Written(WrittenRing ring, WrittenStory story) {}

  private static Written written(int capacity, long records, Random random) {
    WrittenRing ring = new WrittenRing(capacity, BEGINNING, random);
    WrittenStory story = new WrittenStory(ring, BEGINNING, random);
    story.tell(records);
    return new Written(ring, story);
  }

  /** Damages some records: some alone, some beside each other, never the newest ones. */
  private static void damage(WrittenRing ring, Random random) {
    for (int i = 0; i < 8; i++) {
      List<Long> seqs = ring.seqs();
      int at = random.nextInt(seqs.size() - 10);
      for (int n = random.nextInt(3); n >= 0; n--) {
        ring.damage(seqs.get(at + n));
      }
    }
  }

  /** Name and value of each field, whatever their order and the width of their numbers. */
  private static Map<String, String> comparable(JSONObject line) throws JSONException {
    Map<String, String> fields = new TreeMap<>();
    for (Iterator<String> names = line.keys(); names.hasNext(); ) {
      String name = names.next();
      fields.put(name, line.get(name).toString());
    }
    return fields;
  }

  private static Map<String, String> comparable(Map<String, Object> line) throws JSONException {
    Map<String, Object> plain = new LinkedHashMap<>(line);
    plain.computeIfPresent("power", (name, value) -> new JSONArray((List<?>) value));
    return comparable(new JSONObject(plain));
  }

  private static List<Map<String, String>> comparable(List<Map<String, Object>> lines)
      throws JSONException {
    List<Map<String, String>> comparable = new ArrayList<>();
    for (Map<String, Object> line : lines) {
      comparable.add(comparable(line));
    }
    return comparable;
  }

  private static List<JSONObject> objects(JSONArray array) throws JSONException {
    List<JSONObject> objects = new ArrayList<>();
    for (int i = 0; i < array.length(); i++) {
      objects.add(array.getJSONObject(i));
    }
    return objects;
  }

  /** What the host tells of the log once the agent has gone on with it in a new process. */
  private JSONObject goneOnWith(WrittenRing ring) throws Exception {
    ring.writeTo(logFile());
    List<Map<String, String>> direct = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    LogSnapshot.read(logFile().toFile()).forEach(record -> lines.add(LogJson.toLine(record)));
    for (String line : lines) {
      direct.add(comparable(new JSONObject(line)));
    }
    assertEquals("read from the file", comparable(ring.lines()), direct);
    lab.startProcess(WakeReason.HOST);
    JSONObject log = host.run("logs", "-o", "json").endedWith(0).source();
    assertEquals("it is the same log", ring.id(), log.getJSONObject("log").getString("log"));
    List<Map<String, String>> pulled = new ArrayList<>();
    for (JSONObject record : objects(log.getJSONArray("records"))) {
      if (record.getLong("seq") <= ring.lastSeq()) {
        pulled.add(comparable(record));
      }
    }
    // The agent's own records may have taken the place of the oldest ones.
    List<Map<String, String>> all = comparable(ring.lines());
    int overwritten = all.size() - pulled.size();
    assertTrue(overwritten + " are gone", overwritten >= 0 && overwritten < 40);
    assertEquals("pulled by the host", all.subList(overwritten, all.size()), pulled);
    return log;
  }

  private static List<String> told(JSONArray gaps) throws JSONException {
    List<String> told = new ArrayList<>();
    for (JSONObject gap : objects(gaps)) {
      told.add(gap.get("from") + "-" + gap.get("to") + " " + gap.get("cause"));
    }
    return told;
  }

  /** The boots and set clocks between neighbours among these records, {@code beforeSeq what}. */
  private static List<String> clockChanges(List<JSONObject> records) throws JSONException {
    List<String> changes = new ArrayList<>();
    for (int i = 1; i < records.size(); i++) {
      JSONObject before = records.get(i - 1);
      JSONObject after = records.get(i);
      long wall = after.getLong("wallTime") - before.getLong("wallTime");
      long elapsed = after.getLong("elapsedMs") - before.getLong("elapsedMs");
      if (after.getInt("bootCount") != before.getInt("bootCount")) {
        changes.add(after.getLong("seq") + " boot");
      } else if (Math.abs(wall - elapsed) > 60_000) {
        changes.add(after.getLong("seq") + " clockSet " + (wall - elapsed));
      }
    }
    return changes;
  }

  private static List<String> toldClockChanges(JSONObject log, long upTo) throws JSONException {
    List<String> told = new ArrayList<>();
    for (JSONObject change : objects(log.getJSONArray("clockChanges"))) {
      if (change.getLong("beforeSeq") <= upTo) {
        String by = change.has("byMs") ? " " + change.get("byMs") : "";
        told.add(change.get("beforeSeq") + " " + change.get("kind") + by);
      }
    }
    return told;
  }

  private static List<JSONObject> upTo(long seq, JSONObject log) throws JSONException {
    List<JSONObject> records = objects(log.getJSONArray("records"));
    records.removeIf(record -> record.optLong("seq") > seq);
    return records;
  }

  @Test
  public void aWholeLogIsReadWhole() throws Exception {
    for (int seed = 1; seed <= 3; seed++) {
      Written log = written(USUAL_CAPACITY, 400, new Random(seed));
      JSONObject told = goneOnWith(log.ring());
      assertEquals(0, told.getLong("missing"));
      assertEquals(
          clockChanges(upTo(log.ring().lastSeq(), told)),
          toldClockChanges(told, log.ring().lastSeq()));
      Set<Long> reported = new TreeSet<>();
      for (JSONObject record : objects(told.getJSONArray("records"))) {
        if (record.getLong("seq") > log.ring().lastSeq()
            && record.getString("event").equals("died")) {
          reported.add(record.getLong("run"));
        }
      }
      assertEquals("the agent reports who died", new TreeSet<>(log.story().openRuns()), reported);
      assertFigures(log, reported.size());
    }
  }

  private void assertFigures(Written log, int reportedNow) throws Exception {
    JSONObject stats =
        host.run("logs", "stats", "-o", "json").endedWith(0).source().getJSONObject("stats");
    Map<String, Integer> told = new TreeMap<>();
    int died = 0;
    for (JSONObject task : objects(stats.getJSONArray("tasks"))) {
      for (String outcome : List.of("success", "failed")) {
        if (task.getInt(outcome) > 0) {
          told.put(task.getString("task") + " " + outcome, task.getInt(outcome));
        }
      }
      died += task.getInt("died");
      assertEquals("running", 0, task.getInt("running"));
      assertEquals("unknown", 0, task.getInt("unknown"));
    }
    Map<String, Integer> known = new TreeMap<>(log.story().ends());
    int reportedBefore =
        known.entrySet().stream()
            .filter(end -> end.getKey().endsWith(" died"))
            .mapToInt(Map.Entry::getValue)
            .sum();
    known.keySet().removeIf(end -> end.endsWith(" died"));
    assertEquals(known, told);
    assertEquals(reportedBefore + reportedNow, died);
  }

  @Test
  public void aRingThatWentRoundLacksItsOldestRecordsOnly() throws Exception {
    for (int seed = 11; seed <= 13; seed++) {
      Written log = written(USUAL_CAPACITY, 5_000, new Random(seed));
      assertTrue("it went round", log.ring().seqs().get(0) > 1);
      JSONObject told = goneOnWith(log.ring());
      JSONObject gap = told.getJSONArray("gaps").getJSONObject(0);
      assertEquals(1, told.getJSONArray("gaps").length());
      assertEquals("overwritten", gap.getString("cause"));
      List<JSONObject> records = upTo(log.ring().lastSeq(), told);
      assertEquals(records.get(0).getLong("seq") - 1, gap.getLong("to"));
      assertEquals(clockChanges(records), toldClockChanges(told, log.ring().lastSeq()));
    }
  }

  @Test
  public void damagedRecordsAreGapsAndCostNoOther() throws Exception {
    for (int seed = 21; seed <= 26; seed++) {
      Random random = new Random(seed);
      Written log = written(USUAL_CAPACITY, 500, random);
      log.ring().appendUnheardOf(log.story().anything());
      log.story().tell(log.ring().nextSeq() + 100);
      damage(log.ring(), random);
      JSONObject told = goneOnWith(log.ring());
      assertEquals(log.ring().gaps(), told(told.getJSONArray("gaps")));
    }
  }

  @Test
  public void remainsBehindTheNewestRecordAreNotRead() throws Exception {
    for (int seed = 31; seed <= 34; seed++) {
      Random random = new Random(seed);
      Written log = written(USUAL_CAPACITY, 4_000 + seed, random);
      if (random.nextBoolean()) {
        log.ring().dieBeforeTheCommitPoint(log.story().anything());
      } else {
        log.ring().leaveRemainsOfAnotherLog(log.story().anything());
      }
      goneOnWith(log.ring());
    }
  }

  @Test
  public void aRingOfAnotherSizeIsMovedWithItsNumbersAndGaps() throws Exception {
    for (int seed = 41; seed <= 43; seed++) {
      Random random = new Random(seed);
      Written log = written(64 * 1024, 2_000, random);
      damage(log.ring(), random);
      JSONObject told = goneOnWith(log.ring());
      assertEquals(log.ring().gaps(), told(told.getJSONArray("gaps")));
      assertEquals("repaired", told.getJSONObject("log").getString("origin"));
    }
  }
}
