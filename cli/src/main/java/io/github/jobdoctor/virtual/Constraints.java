package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The lists of constraint names in a recorded job: {@code CHARGING IDLE [0x5]}. */
final class Constraints {

  /** Bit 31 on every level that has bits in its dumps. */
  private static final String TIMING_DELAY = "TIMING_DELAY";

  /** Those that Android prints before it. */
  private static final Set<String> BEFORE_TIMING_DELAY =
      Set.of("CHARGING", "BATTERY_NOT_LOW", "STORAGE_NOT_LOW");

  private static final long TIMING_DELAY_BIT = 0x80000000L;

  private Constraints() {}

  /** The names of a list; unknown words stay, the bits go. */
  static Set<String> names(String list) {
    Set<String> names = new LinkedHashSet<>(Arrays.asList(list.strip().split(" +")));
    names.removeIf(name -> name.isEmpty() || name.startsWith("["));
    return names;
  }

  /** The list with {@code TIMING_DELAY} in it, or without it. */
  static String withTimingDelay(String list, boolean present) {
    List<String> names = new ArrayList<>(names(list));
    if (names.contains(TIMING_DELAY) == present) {
      return list;
    }
    int bracket = list.indexOf("[0x");
    long bits =
        bracket < 0
            ? 0
            : Long.parseLong(list.substring(bracket + 3, list.indexOf(']', bracket)), 16);
    if (present) {
      int place = 0;
      while (place < names.size() && BEFORE_TIMING_DELAY.contains(names.get(place))) {
        place++;
      }
      names.add(place, TIMING_DELAY);
    } else {
      names.remove(TIMING_DELAY);
    }
    long changed = bits ^ TIMING_DELAY_BIT;
    return changed == 0
        ? ""
        : " " + String.join(" ", names) + " [0x" + Long.toHexString(changed) + "]";
  }
}
