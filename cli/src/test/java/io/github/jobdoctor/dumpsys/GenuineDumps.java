package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Caller;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.job.Uid;
import io.github.jobdoctor.job.UserPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Dumps of the platform's own code, each with the truth that was read from the service's objects at
 * the same moment.
 */
public final class GenuineDumps {

  /** A folder of more dumps with their truths, when somebody has one at hand. */
  private static final String MORE = System.getProperty("jobdoctor.dumps", "");

  /** Their names, with those of the folder that {@code -Djobdoctor.dumps} names. */
  public static Stream<String> names() throws IOException {
    return Stream.concat(
        IntStream.rangeClosed(21, 37)
            .boxed()
            .flatMap(api -> Stream.of("active", "doze").map(state -> "api-" + api + "/" + state)),
        more());
  }

  private static Stream<String> more() throws IOException {
    if (MORE.isEmpty()) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(Path.of(MORE), 2)) {
      return files
          .map(file -> Path.of(MORE).relativize(file).toString())
          .filter(name -> name.matches("api-\\d+/\\d.*\\.json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Where the service has a job. */
  public static JobState stateOf(JsonNode job, JsonNode service) {
    JsonNode state = job.get("state");
    String name = withoutHash(job.get("shortString"));
    if (service.get("active").valueStream().anyMatch(entry -> withoutHash(entry).equals(name))) {
      return JobState.ACTIVE;
    }
    if (state.get("pending").asBoolean()) {
      return JobState.PENDING;
    }
    boolean ready =
        state.has("readyToBeExecuted")
            ? state.get("readyToBeExecuted").asBoolean()
            : job.get("isReady").asBoolean();
    return ready ? JobState.READY : JobState.WAITING;
  }

  /** A slot holds a copy of the job, which up to API 25 has a hash of its own. */
  private static String withoutHash(JsonNode shortString) {
    return shortString.asString().replaceFirst("^[0-9a-f]+ (?=[#{])", "");
  }

  /** What the service held when it was dumped. */
  public static JsonNode truthOf(String dump) throws IOException {
    try (InputStream in = resource(dump + ".json")) {
      return JsonMapper.shared().readTree(in);
    }
  }

  /** Its jobs. */
  public static Map<JobKey, JsonNode> byKey(JsonNode service) {
    return service
        .get("jobs")
        .valueStream()
        .collect(
            Collectors.toMap(
                job ->
                    new JobKey(
                        Optional.ofNullable(job.get("namespace"))
                            .filter(name -> !name.isNull())
                            .map(JsonNode::asString),
                        callerOf(job),
                        job.get("jobId").asInt()),
                Function.identity()));
  }

  /** Before API 24 the dump prints no uid. */
  private static Caller callerOf(JsonNode job) {
    String service = job.get("serviceShort").asString();
    return job.has("sourceUid")
        ? new Uid(job.get("callingUid").asInt())
        : new UserPackage(job.get("userId").asInt(), service.substring(0, service.indexOf('/')));
  }

  /** The dump, parsed. */
  public static JobSchedulerSnapshot parse(String dump) throws Exception {
    try (InputStream in = resource(dump + ".txt")) {
      return JobSchedulerDump.parse(in);
    }
  }

  private static InputStream resource(String name) throws IOException {
    if (!MORE.isEmpty() && name.matches("api-\\d+/\\d.*")) {
      return Files.newInputStream(Path.of(MORE, name));
    }
    return GenuineDumps.class.getResourceAsStream("aosp/" + name);
  }

  private GenuineDumps() {}
}
