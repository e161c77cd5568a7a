package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.DeviceIdle;
import io.github.jobdoctor.job.Fact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * States such as {@code mState=ACTIVE mLightState=ACTIVE}, two spaces before the first, and lists
 * such as {@code Whitelist user apps:} with their entries two spaces further in.
 */
final class DeviceIdleParser {

  private static final Set<String> LISTS =
      Set.of(
          "Whitelist (except idle) system apps:",
          "Whitelist system apps:",
          "Whitelist user apps:",
          "Whitelist (except idle) all app ids:",
          "Whitelist user app ids:",
          "Whitelist all app ids:",
          "Temp whitelist app ids:");

  /** Which lines are read, by their first word, and what is in them. */
  private static final Map<String, List<String>> STATES =
      Map.of(
          "mEnabled", List.of("mEnabled"),
          "mLightEnabled", List.of("mLightEnabled", "mDeepEnabled"),
          "mForceIdle", List.of("mForceIdle"),
          "mScreenOn", List.of("mScreenOn"),
          "mScreenLocked", List.of("mScreenLocked"),
          "mCharging", List.of("mCharging"),
          "mState", List.of("mState", "mLightState"));

  private final FirstFacts facts = new FirstFacts();
  private final Map<String, List<Fact<String>>> lists = new HashMap<>();
  private List<Fact<String>> list;

  Optional<DeviceIdle> parse(ServiceLines lines) throws IOException {
    while (lines.next()) {
      int indent = lines.indent();
      if (indent == 2) {
        readHeading(lines);
      } else if (indent == 4 && list != null) {
        list.add(lines.fact(lines.text().strip()));
      } else {
        list = null;
      }
    }
    // Others have a screen, a charger, and an mState of their own.
    boolean ours =
        facts.flag("mForceIdle").isPresent()
            || facts.flag("mDeepEnabled").isPresent()
            || stateOf("mState").isPresent();
    return ours ? Optional.of(state()) : Optional.empty();
  }

  private void readHeading(ServiceLines lines) {
    String heading = lines.text().strip();
    list =
        LISTS.contains(heading) && !lists.containsKey(heading)
            ? lists.computeIfAbsent(heading, name -> new ArrayList<>())
            : null;
    int equals = heading.indexOf('=');
    if (equals > 0) {
      STATES
          .getOrDefault(heading.substring(0, equals), List.of())
          .forEach(name -> facts.take(lines, name));
    }
  }

  private DeviceIdle state() {
    return new DeviceIdle(
        stateOf("mState"),
        stateOf("mLightState"),
        facts.flag("mForceIdle"),
        facts.flag("mDeepEnabled").or(() -> facts.flag("mEnabled")),
        facts.flag("mLightEnabled"),
        facts.flag("mScreenOn"),
        facts.flag("mScreenLocked"),
        facts.flag("mCharging"),
        packages("Whitelist (except idle) system apps:"),
        packages("Whitelist system apps:"),
        packages("Whitelist user apps:"),
        appIds("Whitelist (except idle) all app ids:"),
        appIds("Whitelist user app ids:"),
        appIds("Whitelist all app ids:"),
        appIds("Temp whitelist app ids:"));
  }

  /** A number stands there for a state that Android itself has no name for. */
  private Optional<Fact<String>> stateOf(String name) {
    return facts.word(name).filter(fact -> fact.value().matches("[A-Z_]+"));
  }

  private List<Fact<String>> packages(String heading) {
    return lists.getOrDefault(heading, List.of());
  }

  private List<Fact<Integer>> appIds(String heading) {
    return lists.getOrDefault(heading, List.of()).stream()
        .flatMap(
            fact ->
                ServiceLines.number(fact.value()).stream()
                    .map(number -> new Fact<>(number, fact.line())))
        .toList();
  }
}
