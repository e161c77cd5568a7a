package io.github.jobdoctor.source;

import io.github.jobdoctor.dumpsys.UnusableDumpException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Bug reports made by hand, small. */
final class Reports {

  static final String RULE = "-".repeat(79) + "\n";

  static final String HEAD =
      """
      ========================================================
      == dumpstate: 2026-05-03 16:24:39
      ========================================================

      Build: UP1A.1
      Build fingerprint: 'acme/one/one:14/UP1A.1/7:user/release-keys'
      Android SDK version: 34
      Uptime: up 0 weeks, 1 days, 2 hours, 3 minutes

      ------ SYSTEM LOG (logcat -v threadtime -d *:v) ------
      05-03 16:24:38.001  1000  1234 I Tag: DUMP OF SERVICE jobscheduler:
      ------ 0.400s was the duration of 'SYSTEM LOG' ------

      ------ SYSTEM PROPERTIES (getprop) ------
      [ro.build.version.release]: [14]
      [ro.build.version.sdk]: [34]
      [ro.product.manufacturer]: [Acme]
      [ro.product.model]: [Acme One]
      ------ 0.040s was the duration of 'SYSTEM PROPERTIES' ------
      """;

  static final String HEADING = "------ DUMPSYS NORMAL (/system/bin/dumpsys) ------\n";

  private Reports() {}

  /** A dump of so many jobs. */
  static String dump(int jobs) {
    return dump(jobs, "");
  }

  /** A dump in which the first job has a text in its extras, at column 0 as up to API 30. */
  static String dump(int jobs, String text) {
    StringBuilder dump = new StringBuilder("Registered " + jobs + " jobs:\n");
    for (int i = 0; i < jobs; i++) {
      dump.append("  JOB #u0a5/").append(i).append(": abc com.x/.Svc\n");
      dump.append("    u0a5 tag=*job*/com.x/.Svc\n    Source: uid=u0a5 user=0 pkg=com.x\n");
      dump.append("    JobInfo:\n      Service: com.x/.Svc\n");
      dump.append("      Requires: charging=false batteryNotLow=false deviceIdle=false\n");
      if (i == 0 && !text.isEmpty()) {
        dump.append("      Extras: Bundle[{a=").append(text).append("}]\n");
      }
      dump.append("      Backoff: policy=1 initial=+30s0ms\n");
      dump.append("    Required constraints: CHARGING [0x1]\n");
      dump.append("    Standby bucket: ACTIVE\n    Enqueue time: -1s0ms\n");
      dump.append("    Ready: false (job=false user=true !pending=true !active=true");
      dump.append(" !backingup=true comp=true)\n");
    }
    return dump + "\nmReadyToRock=true\nPersistStats: FirstLoad: 0/0/0 LastSave: 0/0/0\n";
  }

  /** The service as Android 8 and later frame it. */
  static String service(String header, String text) {
    String name = header.substring(header.lastIndexOf(' ') + 1);
    return RULE + "DUMP OF SERVICE " + header + ":\n" + text + duration(name);
  }

  /** The service as Android 7 frames it. */
  static String serviceWithoutDuration(String header, String text) {
    return RULE + "DUMP OF SERVICE " + header + ":\n" + text;
  }

  static String duration(String service) {
    return "--------- 0.012s was the duration of dumpsys "
        + service
        + ", ending at: 2026-05-03 16:25:00\n";
  }

  /** The number of the first line that reads so. */
  static int lineOf(String text, String line) {
    return text.lines().toList().indexOf(line) + 1;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static SavedDump read(String text) throws UnreadableInputException, UnusableDumpException {
    return read(bytes(text));
  }

  static SavedDump read(byte[] text) throws UnreadableInputException, UnusableDumpException {
    return read(new ByteArrayInputStream(text));
  }

  static SavedDump read(InputStream in) throws UnreadableInputException, UnusableDumpException {
    return DumpFile.read("-", Path.of(""), in);
  }
}
