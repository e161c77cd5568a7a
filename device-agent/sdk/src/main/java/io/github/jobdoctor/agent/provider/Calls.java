package io.github.jobdoctor.agent.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.content.Context;
import android.content.pm.PackageManager;
import android.os.Build;
import android.os.Bundle;
import android.util.Base64;
import io.github.jobdoctor.agent.log.LogJson;
import io.github.jobdoctor.agent.log.LogSnapshot;
import io.github.jobdoctor.agent.task.DeviceConditions;
import io.github.jobdoctor.agent.task.RegisteredTask;
import io.github.jobdoctor.agent.task.TaskNames;
import io.github.jobdoctor.agent.task.TaskOptions;
import io.github.jobdoctor.agent.work.BackgroundStatus;
import io.github.jobdoctor.agent.work.BackgroundTasks;
import io.github.jobdoctor.agent.work.TriggerResult;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * The provider's methods: arguments in, JSON out. The contract stands in the package's
 * documentation.
 */
final class Calls {

  private static final String METHODS = "status, tasks, register, unregister, trigger, clear";
  private static final int MAX_TASKS = 500;
  private static final int MAX_PENDING_SHOWN = 100;

  private final Context context;
  private final Supplier<BackgroundTasks> source;

  /**
   * Prepares to answer.
   *
   * @param source opens log and registry, which may fail; not asked before an argument is checked
   */
  Calls(Context context, Supplier<BackgroundTasks> source) {
    this.context = context;
    this.source = source;
  }

  /** A call that is answered with a code other than ok. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    final String code;

    Refused(String code, String message) {
      super(message);
      this.code = code;
    }
  }

  String answer(String method, String arg, Bundle extras) {
    JSONObject answer = new JSONObject();
    try {
      answer.put("code", "ok");
      answer.put("format", "jobdoctor-agent");
      answer.put("version", AgentVersion.CALLS);
      answer.put("agent", AgentVersion.AGENT);
      try {
        answerTo(String.valueOf(method), arg, extras == null ? new Bundle() : extras, answer);
      } catch (Refused refused) {
        answer.put("code", refused.code);
        answer.put("message", refused.getMessage());
      } catch (RuntimeException deviceWouldNot) {
        // The host shall hear of a full disk; an exception would only reach logcat.
        answer.put("code", "failed");
        answer.put("message", deviceWouldNot.toString());
      }
    } catch (JSONException impossible) {
      throw new IllegalStateException(impossible); // Thrown for NaN only.
    }
    return ascii(answer.toString());
  }

  private void answerTo(String method, String arg, Bundle extras, JSONObject answer)
      throws Refused, JSONException {
    switch (method) {
      case "status" -> {
        onlyExtras(extras);
        status(answer);
      }
      case "tasks" -> {
        onlyExtras(extras, "from", "limit");
        tasks(extras, answer);
      }
      case "register" -> {
        onlyExtras(
            extras,
            "name64",
            "minimumInterval",
            "requiresNetwork",
            "timeoutSeconds",
            "arguments",
            "arguments64");
        register(name(arg, extras), options(extras), answer);
      }
      case "unregister" -> {
        onlyExtras(extras, "name64");
        String name = name(arg, extras);
        if (!source.get().unregister(name)) {
          throw new Refused("not-registered", "no task is registered as " + name);
        }
      }
      case "trigger" -> {
        onlyExtras(extras, "name64");
        boolean all = arg == null && !extras.containsKey("name64");
        trigger(
            all ? Collections.emptyList() : Collections.singletonList(name(arg, extras)), answer);
      }
      case "clear" -> {
        onlyExtras(extras);
        source.get().log().clear();
        answer.put("log", log(source.get()));
      }
      default -> throw new Refused("unknown-method", "known are " + METHODS);
    }
  }

  private static void onlyExtras(Bundle extras, String... known) throws Refused {
    Set<String> unknown = new TreeSet<>(extras.keySet());
    unknown.removeAll(Arrays.asList(known));
    if (!unknown.isEmpty()) {
      throw new Refused(
          "bad-argument",
          "unknown extras "
              + shortened(unknown.toString())
              + "; known are "
              + Arrays.asList(known));
    }
  }

  private static String name(String arg, Bundle extras) throws Refused {
    String encoded = string(extras, "name64", null);
    if (arg != null && encoded != null) {
      throw new Refused("bad-argument", "the name comes as arg or as name64, not both");
    }
    try {
      return TaskNames.checked(encoded == null ? arg : decoded("name64", encoded));
    } catch (IllegalArgumentException bad) {
      throw new Refused("bad-argument", bad.getMessage());
    }
  }

  private static TaskOptions options(Bundle extras) throws Refused {
    TaskOptions defaults = TaskOptions.DEFAULT;
    String encoded = string(extras, "arguments64", null);
    if (encoded != null && extras.containsKey("arguments")) {
      throw new Refused("bad-argument", "arguments come as arguments or as arguments64, not both");
    }
    try {
      return new TaskOptions(
          number(extras, "minimumInterval", defaults.minimumIntervalMinutes()),
          bool(extras, "requiresNetwork", defaults.requiresNetwork()),
          (int)
              Math.max(
                  0,
                  Math.min(
                      number(extras, "timeoutSeconds", defaults.timeoutSeconds()),
                      Integer.MAX_VALUE)),
          encoded == null ? string(extras, "arguments", "") : decoded("arguments64", encoded));
    } catch (IllegalArgumentException tooLong) {
      throw new Refused("bad-argument", tooLong.getMessage());
    }
  }

  private static String decoded(String key, String base64) throws Refused {
    try {
      return new String(Base64.decode(base64, Base64.DEFAULT), UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw new Refused("bad-argument", key + " is not base64");
    }
  }

  @SuppressWarnings("deprecation") // The typed get came with API 33, and would hide a wrong type.
  private static Object raw(Bundle extras, String key) {
    return extras.get(key);
  }

  private static String string(Bundle extras, String key, String otherwise) throws Refused {
    Object value = raw(extras, key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw new Refused("bad-argument", key + " is a text (s)");
  }

  private static long number(Bundle extras, String key, long otherwise) throws Refused {
    Object value = raw(extras, key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new Refused("bad-argument", key + " is a whole number (i or l)");
  }

  private static boolean bool(Bundle extras, String key, boolean otherwise) throws Refused {
    Object value = raw(extras, key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean yes) {
      return yes;
    }
    throw new Refused("bad-argument", key + " is true or false (b)");
  }

  private void status(JSONObject answer) throws JSONException {
    BackgroundTasks tasks = source.get();
    BackgroundStatus status = tasks.status();
    answer.put("package", context.getPackageName());
    answer.putOpt("appVersion", appVersion());
    answer.put("apiLevel", Build.VERSION.SDK_INT);
    answer.put("debuggable", tasks.isDebuggable());
    answer.put("availability", status.availability().wireName());
    answer.put("reasons", new JSONArray(status.reasons()));
    int bucket = DeviceConditions.of(context).standbyBucket();
    if (bucket != 0) {
      answer.put("standbyBucket", LogJson.standbyBucketName(bucket));
    }
    answer.put("registered", tasks.registeredCount());
    answer.put("defined", tasks.defined().size());
    if (tasks.scheduled().isPresent()) {
      var work = tasks.scheduled().get();
      JSONObject json =
          new JSONObject()
              .put("state", work.state())
              .put("intervalMinutes", work.intervalMinutes())
              .put("requiresNetwork", work.requiresNetwork());
      if (work.nextRunAt().isPresent()) {
        json.put("nextRunAt", work.nextRunAt().getAsLong());
      }
      answer.put("work", json);
    }
    JSONObject pending = new JSONObject();
    for (Map.Entry<String, Integer> each : tasks.pendingRuns().entrySet()) {
      if (pending.length() < MAX_PENDING_SHOWN) {
        pending.put(each.getKey(), each.getValue());
      }
    }
    answer.put("pendingRuns", pending);
    answer.put("processStarts", new JSONObject(tasks.processStarts()));
    answer.put("log", log(tasks));
  }

  private String appVersion() {
    try {
      return context.getPackageManager().getPackageInfo(context.getPackageName(), 0).versionName;
    } catch (PackageManager.NameNotFoundException uninstalledThisMoment) {
      return null;
    }
  }

  private static JSONObject log(BackgroundTasks tasks) throws JSONException {
    LogSnapshot snapshot = tasks.log().snapshot();
    return new JSONObject()
        .put("id", LogLines.id(snapshot))
        .put("firstSeq", snapshot.firstSeq())
        .put("lastSeq", snapshot.lastSeq())
        .put("capacity", snapshot.capacity())
        .put("origin", tasks.log().origin().kind().wireName())
        .put("originReason", tasks.log().origin().reason());
  }

  private void tasks(Bundle extras, JSONObject answer) throws Refused, JSONException {
    long from = number(extras, "from", 0);
    long limit = number(extras, "limit", 100);
    if (from < 0 || limit < 1 || limit > MAX_TASKS) {
      throw new Refused("bad-argument", "from is 0 or more, limit is 1 to " + MAX_TASKS);
    }
    BackgroundTasks tasks = source.get();
    JSONArray shown = new JSONArray();
    // A page, since all ten thousand in one Bundle would break Android's limit of a megabyte.
    for (RegisteredTask task : tasks.registered(from, (int) limit)) {
      shown.put(task(task, tasks));
    }
    answer.put("total", tasks.registeredCount());
    answer.put("from", from);
    answer.put("tasks", shown);
  }

  private static JSONObject task(RegisteredTask task, BackgroundTasks tasks) throws JSONException {
    JSONObject json =
        new JSONObject()
            .put("name", task.name())
            .put("defined", tasks.defined().contains(task.name()))
            .put("minimumInterval", task.options().minimumIntervalMinutes())
            .put("requiresNetwork", task.options().requiresNetwork())
            .put("timeoutSeconds", task.options().timeoutSeconds())
            .put("arguments", task.options().arguments())
            .put("registeredAt", task.registeredAt());
    if (task.lastRunAt().isPresent()) {
      json.put("lastRunAt", task.lastRunAt().getAsLong());
    }
    if (task.lastOutcome().isPresent()) {
      json.put("lastOutcome", task.lastOutcome().get().wireName());
    }
    return json;
  }

  private void register(String name, TaskOptions options, JSONObject answer) throws JSONException {
    BackgroundTasks tasks = source.get();
    answer.put("task", task(tasks.register(name, options), tasks));
  }

  private void trigger(List<String> names, JSONObject answer) throws Refused, JSONException {
    BackgroundTasks tasks = source.get();
    long before = tasks.log().snapshot().lastSeq();
    TriggerResult result = tasks.trigger(names);
    if (result.code() != TriggerResult.Code.STARTED) {
      throw new Refused(result.code().wireName(), result.message());
    }
    answer.put("afterSeq", before);
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  /**
   * Escaped where it is not printable ASCII, so that no terminal or pipe on the way can spoil it.
   */
  private static String ascii(String json) {
    StringBuilder out = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c >= 0x20 && c < 0x7F) {
        out.append(c);
      } else {
        String hex = Integer.toHexString(c);
        out.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
      }
    }
    return out.toString();
  }
}
