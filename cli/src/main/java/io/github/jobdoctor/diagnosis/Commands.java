package io.github.jobdoctor.diagnosis;

import java.util.Optional;

/**
 * What the user can paste into a terminal. Names from a dump stand in them only when they are plain
 * ({@link #isPlain}), so that no app can have a command run.
 *
 * @param confirm shows whether the finding is right, and changes nothing
 * @param apply changes what holds the job back
 * @param undo takes {@code apply} back
 */
public record Commands(Optional<String> confirm, Optional<String> apply, Optional<String> undo) {

  /** No command. */
  public static final Commands NONE =
      new Commands(Optional.empty(), Optional.empty(), Optional.empty());

  /** How each command begins; what follows goes to the device. */
  public static final String SHELL = "adb shell ";

  /** Whether there is none. */
  public boolean isEmpty() {
    return confirm.isEmpty() && apply.isEmpty() && undo.isEmpty();
  }

  /** Whether a name has only what Android allows in packages and what no shell minds. */
  public static boolean isPlain(String name) {
    if (name.isEmpty() || name.startsWith("-")) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!plain) {
        return false;
      }
    }
    return true;
  }
}
