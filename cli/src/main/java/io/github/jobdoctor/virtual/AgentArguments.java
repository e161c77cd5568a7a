package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Argument and extras of a call to an agent, held against what the agent's contract allows. */
final class AgentArguments {

  private static final int MAX_NAME = 200;

  private final Optional<String> argument;
  private final TreeMap<String, VirtualProvider.Extra> extras = new TreeMap<>();

  AgentArguments(Optional<String> argument, List<VirtualProvider.Extra> extras) {
    this.argument = argument;
    extras.forEach(extra -> this.extras.put(extra.key(), extra));
  }

  void only(String... known) throws AgentRefusal {
    TreeSet<String> unknown = new TreeSet<>(extras.keySet());
    unknown.removeAll(Arrays.asList(known));
    if (!unknown.isEmpty()) {
      String names = unknown.toString();
      throw bad(
          "unknown extras "
              + (names.length() <= 200 ? names : names.substring(0, 200) + "…")
              + "; known are "
              + Arrays.asList(known));
    }
  }

  boolean namesNoTask() {
    return argument.isEmpty() && !extras.containsKey("name64");
  }

  /** The name of a task, which must be one that a task could have. */
  String name() throws AgentRefusal {
    Optional<String> encoded = text("name64");
    if (argument.isPresent() && encoded.isPresent()) {
      throw bad("the name comes as arg or as name64, not both");
    }
    String name = encoded.isPresent() ? decoded("name64", encoded.get()) : argument.orElse("");
    if (name.isEmpty()) {
      throw bad("a task needs a name");
    }
    if (name.length() > MAX_NAME) {
      throw bad("a name of " + name.length() + " characters, at most " + MAX_NAME);
    }
    return name;
  }

  AgentTask.Options options() throws AgentRefusal {
    AgentTask.Options defaults = AgentTask.Options.DEFAULT;
    Optional<String> encoded = text("arguments64");
    if (encoded.isPresent() && extras.containsKey("arguments")) {
      throw bad("arguments come as arguments or as arguments64, not both");
    }
    try {
      return new AgentTask.Options(
          number("minimumInterval", defaults.minimumInterval()),
          flag("requiresNetwork", defaults.requiresNetwork()),
          number("timeoutSeconds", defaults.timeoutSeconds()),
          encoded.isPresent()
              ? decoded("arguments64", encoded.get())
              : text("arguments").orElse(defaults.arguments()));
    } catch (IllegalArgumentException tooLong) {
      throw bad(tooLong.getMessage());
    }
  }

  long number(String key, long otherwise) throws AgentRefusal {
    Optional<String> value = value(key, "il", "a whole number (i or l)");
    return value.isPresent() ? Long.parseLong(value.get()) : otherwise;
  }

  private boolean flag(String key, boolean otherwise) throws AgentRefusal {
    return value(key, "b", "true or false (b)").map(Boolean::parseBoolean).orElse(otherwise);
  }

  private Optional<String> text(String key) throws AgentRefusal {
    return value(key, "s", "a text (s)");
  }

  private Optional<String> value(String key, String types, String wanted) throws AgentRefusal {
    VirtualProvider.Extra extra = extras.get(key);
    if (extra == null || extra.type() == 'n') {
      return Optional.empty();
    }
    if (types.indexOf(extra.type()) < 0) {
      throw bad(key + " is " + wanted);
    }
    return Optional.of(extra.value());
  }

  private static String decoded(String key, String base64) throws AgentRefusal {
    try {
      // As Android's decoder, which takes no notice of what is not of the alphabet.
      return new String(Base64.getMimeDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw bad(key + " is not base64");
    }
  }

  private static AgentRefusal bad(String message) {
    return new AgentRefusal("bad-argument", message);
  }
}
