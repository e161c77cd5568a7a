package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The demo's devices change with their conditions:")
class DemoConditionsTest {

  private Instant clock = Instant.parse("2026-03-03T14:21:29Z");

  private final List<VirtualDevice> devices = DemoDevices.load(() -> clock);

  private String shell(int level, String line) {
    VirtualDevice device =
        devices.stream()
            .filter(each -> each.serial().equals("demo-api" + level))
            .findFirst()
            .orElseThrow();
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    CommandOutput output =
        new CommandOutput() {
          @Override
          public void write(Stream stream, byte[] bytes, int offset, int length) {
            stdout.write(bytes, offset, length);
          }

          @Override
          public void exit(int code) {}
        };
    try {
      device.shellWith(OptionalInt.empty()).run(line, InputStream.nullInputStream(), output);
      return stdout.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String jobs(int level) {
    return shell(level, "dumpsys jobscheduler");
  }

  private String job(int level, String id) {
    String dump = jobs(level);
    String heading = dump.contains("  JOB #" + id + ":") ? "  JOB #" : "systemjobscheduler:";
    int start = dump.indexOf(heading + id + ":");
    assertTrue(start >= 0, id);
    return dump.substring(start, dump.indexOf("Ready: ", start) + 40);
  }

  @ParameterizedTest
  @ValueSource(ints = {28, 34, 36})
  @DisplayName("Doze holds every job that is not exempt, and lets go of it again")
  void doze(int level) {
    jobs(level);
    assertTrue(
        shell(level, "dumpsys deviceidle force-idle deep")
            .contains("Now forced in to deep idle mode"));
    String dozing = job(level, "u0a123/1");
    assertFalse(
        dozing
            .lines()
            .anyMatch(
                line ->
                    line.strip().startsWith("Satisfied constraints:")
                        && line.contains("DEVICE_NOT_DOZING")),
        dozing);
    assertTrue(level < 29 || dozing.contains("readyNotDozing: false"), dozing);
    assertTrue(jobs(level).contains("Doze whitelisted: true"));
    String exempt = job(level, "u0a8/300");
    assertTrue(exempt.contains("DEVICE_NOT_DOZING"), exempt);
    assertTrue(shell(level, "dumpsys power").contains("  mDeviceIdleMode=true"));
    shell(level, "dumpsys deviceidle unforce");
    assertTrue(job(level, "u0a123/1").contains("DEVICE_NOT_DOZING"));
  }

  @ParameterizedTest
  @ValueSource(ints = {28, 30, 34, 36})
  @DisplayName("what changes and changes back, with no job running, leaves the dump word for word")
  void wordForWord(int level) {
    // Jobs that run lose their runs, so a device without any is looked at.
    shell(level, "cmd jobscheduler timeout -u all");
    for (String name : List.of("work", "running", "frequent", "app", "user10")) {
      shell(level, "cmd jobscheduler cancel com.example." + name);
      shell(level, "cmd jobscheduler cancel -u 10 com.example." + name);
    }
    String before = jobs(level);
    assertFalse(before.contains("!active=false"), "something still runs");
    shell(level, "dumpsys battery set ac 1");
    shell(level, "dumpsys battery set level 5");
    shell(level, "dumpsys battery unplug");
    shell(level, "cmd power set-mode 1");
    shell(level, "dumpsys deviceidle force-idle light");
    shell(level, "am set-standby-bucket com.example.rare active");
    shell(level, "svc wifi disable");
    shell(level, "cmd appops set com.example.rare RUN_ANY_IN_BACKGROUND ignore");
    String between = jobs(level);
    assertFalse(before.equals(between));
    shell(level, "cmd appops set com.example.rare RUN_ANY_IN_BACKGROUND allow");
    shell(level, "svc wifi enable");
    shell(level, "am set-standby-bucket com.example.rare rare");
    shell(level, level == 30 ? "dumpsys deviceidle force-idle deep" : "dumpsys deviceidle unforce");
    shell(level, "cmd power set-mode 0");
    shell(level, "dumpsys battery reset");
    assertEquals(before, jobs(level));
  }

  @Test
  @DisplayName("power satisfies CHARGING, and its loss takes it away")
  void charging() {
    assertTrue(job(30, "u0a123/1").contains("Satisfied constraints: CHARGING"));
    shell(30, "dumpsys battery unplug");
    assertTrue(job(30, "u0a123/1").contains("Unsatisfied constraints: CHARGING [0x1]"));
    assertEquals("false\n", shell(30, "cmd jobscheduler get-battery-charging"));
    shell(36, "dumpsys battery set usb 1");
    assertTrue(job(36, "u0a123/1").contains("Satisfied constraints: CHARGING "));
    assertTrue(jobs(36).contains("Battery charging: true"));
  }

  @Test
  @DisplayName("a bucket, background restriction, battery saver and the network show in the jobs")
  void others() {
    shell(36, "am set-standby-bucket com.example.app restricted");
    assertTrue(job(36, "u0a123/1").contains("Standby bucket: RESTRICTED"));
    shell(36, "cmd appops set com.example.app RUN_ANY_IN_BACKGROUND ignore");
    assertTrue(job(36, "u0a123/1").contains("readyNotRestrictedInBg: false"));
    assertTrue(job(36, "u0a128/403").contains("readyNotRestrictedInBg: true"));
    shell(36, "cmd power set-mode 1");
    assertTrue(job(36, "u0a128/403").contains("readyNotRestrictedInBg: false"));
    assertTrue(job(30, "u0a123/5").contains("Satisfied constraints: CONNECTIVITY"));
    shell(30, "svc wifi disable");
    assertTrue(job(30, "u0a123/5").contains("Unsatisfied constraints: CONNECTIVITY [0x10000000]"));
    assertTrue(jobs(30).contains("  No available networks"));
    assertTrue(shell(30, "dumpsys connectivity").contains("Active default network: none"));
  }

  @Test
  @DisplayName("a job that is ready no longer does not start, and one that runs is stopped")
  void runs() {
    shell(36, "dumpsys deviceidle force-idle");
    assertTrue(shell(36, "cmd jobscheduler run com.example.app 2").contains("Running job"));
    assertTrue(shell(36, "cmd jobscheduler get-job-state com.example.app 2").contains("waiting"));
    shell(36, "dumpsys deviceidle unforce");
    shell(36, "cmd jobscheduler run com.example.app 25 -f");
    assertTrue(shell(34, "cmd jobscheduler run com.example.app 1").contains("Running job"));
    assertTrue(shell(34, "cmd jobscheduler get-job-state com.example.app 1").contains("active"));
    shell(34, "dumpsys deviceidle force-idle");
    assertFalse(shell(34, "cmd jobscheduler get-job-state com.example.app 1").contains("active"));
    assertTrue(jobs(34).contains("cancelled due to unsatisfied constraints"));
  }

  @ParameterizedTest
  @ValueSource(ints = {28, 34, 36})
  @DisplayName("a job that becomes ready starts by itself a moment later, and comes to its end")
  void startsByItself(int level) {
    assertTrue(job(level, "u0a123/1").contains("Unsatisfied constraints: CHARGING"));
    shell(level, "dumpsys battery set ac 1");
    String state = "cmd jobscheduler get-job-state com.example.app 1";
    assertFalse(shell(level, state).contains("active"));
    clock = clock.plusSeconds(1);
    assertTrue(shell(level, state).contains("active"));
    clock = clock.plusSeconds(2);
    assertTrue(shell(level, state).contains("unknown"));
    assertTrue(jobs(level).contains("START: #u0a123/1"), "the history tells of it");
  }

  @Test
  @DisplayName("a job whose conditions go before it has started does not start")
  void changesItsMind() {
    shell(36, "dumpsys battery set ac 1");
    jobs(36);
    shell(36, "dumpsys battery unplug");
    jobs(36);
    clock = clock.plusSeconds(5);
    assertTrue(job(36, "u0a123/1").contains("Unsatisfied constraints: CHARGING"));
    assertFalse(jobs(36).contains("START: #u0a123/1"));
  }

  @Test
  @DisplayName("an order that stays in force starts its job when Doze ends")
  void anOrderStaysInForce() {
    shell(36, "dumpsys deviceidle force-idle");
    shell(36, "cmd jobscheduler run com.example.app 2");
    shell(36, "dumpsys deviceidle unforce");
    jobs(36);
    clock = clock.plusSeconds(1);
    assertTrue(shell(36, "cmd jobscheduler get-job-state com.example.app 2").contains("active"));
  }

  @Test
  @DisplayName(
      "power makes quota free, but not in the buckets RESTRICTED and NEVER, which has none")
  void quota() {
    assertFalse(within("u0a128/403"));
    shell(36, "dumpsys battery set ac 1");
    assertFalse(within("u0a128/403"));
    shell(36, "am set-standby-bucket com.example.never rare");
    assertTrue(within("u0a128/403"));
    shell(36, "dumpsys battery reset");
    assertTrue(within("u0a128/403"));
    shell(36, "am set-standby-bucket com.example.app never");
    assertFalse(within("u0a123/5"));
    shell(36, "am set-standby-bucket com.example.app active");
    assertTrue(within("u0a123/5"));
  }

  private boolean within(String id) {
    return job(36, id)
        .lines()
        .anyMatch(
            line ->
                line.strip().startsWith("Satisfied constraints:") && line.contains("WITHIN_QUOTA"));
  }

  @Test
  @DisplayName("battery saver is off while there is power, and comes not back by itself")
  void saver() {
    shell(36, "dumpsys battery set ac 1");
    shell(36, "cmd power set-mode 1");
    assertTrue(shell(36, "dumpsys power").contains("  Enabled=false"));
    shell(36, "dumpsys battery unplug");
    shell(36, "settings put global low_power 1");
    assertTrue(shell(36, "dumpsys power").contains("  Enabled=true"));
    shell(36, "dumpsys battery set ac 1");
    assertTrue(shell(36, "dumpsys power").contains("  Enabled=false"));
  }

  @Test
  @DisplayName("light Doze is out of reach of deep Doze, and asking for it lets go of that")
  void lightFromDeep() {
    assertEquals(
        "Unable to go light idle; stopped at OVERRIDE\n",
        shell(30, "dumpsys deviceidle force-idle light"));
    assertTrue(shell(30, "dumpsys deviceidle").contains("mForceIdle=false"));
  }
}
