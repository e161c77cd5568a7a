package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The doctor")
class DoctorTest {

  @Test
  @DisplayName("names what an experiment has left on a device, with the line and the way back")
  void leftovers() {
    Program.Result result = new Program().run("--demo", "doctor", "-s", "demo-api30");
    assertEquals(1, result.code(), result.err());
    assertTrue(result.out().contains("bad   forced Doze"), result.out());
    assertTrue(result.out().contains("deviceidle: mForceIdle=true"), result.out());
    assertTrue(result.out().contains("shell dumpsys deviceidle unforce"), result.out());
    assertTrue(result.out().contains("ok    faked battery"), result.out());
  }

  @Test
  @DisplayName("looks at all devices without being asked, and is content with a clean one")
  void allDevices() {
    Program.Result all = new Program().run("--demo", "doctor", "-o", "json");
    JsonNode sources = JsonMapper.shared().readTree(all.out()).get("sources");
    assertEquals(4, sources.size());
    Program.Result clean = new Program().run("--demo", "doctor", "-s", "demo-api34");
    assertEquals(0, clean.code(), clean.out() + clean.err());
  }

  @Test
  @DisplayName("says it in JSON as the schema has it")
  void json() {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new Program().run("schema").out(), InputFormat.JSON);
    for (String[] words :
        new String[][] {
          {"--demo", "doctor", "-o", "json"},
          {"doctor", "--from", Dumps.file(36, "doze"), "-o", "json"}
        }) {
      assertEquals(List.of(), schema.validate(new Program().run(words).out(), InputFormat.JSON));
    }
  }

  @Test
  @DisplayName("does not guess what a dump of the jobs alone cannot tell")
  void dumpAlone() {
    Program.Result result =
        new Program().run("doctor", "--from", Dumps.file(36, "doze"), "-o", "ndjson");
    List<String> open = new ArrayList<>();
    for (String line : result.out().split("\n", -1)) {
      if (!line.isEmpty()) {
        JsonNode check = JsonMapper.shared().readTree(line);
        if (check.get("verdict").asString().equals("cannotTell")) {
          open.add(check.get("id").asString());
        }
      }
    }
    assertTrue(
        open.containsAll(
            List.of("leftover-forced-doze", "leftover-faked-battery", "battery-saver")),
        result.out());
  }

  @Test
  @DisplayName("sees a battery that the scheduler was told to watch")
  void monitoring(@TempDir Path folder) throws Exception {
    Path dump = folder.resolve("dump.txt");
    String text = Files.readString(Path.of(Dumps.file(36, "doze")));
    assertFalse(text.contains("MONITORING"));
    Files.writeString(
        dump,
        text.replaceFirst("(?m)^Battery not low: .*$", "$0\nMONITORING: seq=-1"),
        StandardCharsets.UTF_8);
    Program.Result result = new Program().run("doctor", "--from", dump.toString());
    assertEquals(1, result.code());
    assertTrue(result.out().contains("bad   battery monitoring"), result.out());
    assertTrue(result.out().contains("cmd jobscheduler monitor-battery off"), result.out());
  }

  @Test
  @DisplayName("says that no device is there, or that the one named is not")
  void noDevice() {
    Program.Result result = new Program().run("--demo", "doctor", "-s", "nobody");
    assertEquals(3, result.code());
    assertTrue(result.out().contains("nobody"), result.out());
  }
}
