package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lists of constraint names in a recorded job: {@code CHARGING IDLE [0x5]}. */
final class Constraints {

  /** In the order in which Android prints them, with their bits, which are those of every level. */
  private static final Map<String, Long> BITS = bits();

  private Constraints() {}

  /** The names of a list; unknown words stay, the bits go. */
  static Set<String> names(String list) {
    Set<String> names = new LinkedHashSet<>(Arrays.asList(list.strip().split(" +")));
    names.removeIf(name -> name.isEmpty() || name.startsWith("["));
    return names;
  }

  private static Map<String, Long> bits() {
    Map<String, Long> bits = new LinkedHashMap<>();
    bits.put("CHARGING", 1L);
    bits.put("BATTERY_NOT_LOW", 1L << 1);
    bits.put("STORAGE_NOT_LOW", 1L << 3);
    bits.put("TIMING_DELAY", 1L << 31);
    bits.put("DEADLINE", 1L << 30);
    bits.put("IDLE", 1L << 2);
    bits.put("CONNECTIVITY", 1L << 28);
    bits.put("FLEXIBILITY", 1L << 21);
    bits.put("CONTENT_TRIGGER", 1L << 26);
    bits.put("DEVICE_NOT_DOZING", 1L << 25);
    bits.put("BACKGROUND_NOT_RESTRICTED", 1L << 22);
    bits.put("TARE_WEALTH", 1L << 27);
    bits.put("WITHIN_QUOTA", 1L << 24);
    bits.put("PREFETCH", 1L << 23);
    return bits;
  }

  /** The list with a constraint in it, in its place, or without it. */
  static String with(String list, String constraint, boolean present) {
    List<String> names = new ArrayList<>(names(list));
    if (names.contains(constraint) == present) {
      return list;
    }
    int bracket = list.indexOf("[0x");
    long bits =
        bracket < 0
            ? 0
            : Long.parseLong(list.substring(bracket + 3, list.indexOf(']', bracket)), 16);
    if (present) {
      List<String> order = new ArrayList<>(BITS.keySet());
      int place = 0;
      while (place < names.size() && order.indexOf(names.get(place)) < order.indexOf(constraint)) {
        place++;
      }
      names.add(place, constraint);
    } else {
      names.remove(constraint);
    }
    long changed = bits ^ BITS.get(constraint);
    return changed == 0
        ? ""
        : " " + String.join(" ", names) + " [0x" + Long.toHexString(changed) + "]";
  }
}
