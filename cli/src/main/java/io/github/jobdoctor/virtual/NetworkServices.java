package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network of a virtual device, which is Wi-Fi where the recording has one: {@code dumpsys
 * connectivity}, {@code cmd wifi}, {@code cmd netpolicy} and {@code svc}. It comes and goes with
 * the settings {@code wifi_on} and {@code airplane_mode_on}.
 */
final class NetworkServices {

  /** The only Wi-Fi network that a virtual device knows. */
  static final String SSID = "Demo network";

  private static final int FAILED = 255;
  private static final String DEFAULT = "(?m)^(Active default network: )(\\S+)$";

  private final int apiLevel;
  private final RecordedText text;
  private final SettingsTable settings;
  private String metered = "none";

  NetworkServices(int apiLevel, Supplier<String> recorded, SettingsTable settings) {
    this.apiLevel = apiLevel;
    text = new RecordedText(recorded);
    this.settings = settings;
  }

  /** Whether there is a network now. */
  synchronized boolean connected() {
    return recordedConnected() && on("wifi_on") && !on("airplane_mode_on");
  }

  /** Whether there was one at first. */
  synchronized boolean recordedConnected() {
    return text.recordedValue(DEFAULT).filter(name -> !name.equals("none")).isPresent();
  }

  /** Whether somebody has said that it is metered. */
  synchronized boolean metered() {
    return metered.equals("true");
  }

  private boolean on(String setting) {
    return settings.get("global", setting).filter(value -> value.equals("1")).isPresent();
  }

  /** {@code dumpsys connectivity}, and {@code cmd connectivity airplane-mode}. */
  AndroidService connectivity() {
    return new AndroidService() {
      @Override
      public int dump(Program.Invocation invocation) throws IOException {
        invocation.print(dumpText());
        return 0;
      }

      @Override
      public int command(Program.Invocation invocation) throws IOException {
        List<String> words = invocation.arguments();
        if (apiLevel < 30 || words.isEmpty() || !words.get(0).equals("airplane-mode")) {
          invocation.print("Connectivity service commands:\n  help, airplane-mode\n");
          return FAILED;
        }
        if (words.size() == 1) {
          invocation.print(on("airplane_mode_on") ? "enabled\n" : "disabled\n");
        } else {
          settings.put("global", "airplane_mode_on", words.get(1).equals("enable") ? "1" : "0");
        }
        return 0;
      }
    };
  }

  private synchronized String dumpText() {
    String recorded = text.recorded();
    if (!connected() && recordedConnected()) {
      Matcher none = Pattern.compile(DEFAULT).matcher(recorded);
      return none.replaceFirst("$1none").replaceFirst("(?s)(Current Networks:\n).*", "$1");
    }
    return metered() ? recorded.replace("Capabilities: NOT_METERED&", "Capabilities: ") : recorded;
  }

  /** {@code cmd wifi status}, which is there from API 30 on. */
  AndroidService wifi() {
    return service(
        words -> {
          if (apiLevel < 30 || words.isEmpty() || !words.get(0).equals("status")) {
            return Optional.empty();
          }
          String enabled = "Wifi is " + (on("wifi_on") ? "enabled" : "disabled") + "\n";
          return Optional.of(
              on("wifi_on") && connected()
                  ? enabled + "Wifi is connected to \"" + SSID + "\"\n"
                  : enabled + (on("wifi_on") ? "Wifi is not connected\n" : ""));
        },
        0);
  }

  /** {@code cmd netpolicy}, of which {@code set metered-network} always fails and works. */
  AndroidService netPolicy() {
    return service(
        words -> {
          if (words.equals(List.of("list", "wifi-networks"))) {
            return Optional.of(recordedConnected() ? SSID + ";" + metered + "\n" : "");
          }
          if (words.size() == 4 && words.subList(0, 2).equals(List.of("set", "metered-network"))) {
            if (words.get(2).equals(SSID)) {
              metered = List.of("true", "false").contains(words.get(3)) ? words.get(3) : "none";
            }
            return Optional.of("");
          }
          return Optional.empty();
        },
        FAILED);
  }

  private interface Answer {
    Optional<String> to(List<String> words);
  }

  /** A service without a dump; what it does not know ends with exit code 255. */
  private static AndroidService service(Answer answer, int exitCodeOfOrders) {
    return new AndroidService() {
      @Override
      public int dump(Program.Invocation invocation) {
        return 0;
      }

      @Override
      public int command(Program.Invocation invocation) throws IOException {
        Optional<String> said = answer.to(invocation.arguments());
        invocation.print(said.orElse("Unknown command\n"));
        return said.isEmpty() ? FAILED : said.get().isEmpty() ? exitCodeOfOrders : 0;
      }
    };
  }

  /** {@code svc wifi enable}, {@code svc data disable} and so on. */
  int svc(Program.Invocation invocation) throws IOException {
    List<String> words = invocation.arguments();
    boolean known =
        words.size() == 2
            && List.of("wifi", "data").contains(words.get(0))
            && List.of("enable", "disable").contains(words.get(1));
    if (!known) {
      invocation.printError("Available commands:\n    wifi, data\n");
      return 0;
    }
    settings.put(
        "global",
        words.get(0).equals("wifi") ? "wifi_on" : "mobile_data",
        words.get(1).equals("enable") ? "1" : "0");
    return 0;
  }
}
