package io.github.jobdoctor.lab;

import static org.junit.Assert.assertEquals;

import io.github.jobdoctor.command.Host;
import io.github.jobdoctor.command.JobDoctor;
import io.github.jobdoctor.conditions.Interruption;
import io.github.jobdoctor.jobscheduler.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** The whole host program, in front of one adb server, while the app's main thread goes on. */
final class HostProgram {

  private final AgentLab lab;
  private final int adbPort;
  private final Path folder;

  /**
   * @param adbPort the adb server's port
   * @param folder where relative file names start
   */
  HostProgram(AgentLab lab, int adbPort, Path folder) {
    this.lab = lab;
    this.adbPort = adbPort;
    this.folder = folder;
  }

  /**
   * How a run ended.
   *
   * @param code the exit code
   * @param out what went to standard output
   * @param err what went to standard error
   */
  record Result(int code, String out, String err) {

    /** The same, if it ended with this code. */
    Result endedWith(int wanted) {
      assertEquals(out + err, wanted, code);
      return this;
    }

    /** The one source in the document that it wrote. */
    JSONObject source() throws JSONException {
      JSONArray sources = new JSONObject(out).getJSONArray("sources");
      assertEquals(out, 1, sources.length());
      return sources.getJSONObject(0);
    }

    /** The objects of its lines. */
    List<JSONObject> lines() throws JSONException {
      List<JSONObject> lines = new ArrayList<>();
      for (String line : out.lines().toList()) {
        lines.add(new JSONObject(line));
      }
      return lines;
    }
  }

  /** A run that goes on; what it has said can be looked at. */
  static final class Running {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Future<Integer> code;

    String out() {
      return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
      return err.toString(StandardCharsets.UTF_8);
    }
  }

  /** Starts it. */
  Running begin(String... args) {
    List<String> words = new ArrayList<>(List.of("-P", Integer.toString(adbPort)));
    words.addAll(List.of(args));
    Running running = new Running();
    Host host =
        new Host(
            InputStream.nullInputStream(),
            running.out,
            running.err,
            Map.of(),
            folder,
            OptionalInt.empty(),
            Ticker.system(),
            Interruption.never(),
            Optional.empty());
    running.code = lab.begin(() -> JobDoctor.run(host, words.toArray(String[]::new)));
    return running;
  }

  /** Waits for its end. */
  Result end(Running running) throws Exception {
    int code = lab.await(running.code);
    return new Result(code, running.out(), running.err());
  }

  /** Runs it to its end. */
  Result run(String... args) throws Exception {
    return end(begin(args));
  }
}
