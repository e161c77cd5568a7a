package io.github.jobdoctor.conditions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One condition that somebody wants a device to be in, such as {@code doze=light} or {@code
 * bucket=com.x:rare}.
 *
 * @param kind what it is about
 * @param packageName the app that it is about; absent for one of the whole device
 * @param value which of the kind's values, such as {@code light}; empty where the kind has none
 * @param userId the user whose app is meant; absent for the current one
 */
public record Condition(
    ConditionKind kind, Optional<String> packageName, String value, OptionalInt userId) {

  /** Android's own rule for package names; what fits it can be no option and no shell syntax. */
  private static final Pattern PACKAGE =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)*");

  /**
   * Reads a condition as it is typed.
   *
   * @param userId the user for those about an app; absent for the current one
   * @throws IllegalArgumentException with one sentence that says what is wrong, and what is right
   */
  public static Condition parse(String text, OptionalInt userId) {
    int equals = text.indexOf('=');
    String word = equals < 0 ? text : text.substring(0, equals);
    String rest = equals < 0 ? "" : text.substring(equals + 1);
    ConditionKind kind =
        ConditionKinds.ALL.stream()
            .filter(each -> each.word().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no condition "
                            + word
                            + "; there are "
                            + String.join(
                                ", ", ConditionKinds.ALL.stream().map(k -> k.form()).toList())));
    int colon = rest.indexOf(':');
    boolean ofApp = kind.app() != ConditionKind.App.NONE;
    String name = !ofApp ? "" : colon < 0 ? rest : rest.substring(0, colon);
    String value = !ofApp ? rest : colon < 0 ? "" : rest.substring(colon + 1);
    boolean missing = kind.app() == ConditionKind.App.NEEDED && name.isEmpty();
    boolean noName = !name.isEmpty() && !PACKAGE.matcher(name).matches();
    boolean emptyValue = equals >= 0 && rest.isEmpty();
    if (missing || noName || emptyValue || !kind.takes(value)) {
      throw new IllegalArgumentException(text + " is no condition; it is typed as " + kind.form());
    }
    return new Condition(
        kind,
        name.isEmpty() ? Optional.empty() : Optional.of(name),
        value.isEmpty() ? kind.standard() : value,
        ofApp ? userId : OptionalInt.empty());
  }

  /** As it is typed. */
  public String text() {
    List<String> parts = new ArrayList<>();
    packageName.ifPresent(parts::add);
    if (!value.isEmpty()) {
      parts.add(value);
    }
    return kind.word() + (parts.isEmpty() ? "" : "=" + String.join(":", parts));
  }

  @Override
  public String toString() {
    return text();
  }
}
