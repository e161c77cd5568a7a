package io.github.jobdoctor.tui;

/**
 * A key that was pressed.
 *
 * @param name the character itself, or the name of another key: {@code enter}, {@code esc}, {@code
 *     ctrl-c}, {@code pgdn} …
 */
record Key(String name) {

  static final Key ENTER = new Key("enter");
  static final Key ESC = new Key("esc");
  static final Key TAB = new Key("tab");
  static final Key BACKSPACE = new Key("backspace");
  static final Key SPACE = new Key("space");

  /** The character that it types; empty for a key that types none. */
  String typed() {
    if (equals(SPACE)) {
      return " ";
    }
    return name.codePointCount(0, name.length()) == 1 ? name : "";
  }
}
