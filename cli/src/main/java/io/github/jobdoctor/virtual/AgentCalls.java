package io.github.jobdoctor.virtual;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The agent's calls, answered from its state with the codes and words of its contract. */
final class AgentCalls {

  private static final String METHODS = "status, tasks, register, unregister, trigger, clear";
  private static final long MAX_TASKS = 500;

  private final AgentState state;

  AgentCalls(AgentState state) {
    this.state = state;
  }

  String answer(String method, AgentArguments arguments) {
    JsonMembers answer = new JsonMembers();
    String begin = recordedUpTo("package");
    try {
      switch (method) {
        case "status" -> {
          arguments.only();
          begin = beginOfStatus();
          status(answer);
        }
        case "tasks" -> {
          arguments.only("from", "limit");
          tasks(arguments, answer);
        }
        case "register" -> {
          arguments.only(
              "name64",
              "minimumInterval",
              "requiresNetwork",
              "timeoutSeconds",
              "arguments",
              "arguments64");
          answer.raw("task", state.register(arguments.name(), arguments.options()).json());
        }
        case "unregister" -> {
          arguments.only("name64");
          String name = arguments.name();
          if (!state.unregister(name)) {
            throw notRegistered(name);
          }
        }
        case "trigger" -> {
          arguments.only("name64");
          trigger(arguments, answer);
        }
        case "clear" -> {
          arguments.only();
          state.clear();
          answer.raw("log", state.log().json());
        }
        default -> throw new AgentRefusal("unknown-method", "known are " + METHODS);
      }
    } catch (AgentRefusal refusal) {
      begin = AgentJson.replacing(begin, "code", AgentJson.quoted(refusal.code()));
      answer.text("message", refusal.getMessage());
    }
    return begin + answer.continuation();
  }

  /** The recorded status answer before one of its members, without the comma between. */
  private String recordedUpTo(String member) {
    String status = state.recording().status();
    return status.substring(0, status.indexOf(",\"" + member + "\":"));
  }

  private String beginOfStatus() {
    String begin = recordedUpTo("registered");
    OptionalInt level = state.installedOn();
    return level.isPresent()
        ? AgentJson.replacing(begin, "apiLevel", Integer.toString(level.getAsInt()))
        : begin;
  }

  private void status(JsonMembers answer) {
    String recorded = state.recording().status();
    answer
        .number("registered", state.tasks().count())
        .raw("defined", AgentJson.raw(recorded, "defined").orElseThrow());
    state.work().ifPresent(work -> answer.raw("work", work));
    answer
        .raw("pendingRuns", state.tasks().pendingRuns())
        .raw("processStarts", processStarts(recorded))
        .raw("log", state.log().json());
  }

  private String processStarts(String recorded) {
    return state.installedOn().isPresent()
        ? new JsonMembers().number(state.processStart(), 1).toString()
        : AgentJson.raw(recorded, "processStarts").orElseThrow();
  }

  private void tasks(AgentArguments arguments, JsonMembers answer) throws AgentRefusal {
    long from = arguments.number("from", 0);
    long limit = arguments.number("limit", 100);
    if (from < 0 || limit < 1 || limit > MAX_TASKS) {
      throw new AgentRefusal("bad-argument", "from is 0 or more, limit is 1 to " + MAX_TASKS);
    }
    answer
        .number("total", state.tasks().count())
        .number("from", from)
        .raw(
            "tasks",
            state.tasks().page(from, limit).stream()
                .map(AgentTask::json)
                .collect(Collectors.joining(",", "[", "]")));
  }

  private void trigger(AgentArguments arguments, JsonMembers answer) throws AgentRefusal {
    boolean all = arguments.namesNoTask();
    String name = all ? "" : arguments.name();
    String recorded = state.recording().status();
    if (!AgentJson.raw(recorded, "debuggable").orElseThrow().equals("true")) {
      throw new AgentRefusal(
          "release-build",
          AgentJson.text(recorded, "package").orElseThrow()
              + " is not debuggable; tasks of a release build run by schedule");
    }
    List<AgentTask> wanted =
        all
            ? state.tasks().longestWaitingFirst()
            : state.tasks().find(name).map(List::of).orElseThrow(() -> notRegistered(name));
    if (wanted.isEmpty()) {
      throw new AgentRefusal("nothing-registered", "no task is registered");
    }
    answer.number("afterSeq", state.log().lastSeq());
    state.trigger(wanted);
  }

  private static AgentRefusal notRegistered(String name) {
    return new AgentRefusal("not-registered", "no task is registered as " + name);
  }
}
