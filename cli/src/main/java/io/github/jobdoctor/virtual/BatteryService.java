package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Android's battery service: what was recorded, or what somebody has told it to take for true
 * instead ({@code unplug}, {@code set}) until {@code reset}. {@code dumpsys battery} with arguments
 * and {@code cmd battery} are the same.
 */
final class BatteryService implements AndroidService {

  private static final int FAILED = 255;

  private static final String HEADING = "Current Battery Service state:\n";
  private static final String STOPPED = "  (UPDATES STOPPED -- use 'reset' to restart)\n";

  /** At 15 of 100 Android calls a battery low. */
  private static final int LOW = 15;

  /** The words of {@code set}, and the lines that they change. */
  private static final Map<String, String> PROPERTIES = properties();

  private static final List<String> POWERED = List.of("ac", "usb", "wireless", "dock");

  private final RecordedText text;
  private boolean faked;

  BatteryService(Supplier<String> recorded) {
    text = new RecordedText(recorded);
  }

  private static Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("ac", RecordedText.line("AC powered"));
    properties.put("usb", RecordedText.line("USB powered"));
    properties.put("wireless", RecordedText.line("Wireless powered"));
    properties.put("dock", RecordedText.line("Dock powered"));
    properties.put("present", RecordedText.line("present"));
    properties.put("status", RecordedText.line("status"));
    properties.put("level", RecordedText.line("level"));
    properties.put("temp", RecordedText.line("temperature"));
    properties.put("counter", RecordedText.line("Charge counter"));
    return properties;
  }

  /** Whether Android takes the device for powered. */
  synchronized boolean powered() {
    return POWERED.stream().anyMatch(name -> text.flag(PROPERTIES.get(name)));
  }

  /** Whether it was powered at first. */
  synchronized boolean recordedPowered() {
    return POWERED.stream()
        .anyMatch(name -> text.recordedValue(PROPERTIES.get(name)).equals(Optional.of("true")));
  }

  /** Android's number for what powers it: 0 nothing, 1 AC, 2 USB, 4 wireless, 8 dock. */
  synchronized int plugType() {
    for (int i = 0; i < POWERED.size(); i++) {
      if (text.flag(PROPERTIES.get(POWERED.get(i)))) {
        return 1 << i;
      }
    }
    return 0;
  }

  synchronized int level() {
    return text.value(PROPERTIES.get("level")).map(Integer::parseInt).orElse(100);
  }

  /** Whether Android would call it low. */
  boolean low() {
    return level() <= LOW && !powered();
  }

  @Override
  public synchronized int dump(Program.Invocation invocation) throws IOException {
    List<String> arguments = invocation.arguments();
    if (!arguments.isEmpty() && !arguments.get(0).equals("-a")) {
      // dumpsys has no exit code for what a service made of its arguments.
      command(invocation);
      return 0;
    }
    invocation.print(faked ? text.text().replace(HEADING, HEADING + STOPPED) : text.text());
    return 0;
  }

  @Override
  public synchronized int command(Program.Invocation invocation) throws IOException {
    List<String> words =
        invocation.arguments().stream().filter(word -> !word.equals("-f")).toList();
    switch (words.isEmpty() ? "help" : words.get(0)) {
      case "unplug" -> {
        POWERED.forEach(name -> text.put(PROPERTIES.get(name), false));
        faked = true;
      }
      case "reset" -> {
        text.reset();
        faked = false;
      }
      case "set" -> {
        return set(words.subList(1, words.size()), invocation);
      }
      case "get" -> {
        String place = words.size() < 2 ? null : PROPERTIES.get(words.get(1));
        invocation.print(
            place == null
                ? "Unknown get option: " + (words.size() < 2 ? "null" : words.get(1)) + "\n"
                : text.value(place).orElse("0") + "\n");
      }
      default -> {
        invocation.print("Battery service (battery) commands:\n  help, get, set, unplug, reset\n");
        return FAILED;
      }
    }
    return 0;
  }

  private int set(List<String> words, Program.Invocation invocation) throws IOException {
    if (words.size() < 2) {
      invocation.print(words.isEmpty() ? "No property specified\n" : "No value specified\n");
      return FAILED;
    }
    String name = words.get(0);
    String value = words.get(1);
    String place = PROPERTIES.get(name);
    if (place == null || text.recordedValue(place).isEmpty()) {
      invocation.print("Unknown set option: " + name + "\n");
      return 0;
    }
    if (!value.matches("-?\\d{1,9}")) {
      invocation.print("Bad value: " + value + "\n");
      return FAILED;
    }
    boolean truth = POWERED.contains(name) || name.equals("present");
    text.put(place, truth ? Boolean.toString(Integer.parseInt(value) != 0) : value);
    faked = true;
    return 0;
  }
}
