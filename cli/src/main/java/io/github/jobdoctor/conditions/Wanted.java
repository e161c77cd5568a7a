package io.github.jobdoctor.conditions;

import io.github.jobdoctor.conditions.ConditionException.Reason;
import io.github.jobdoctor.device.DeviceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Conditions that somebody wants of a device, before anything is changed on it. */
final class Wanted {

  // "192.168.1.7:5555", "[fe80::1]:5555" and "adb-R5C…._adb-tls-connect._tcp"
  private static final Pattern OVER_NETWORK = Pattern.compile(".*:\\d+|adb-.*_adb-tls-.*");

  private Wanted() {}

  /** Refuses what cannot be, as far as that is known without asking the device for its state. */
  static void refuse(Shell shell, List<Condition> wanted, boolean evenOverNetwork)
      throws DeviceException, ConditionException {
    int apiLevel = shell.apiLevel();
    refuseContradictions(wanted);
    for (Condition condition : wanted) {
      int since = condition.kind().since(condition);
      if (apiLevel < since) {
        throw new ConditionException(
            Reason.REFUSED,
            condition.text()
                + " is there since API "
                + since
                + ", and the device has "
                + apiLevel
                + ".");
      }
      if (condition.kind().cutsNetwork(condition)
          && !evenOverNetwork
          && OVER_NETWORK.matcher(shell.device().serial()).matches()) {
        throw new ConditionException(
            Reason.CONTRADICTION,
            "The device "
                + shell.device().serial()
                + " is reached over its network, and "
                + condition.text()
                + " would cut that; nobody could put it back then. --force does it all the same.");
      }
    }
  }

  /** What is to be set, each with how it is now. */
  static List<Journal.Entry> entries(Shell shell, List<Condition> wanted)
      throws DeviceException, ConditionException {
    List<Condition> all = new ArrayList<>(wanted);
    Condition unplugged = new Condition(new Unplugged(), Optional.empty(), "", OptionalInt.empty());
    if (wanted.stream().anyMatch(condition -> condition.kind().needsBattery())
        && wanted.stream().noneMatch(condition -> condition.kind() instanceof Unplugged)
        && FakedBattery.isPowered(unplugged.kind().read(unplugged, shell))) {
      all.add(unplugged);
    }
    // What Android ignores while there is power comes last, and goes first.
    all.sort(Comparator.comparing((Condition condition) -> condition.kind().needsBattery()));
    List<Journal.Entry> entries = new ArrayList<>();
    for (Condition condition : all) {
      State was = condition.kind().read(condition, shell);
      Optional<String> why = condition.kind().impossible(condition, was);
      if (why.isPresent()) {
        throw new ConditionException(Reason.REFUSED, why.get());
      }
      entries.add(new Journal.Entry(condition, was));
    }
    return entries;
  }

  private static void refuseContradictions(List<Condition> wanted) throws ConditionException {
    for (int i = 0; i < wanted.size(); i++) {
      for (int j = i + 1; j < wanted.size(); j++) {
        if (contradict(wanted.get(i), wanted.get(j)) || contradict(wanted.get(j), wanted.get(i))) {
          throw new ConditionException(
              Reason.CONTRADICTION,
              wanted.get(i).text() + " and " + wanted.get(j).text() + " exclude each other.");
        }
      }
    }
  }

  private static boolean contradict(Condition one, Condition other) {
    boolean samePlace =
        one.kind().word().equals(other.kind().word())
            && one.packageName().equals(other.packageName())
            && one.userId().equals(other.userId());
    boolean sameBucket =
        one.kind() instanceof StandbyBucketOf
            && other.kind() instanceof Inactive
            && one.packageName().equals(other.packageName());
    boolean onBattery = one.kind() instanceof Unplugged || one.kind().needsBattery();
    return samePlace || sameBucket || (onBattery && other.kind() instanceof Charging);
  }
}
