package io.github.jobdoctor.conditions;

import io.github.jobdoctor.conditions.ConditionException.Reason;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.job.ActiveNetwork;
import io.github.jobdoctor.job.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * No network, or one that costs money. Off means that Wi-Fi and mobile data are switched off, which
 * the shell may do on every level, rather than airplane mode, which would take calls and Bluetooth
 * along. Metered is a wish of the user's about one Wi-Fi network, which the shell can name from API
 * 30 on.
 */
final class Network implements ConditionKind {

  private static final String OFF = "off";
  private static final String METERED = "metered";

  private static final String WIFI = "wifi";
  private static final String DATA = "data";
  private static final String CONNECTED = "connected";
  private static final String SSID = "ssid";
  private static final String OVERRIDE = "override";

  // mobile_data, and mobile_data1 and so on with several SIM cards
  private static final Pattern MOBILE_DATA = Pattern.compile("mobile_data\\d*=1");
  private static final Pattern WIFI_ON = Pattern.compile("wifi_on=(\\d)");
  private static final Pattern CONNECTED_TO = Pattern.compile("Wifi is connected to \"(.+)\".*");

  @Override
  public String word() {
    return "network";
  }

  @Override
  public String form() {
    return "network=off|metered";
  }

  @Override
  public String meaning() {
    return "there is no network, or the Wi-Fi network counts as metered";
  }

  @Override
  public boolean takes(String value) {
    return value.equals(OFF) || value.equals(METERED);
  }

  @Override
  public int since(Condition condition) {
    return condition.value().equals(METERED) ? 30 : 23;
  }

  @Override
  public boolean cutsNetwork(Condition condition) {
    return condition.value().equals(OFF);
  }

  @Override
  public State read(Condition condition, Shell shell) throws DeviceException, ConditionException {
    Map<String, String> values = new TreeMap<>();
    ActiveNetwork network =
        shell.ask(
            ActiveNetwork.class, Neighbour.CONNECTIVITY, name -> false, "dumpsys", "connectivity");
    values.put(CONNECTED, network.connected().value().toString());
    network.has("NOT_METERED").ifPresent(free -> values.put(METERED, Boolean.toString(!free)));
    ShellCommand list = ShellCommand.of("settings", "list", "global");
    List<String> settings = shell.run(list).stdout().lines().map(String::strip).toList();
    for (String setting : settings) {
      Matcher wifi = WIFI_ON.matcher(setting);
      if (wifi.matches()) {
        // 1 and 2 are on, the latter in airplane mode; 3 is off because of airplane mode.
        values.put(WIFI, Boolean.toString(wifi.group(1).matches("[12]")));
      }
    }
    if (!values.containsKey(WIFI)) {
      throw Shell.unreadable(list);
    }
    values.put(
        DATA,
        Boolean.toString(settings.stream().anyMatch(one -> MOBILE_DATA.matcher(one).matches())));
    if (condition.value().equals(METERED)) {
      readOverride(values, shell);
    }
    return new State(values);
  }

  private static void readOverride(Map<String, String> values, Shell shell)
      throws DeviceException, ConditionException {
    for (String line : shell.run("cmd", "wifi", "status").stdout().lines().toList()) {
      Matcher connected = CONNECTED_TO.matcher(line.strip());
      if (connected.matches()) {
        values.put(SSID, connected.group(1));
      }
    }
    for (String line :
        shell.run("cmd", "netpolicy", "list", "wifi-networks").stdout().lines().toList()) {
      int semicolon = line.lastIndexOf(';');
      if (semicolon > 0 && line.substring(0, semicolon).equals(values.get(SSID))) {
        values.put(OVERRIDE, line.substring(semicolon + 1).strip());
      }
    }
    if (!values.containsKey(OVERRIDE)) {
      throw new ConditionException(
          Reason.REFUSED,
          "Only a Wi-Fi network can be made metered, and the device has none that it names to the"
              + " shell.");
    }
  }

  @Override
  public boolean holds(Condition condition, State state) {
    return condition.value().equals(OFF)
        ? !state.is(CONNECTED) && !state.is(WIFI) && !state.is(DATA)
        : state.is(CONNECTED) && state.is(METERED);
  }

  @Override
  public List<ShellCommand> set(Condition condition, State now, int apiLevel) {
    if (condition.value().equals(METERED)) {
      return List.of(override(now.get(SSID), "true"));
    }
    List<ShellCommand> commands = new ArrayList<>();
    if (now.is(WIFI)) {
      commands.add(ShellCommand.of("svc", WIFI, "disable"));
    }
    if (now.is(DATA)) {
      commands.add(ShellCommand.of("svc", DATA, "disable"));
    }
    return commands;
  }

  private static ShellCommand override(String ssid, String value) {
    return ShellCommand.of("cmd", "netpolicy", "set", "metered-network", ssid, value);
  }

  @Override
  public boolean isBack(Condition condition, State was, State now) {
    // Whether a network is found again is not the switches' doing.
    return condition.value().equals(METERED)
        ? was.agrees(now, OVERRIDE)
        : was.agrees(now, WIFI, DATA);
  }

  @Override
  public List<ShellCommand> undo(
      Condition condition, State was, Optional<State> now, int apiLevel) {
    if (condition.value().equals(METERED)) {
      String old = was.get(OVERRIDE);
      return List.of(override(was.get(SSID), old.equals("none") ? "undefined" : old));
    }
    List<ShellCommand> commands = new ArrayList<>();
    for (String name : List.of(WIFI, DATA)) {
      if (now.isEmpty() || was.is(name) != now.get().is(name)) {
        commands.add(ShellCommand.of("svc", name, was.is(name) ? "enable" : "disable"));
      }
    }
    return commands;
  }

  @Override
  public boolean imposed(State state) {
    return false;
  }

  @Override
  public String describe(State state) {
    return !state.is(CONNECTED)
        ? "none (Wi-Fi " + onOff(state, WIFI) + ", mobile data " + onOff(state, DATA) + ")"
        : state.is(METERED) ? "metered" : "connected";
  }

  private static String onOff(State state, String name) {
    return state.is(name) ? "on" : "off";
  }
}
