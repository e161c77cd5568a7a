package io.github.jobdoctor.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a terminal sends")
class KeyDecoderTest {

  private final List<String> keys = new ArrayList<>();
  private final KeyDecoder decoder = new KeyDecoder(key -> keys.add(key.name()));

  private List<String> sent(String text) {
    text.chars().forEach(c -> decoder.accept((char) c));
    return keys;
  }

  @Test
  @DisplayName("becomes characters and control keys")
  void plainKeys() {
    assertEquals(
        List.of("a", "?", "ä", "漢", "😀", "enter", "tab", "space", "backspace", "ctrl-c", "ctrl-z"),
        sent("a?ä漢😀\r\t \177\003\032"));
  }

  @Test
  @DisplayName("becomes arrows and the like, in both forms and with modifiers")
  void sequences() {
    assertEquals(
        List.of("up", "down", "up", "right", "home", "end", "pgup", "pgdn", "delete", "f5", "up"),
        sent("\033[A\033[B\033OA\033OC\033[H\033[4~\033[5~\033[6~\033[3~\033[15~\033[1;5A"));
  }

  @Test
  @DisplayName("is the Escape key when nothing follows, or something else does")
  void escape() {
    assertEquals(List.of(), sent("\033"));
    decoder.pause();
    assertEquals(List.of("esc"), keys);
    keys.clear();
    assertEquals(List.of("esc", "q"), sent("\033q"));
  }

  @Test
  @DisplayName("is swallowed whole when it is an answer to a question, or a key without a use")
  void answers() {
    assertEquals(
        List.of("x"), sent("\033[?62;22c\033P>|tmux 3.3a\033\\\033]11;rgb:0/0/0\007\033[97;5ux"));
  }

  @Test
  @DisplayName("cannot grow without end")
  void endless() {
    sent("\033]" + "a".repeat(10_000));
    decoder.pause();
    keys.clear();
    assertEquals(List.of("q"), sent("q"));
  }
}
