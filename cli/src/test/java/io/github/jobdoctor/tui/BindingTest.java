package io.github.jobdoctor.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The table of keys")
class BindingTest {

  @ParameterizedTest
  @EnumSource(View.class)
  @DisplayName("is what the help shows: every key of the page, and no other")
  void equalsTheHelp(View view) {
    Stage stage = Stage.live(200, 60).look(Stage.demoDump());
    stage.on(new Event.Pressed(new Key("?")));
    WatchState help = stage.state().withPage(Page.help(view));
    List<String> shown = new ArrayList<>();
    for (StyledLine line : HelpView.content(help).lines()) {
      String text = line.text();
      if (text.length() > 29
          && text.startsWith("  ")
          && !text.startsWith("   ")
          && !text.startsWith("  " + view.word() + ":")) {
        shown.add(text.substring(2, 18).strip() + " = " + text.substring(18, 29).strip());
      }
    }
    List<String> there = new ArrayList<>();
    for (Binding.Group group : Binding.Group.values()) {
      for (Binding binding : Binding.values()) {
        if (binding.group() == group && binding.holdsIn(view)) {
          there.add(String.join("  ", binding.keys()) + " = " + binding.word());
        }
      }
    }
    assertEquals(there, shown);
  }

  @ParameterizedTest
  @EnumSource(View.class)
  @DisplayName("gives no key of a page two meanings, and no word")
  void isUnambiguous(View view) {
    Set<String> keys = new HashSet<>();
    Set<String> words = new HashSet<>();
    for (Binding binding : Binding.values()) {
      if (binding.holdsIn(view)) {
        assertTrue(words.add(binding.word()), binding + " in " + view);
        for (String key : binding.keys()) {
          assertTrue(keys.add(key), key + " in " + view);
          assertEquals(Optional.of(binding), Binding.of(view, new Key(key)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(View.class)
  @DisplayName("fills the last line, help and way back always included, at every width")
  void fillsTheLastLine(View view) {
    for (int columns : new int[] {30, 80, 120, 500}) {
      WatchState state =
          Stage.live(columns, 24).look(Stage.demoDump()).state().withPage(Page.of(view));
      String foot = Frame.foot(state).text();
      assertTrue(foot.endsWith("? help  q end "), foot);
      assertTrue(foot.length() <= columns, foot);
    }
  }

  @Test
  @DisplayName("says why an order cannot be given now, and then gives none")
  void tellsWhyNot() {
    Stage stage = Stage.readOnly().look(Stage.demoDump()).press("R");
    assertEquals(List.of(), stage.effects());
    assertTrue(stage.text().contains("Not possible: force-run - read-only."), stage.text());
    assertTrue(stage.text().contains("READ-ONLY"), stage.text());
    Stage saved = Stage.saved().look(Stage.demoDump());
    List<Binding> orders =
        Arrays.stream(Binding.values())
            .filter(binding -> binding.group() == Binding.Group.ORDER)
            .toList();
    assertFalse(orders.isEmpty());
    for (Binding binding : orders) {
      assertEquals(
          Optional.of("a saved dump has no device"),
          binding.refusal(saved.state()),
          binding.word());
    }
  }
}
