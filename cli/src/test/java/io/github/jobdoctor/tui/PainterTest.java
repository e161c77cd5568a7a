package io.github.jobdoctor.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is written to the terminal")
class PainterTest {

  /** What a terminal shows: its characters, and how they stand out. */
  private static List<Long> shown(ScreenTerminal terminal) {
    long[] cells = new long[terminal.getColumns() * terminal.getRows()];
    terminal.dump(cells, null);
    List<Long> all = new ArrayList<>();
    for (long cell : cells) {
      all.add(cell);
    }
    return all;
  }

  private static StyledLine randomLine(Random random, int columns) {
    String[] words = {"job ", "CHARGING", "漢字", "   ", "x", "é", "e\u0301", "waiting  ", "😀", "-"};
    Look[] looks = {Look.PLAIN, Look.BOLD, Look.SELECTED, Look.CHANGED, Look.of(Hue.RED)};
    StyledLine line = StyledLine.EMPTY;
    while (line.width() < random.nextInt(columns + 10)) {
      line = line.plus(words[random.nextInt(words.length)], looks[random.nextInt(looks.length)]);
    }
    return random.nextInt(5) == 0 ? StyledLine.EMPTY : line;
  }

  @Test
  @DisplayName("brings it to the same picture as a whole redraw, through changes and resizes")
  void equalsAWholeRedraw() {
    Random random = new Random(8);
    for (int round = 0; round < 40; round++) {
      Size size = new Size(10 + random.nextInt(60), 3 + random.nextInt(20));
      ScreenTerminal followed = new ScreenTerminal(size.columns(), size.rows());
      Painter painter = new Painter(true);
      List<StyledLine> frame = new ArrayList<>();
      for (int step = 0; step < 30; step++) {
        if (random.nextInt(10) == 0) {
          size = new Size(10 + random.nextInt(60), 3 + random.nextInt(20));
          followed.setSize(org.jline.terminal.Size.of(size.columns(), size.rows()));
        }
        while (frame.size() < size.rows()) {
          frame.add(randomLine(random, size.columns()));
        }
        for (int change = random.nextInt(4); change > 0; change--) {
          frame.set(random.nextInt(size.rows()), randomLine(random, size.columns()));
        }
        List<StyledLine> cut =
            frame.subList(0, size.rows()).stream().map(one -> one.cut(99, "…")).toList();
        followed.write("\033[?7l\033[?25l" + painter.paint(cut, size));
        ScreenTerminal fresh = new ScreenTerminal(size.columns(), size.rows());
        fresh.write("\033[?7l\033[?25l" + new Painter(true).paint(cut, size));
        assertEquals(fresh.dump(), followed.dump(), "round " + round + ", step " + step);
        assertEquals(shown(fresh), shown(followed), "round " + round + ", step " + step);
      }
    }
  }

  @Test
  @DisplayName("is under 200 bytes for a refresh that brings the same jobs")
  void anUnchangedRefreshIsSmall() {
    for (int[] size : new int[][] {{80, 24}, {120, 40}, {200, 50}}) {
      Stage stage = Stage.live(size[0], size[1]).look(Stage.demoDump());
      Painter painter = new Painter(true);
      String first = painter.paint(Views.frame(stage.state()), stage.state().size());
      assertTrue(first.length() > 1_000);
      stage.later(Duration.ofSeconds(2)).look(Stage.demoDump());
      int bytes =
          painter
              .paint(Views.frame(stage.state()), stage.state().size())
              .getBytes(StandardCharsets.UTF_8)
              .length;
      assertTrue(bytes < 200, bytes + " bytes at " + size[0] + "x" + size[1]);
    }
  }

  @Test
  @DisplayName("is nothing when nothing changed")
  void nothing() {
    Stage stage = Stage.live(80, 24).look(Stage.demoDump());
    Painter painter = new Painter(true);
    String first = painter.paint(Views.frame(stage.state()), stage.state().size());
    assertTrue(!first.isEmpty());
    assertEquals("", painter.paint(Views.frame(stage.state()), stage.state().size()));
  }

  @Test
  @DisplayName("is a handful of cells for a step down the table")
  void aStepDown() {
    Stage stage = Stage.live(80, 24).look(Stage.demoDump());
    Painter painter = new Painter(true);
    painter.paint(Views.frame(stage.state()), stage.state().size());
    String step = painter.paint(Views.frame(stage.press("j").state()), stage.state().size());
    assertTrue(step.length() < 500, step);
  }

  @Test
  @DisplayName("has no colour on a monochrome terminal, but still what stands out")
  void monochrome() {
    Stage stage = Stage.live(120, 40).look(Stage.demoDump());
    String plain = new Painter(false).paint(Views.frame(stage.state()), stage.state().size());
    assertTrue(!plain.matches("(?s).*\033\\[[0-9;]*3[1-6]m.*"), plain);
    assertTrue(plain.contains("\033[0;1;7m"), "the chosen row is not reversed");
  }

  @Test
  @DisplayName("steers the terminal only as it means to, whatever names devices give their jobs")
  void hostileNames() {
    String dump =
        Stage.demoDump()
            .replace("ChargingJob", "Evil\033]0;owned\007\033[2JJob")
            .replace("IdleJob", "\u202egnp.exe")
            .replace("NetAnyJob", "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字");
    for (int[] size : new int[][] {{80, 24}, {120, 40}, {200, 50}, {10, 3}, {500, 9}}) {
      Stage stage = Stage.live(size[0], size[1]).look(dump);
      String all = new Painter(true).paint(Views.frame(stage.state()), stage.state().size());
      stage.type("/u0a123/").press("enter", "enter");
      all += new Painter(true).paint(Views.frame(stage.state()), stage.state().size());
      assertTrue(!all.contains("\033]"), "a title was set");
      assertTrue(!all.contains("\007"));
      assertTrue(!all.contains("\u202e"));
      for (StyledLine line : Views.frame(stage.state())) {
        assertTrue(line.width() <= size[0], line.text());
      }
    }
  }
}
