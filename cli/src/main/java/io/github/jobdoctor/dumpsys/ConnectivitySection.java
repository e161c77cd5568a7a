package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Connectivity;
import io.github.jobdoctor.job.Connectivity.DefaultNetwork;
import io.github.jobdoctor.job.Connectivity.Network;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@code ConnectivityController:} and its forerunners. */
final class ConnectivitySection {

  /** Bit by bit, {@code ConnectivityManager.BLOCKED_REASON_*}, in case only the number is there. */
  private static final List<String> BLOCKED =
      List.of(
          "BATTERY_SAVER",
          "DOZE",
          "APP_STANDBY",
          "RESTRICTED_MODE",
          "LOCKDOWN_VPN",
          "LOW_POWER_STANDBY",
          "APP_BACKGROUND");

  /** The same from bit 16 on: {@code BLOCKED_METERED_REASON_*}. */
  private static final List<String> BLOCKED_METERED =
      List.of("METERED_DATA_SAVER", "METERED_USER_RESTRICTED", "METERED_ADMIN_DISABLED");

  private static final int FIRST_METERED_BIT = 16;

  private final List<Network> networks = new ArrayList<>();
  private Optional<DumpLine> networksLine = Optional.empty();
  private Optional<Fact<Boolean>> connected = Optional.empty();
  private Optional<Fact<Boolean>> validated = Optional.empty();
  private Optional<Fact<Boolean>> unmetered = Optional.empty();
  private final List<Fact<Uid>> exceptions = new ArrayList<>();
  private final Map<Uid, DefaultNetwork> defaults = new LinkedHashMap<>();
  private Optional<Fact<String>> backgroundMetered = Optional.empty();
  private final Map<JobKey, Fact<String>> requests = new LinkedHashMap<>();

  private enum Part {
    NONE,
    NETWORKS,
    SKIPPED
  }

  /** Reads the section. */
  Connectivity read(SectionLines lines, TrackedJobs jobs) throws IOException {
    readOld(lines.heading().replace("Connectivity:", ""), lines.headingLine());
    Part part = Part.NONE;
    while (lines.next()) {
      String text = lines.text();
      TrackedJobs.Tracked job = jobs.of(text);
      if (job != null) {
        requests.put(job.key(), new Fact<>(afterColon(job.rest()), lines.line()));
      } else if (text.startsWith("UID: ")) {
        readDefault(text, lines);
      } else if (text.equals("Available networks:") || text.equals("No available networks")) {
        networksLine = Optional.of(lines.line());
        part = Part.NETWORKS;
      } else if (isSkippedList(text)) {
        part = Part.SKIPPED;
      } else if (!(part == Part.NETWORKS && readNetwork(text, lines.line()))
          && !readSingle(text, lines.line())
          && part != Part.SKIPPED
          && !isOldRequest(text)) {
        lines.unread();
      }
    }
    return new Connectivity(
        networksLine.map(line -> new Fact<>(List.copyOf(networks), line)),
        connected,
        validated,
        unmetered,
        exceptions,
        defaults,
        backgroundMetered,
        requests);
  }

  private static boolean isSkippedList(String text) {
    return text.equals("UID Pecking Order:")
        || text.equals("Current default network callbacks:")
        || text.equals("Aconfig flags:")
        || text.equals("Cached signal strengths:")
        || text.equals("No cached signal strengths")
        || DeviceFacts.isTracking(text);
  }

  /** A job of API 21 to 23: {@code 374..: C=true, UM=false}. */
  private static boolean isOldRequest(String text) {
    return text.indexOf("..: C=") > 0;
  }

  private boolean readSingle(String text, DumpLine line) {
    String asked = Values.after(text, "Requested standby exceptions: ");
    if (asked != null) {
      for (String word : Values.words(asked)) {
        if (word.indexOf('(') < 0 && word.indexOf(')') < 0) {
          Uid.parse(word).ifPresent(uid -> exceptions.add(new Fact<>(uid, line)));
        }
      }
      return true;
    }
    String metered = Values.after(text, "Background metered allowed: ");
    if (metered != null) {
      backgroundMetered = Optional.of(new Fact<>(metered, line));
      return true;
    }
    return readOld(text, line);
  }

  /**
   * {@code connected=true validated=true} (API 26, 27), {@code connected: true unmetered: true}.
   */
  private boolean readOld(String text, DumpLine line) {
    boolean any = false;
    String last = "";
    for (String word : text.strip().replace("=", ": ").split(" ", -1)) {
      Optional<Fact<Boolean>> value = Values.bool(word, line);
      if (value.isPresent()) {
        any = true;
        switch (last) {
          case "connected:" -> connected = value;
          case "validated:" -> validated = value;
          case "unmetered:" -> unmetered = value;
          default -> any = false;
        }
      }
      last = word;
    }
    return any;
  }

  /** {@code 101: [ Transports: … ]}; API 29 and 30 print the number alone. */
  private boolean readNetwork(String text, DumpLine line) {
    int colon = text.indexOf(": ");
    OptionalInt id = Values.integer(colon > 0 ? text.substring(0, colon) : text);
    id.ifPresent(
        number ->
            networks.add(
                new Network(number, colon > 0 ? text.substring(colon + 2).strip() : "", line)));
    return id.isPresent();
  }

  /** {@code UID: 10123; Network: 101 (blocked=0)} or {@code UID: 10123; No network}. */
  private void readDefault(String text, SectionLines lines) {
    int semicolon = text.indexOf("; ");
    Optional<Uid> uid =
        semicolon > 0 ? Uid.parse(text.substring("UID: ".length(), semicolon)) : Optional.empty();
    if (uid.isEmpty()) {
      lines.unread();
      return;
    }
    String rest = text.substring(semicolon + 2);
    OptionalLong network =
        rest.startsWith("Network: ")
            ? Values.leadingNumber(rest.substring("Network: ".length()))
            : OptionalLong.empty();
    int blocked = rest.indexOf("(blocked=");
    int close = rest.lastIndexOf(')');
    List<String> reasons =
        blocked >= 0 && close > blocked
            ? blocked(rest.substring(blocked + "(blocked=".length(), close))
            : List.of();
    defaults.put(
        uid.get(),
        new DefaultNetwork(
            network.isPresent() ? OptionalInt.of((int) network.getAsLong()) : OptionalInt.empty(),
            reasons,
            lines.line()));
  }

  /** The reasons by name; Android prints their names, 0 for none, and unknown ones as a number. */
  static List<String> blocked(String text) {
    List<String> reasons = new ArrayList<>();
    for (String word : text.split("\\|", -1)) {
      OptionalLong bits = Values.number(word);
      if (bits.isPresent()) {
        for (int i = 0; i < Integer.SIZE; i++) {
          if ((bits.getAsLong() >>> i & 1) != 0) {
            reasons.add(blocked(i));
          }
        }
      } else if (!word.isEmpty() && !word.equals("NONE")) {
        reasons.add(word.replace("BLOCKED_", "").replace("REASON_", ""));
      }
    }
    return reasons;
  }

  private static String blocked(int bit) {
    if (bit < BLOCKED.size()) {
      return BLOCKED.get(bit);
    }
    int metered = bit - FIRST_METERED_BIT;
    return metered >= 0 && metered < BLOCKED_METERED.size()
        ? BLOCKED_METERED.get(metered)
        : "0x" + Integer.toHexString(1 << bit);
  }

  private static String afterColon(String rest) {
    return rest.startsWith(":") ? rest.substring(1).strip() : rest.strip();
  }
}
