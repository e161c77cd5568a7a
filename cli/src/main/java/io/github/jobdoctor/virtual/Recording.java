package io.github.jobdoctor.virtual;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What was recorded of a device: a folder of resources beside this class.
 *
 * <pre>
 * device.properties                what getprop knows; invented
 * dumpsys-jobscheduler.txt         the dump, genuine, fewer jobs
 * dumpsys-SERVICE.txt              dumps of other services that fit it; written by hand in the shape
 *                                  of that release; not of every service everywhere
 * dumpsys-activity-PART.txt        the same of dumpsys activity PART
 * dumpsys-jobscheduler-help.txt    dumpsys jobscheduler -h
 * cmd-jobscheduler-help.txt        cmd jobscheduler help
 * agent/                           what its on-device agent said; see AgentRecording; not everywhere
 * </pre>
 *
 * <p>The dumps were printed by the {@code JobSchedulerService} of that release of the Android Open
 * Source Project, running on a JVM with invented apps and jobs. Each was reduced to a telling
 * selection: the blocks of other jobs were cut out, here and in the lists that name them, and the
 * jobs, slots and queue places counted again; every line that is left is as Android printed it.
 *
 * <p>Nothing is read before it is asked for.
 *
 * @param folder the folder's name
 */
record Recording(String folder) {

  /** Whether there is such a file. Reads nothing. */
  boolean has(String file) {
    return Recording.class.getResource(folder + "/" + file) != null;
  }

  /** What {@code getprop} knows. */
  Map<String, String> properties() {
    Properties loaded = new Properties();
    try {
      loaded.load(new StringReader(text("device.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> properties = new LinkedHashMap<>();
    loaded.forEach((name, value) -> properties.put((String) name, (String) value));
    return properties;
  }

  /** Whether jobdoctor's agent was installed on the device. Reads nothing. */
  boolean hasAgent() {
    return has("agent/log.jsonl");
  }

  /** A file of the recording of the agent. */
  String agentText(String file) {
    return text("agent/" + file);
  }

  /** A file of the recording. */
  String text(String file) {
    try (InputStream in = Recording.class.getResourceAsStream(folder + "/" + file)) {
      if (in == null) {
        throw new FileNotFoundException("no recording " + folder + "/" + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
