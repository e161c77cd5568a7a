package io.github.jobdoctor.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.render.JobColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The state of the screen")
class UpdateTest {

  private final Stage stage = Stage.live(80, 24).look(Stage.demoDump());

  private String chosen() {
    return stage.state().chosenJob().map(JobKey::toString).orElse("none");
  }

  @Test
  @DisplayName("keeps the chosen job chosen when it is sorted elsewhere, filtered or refreshed")
  void keepsTheChosenJob() {
    stage.type("/u0a123").press("enter", "G");
    assertEquals("u0a123/600", chosen());
    stage.type(":sort next").press("enter");
    assertEquals("u0a123/600", chosen());
    assertEquals(JobColumn.NEXT, stage.state().table().sort());
    stage.press("S");
    assertEquals("u0a123/600", chosen());
    stage.look(Stage.demoDump());
    assertEquals("u0a123/600", chosen());
  }

  @Test
  @DisplayName("filters while one types, and Esc takes the filter back")
  void filters() {
    int all = stage.state().table().rows().size();
    stage.type("/charg");
    assertTrue(stage.state().table().rows().size() < all);
    stage.press("backspace", "backspace", "backspace", "backspace", "backspace");
    assertEquals(all, stage.state().table().rows().size());
    stage.type("idle").press("esc");
    assertEquals(all, stage.state().table().rows().size());
    stage.type("/idle").press("enter");
    assertEquals("idle", stage.state().table().filter());
    stage.press("esc");
    assertEquals("", stage.state().table().filter());
    assertEquals(List.of(), stage.effects());
  }

  @Test
  @DisplayName("goes into pages and back, and q ends from the first")
  void pages() {
    stage.press("enter");
    assertEquals(View.JOB, stage.state().view());
    stage.press("h");
    assertEquals("u0a124/20", stage.state().page().about().map(JobKey::toString).orElse(""));
    stage.press("w");
    assertEquals(
        List.of(View.JOBS, View.JOB, View.WHY),
        stage.state().pages().stream().map(Page::view).toList());
    stage.press("?", "esc", "esc", "q");
    assertEquals(View.JOBS, stage.state().view());
    assertEquals(List.of(), stage.effects());
    stage.press("q");
    assertEquals(List.of(new Effect.Quit(false)), stage.effects());
  }

  @Test
  @DisplayName("leads from a cause to its jobs")
  void fromACauseToItsJobs() {
    stage.press("w", "j", "j", "enter");
    assertEquals(View.JOBS, stage.state().view());
    assertTrue(stage.state().table().filter().startsWith("cause:"));
    assertEquals(3, stage.state().table().rows().size());
  }

  @Test
  @DisplayName("asks before a job is cancelled, and only y does it")
  void asksFirst() {
    stage.type("/u0a123/1").press("enter", "ctrl-d");
    assertTrue(stage.text().contains("Cancel ChargingJob (u0a123/1)?"), stage.text());
    stage.press("enter");
    assertTrue(stage.text().contains("Nothing was done."));
    assertEquals(List.of(), stage.effects());
    stage.press("ctrl-d", "y");
    Effect effect = stage.effects().get(0);
    assertTrue(effect instanceof Effect.Give, effect.toString());
    assertEquals("cancel ChargingJob (u0a123/1)", ((Effect.Give) effect).errands().get(0).words());
  }

  @Test
  @DisplayName("gives orders to all marked jobs, after asking")
  void marks() {
    stage.type("/u0a123/").press("enter", "space", "space", "r");
    assertEquals(2, stage.state().table().marks().size());
    assertTrue(stage.text().contains("Run ChargingJob (u0a123/1) and 1 more?"), stage.text());
    stage.press("y");
    assertEquals(2, ((Effect.Give) stage.effects().get(0)).errands().size());
    stage.press("esc");
    assertEquals(0, stage.state().table().marks().size());
  }

  @Test
  @DisplayName("stops only what runs")
  void stopsWhatRuns() {
    stage.press("x");
    assertTrue(stage.text().contains("Stop WorkManager (u0a124/20)?"), stage.text());
    stage.press("n").type("/u0a123/1").press("enter", "x");
    assertTrue(stage.text().contains("the job does not run"), stage.text());
  }

  @Test
  @DisplayName("tells an errand while it is under way, then its outcome, and looks again")
  void tellsTheOutcome() {
    Errand errand = new Errand.Switch(Errand.Kind.DOZE, true);
    stage.on(new Event.Begun(errand));
    assertTrue(stage.text().contains("Force the device into Doze ..."), stage.text());
    stage.on(new Event.Done(errand, new Outcome(Outcome.Tone.GOOD, "it dozes.")));
    assertTrue(stage.text().contains("Force the device into Doze: it dozes."), stage.text());
    assertEquals(List.of(new Effect.Refresh()), stage.effects());
    stage.later(Duration.ofMinutes(1));
    assertEquals(Optional.empty(), stage.state().toast());
  }

  @Test
  @DisplayName("says that the device is lost, keeps what was seen, and goes on when it is back")
  void lostAndBack() {
    stage.later(Duration.ofSeconds(5)).on(new Event.Troubled("The device is gone."));
    assertTrue(stage.text().contains("LOST"), stage.text());
    assertTrue(stage.text().contains("5s old"), stage.text());
    assertTrue(stage.text().contains("The device is gone."), stage.text());
    assertTrue(stage.text().contains("ChargingJob"), stage.text());
    stage.look(Stage.demoDump());
    assertFalse(stage.text().contains("LOST"), stage.text());
  }

  @Test
  @DisplayName("shows what moved between two looks, on the job's page as well")
  void showsWhatMoved() {
    stage.look(Stage.demoDump().replace("Standby bucket: RARE", "Standby bucket: ACTIVE"));
    JobRow moved =
        stage.state().table().rows().stream()
            .filter(row -> row.key().toString().equals("u0a126/400"))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of(JobColumn.BUCKET), List.copyOf(moved.changed()));
    stage.look(Stage.demoDump().replace("JOB #u0a126/400:", "JOB #u0a126/401:"));
    assertEquals(2, stage.state().feed().polled().orElseThrow().moves().size());
    stage.type("/u0a126").press("enter", "enter");
    assertTrue(stage.text().contains("u0a126/401"), stage.text());
    assertTrue(
        stage.state().page().content().lines().stream()
            .anyMatch(line -> line.text().contains("not registered › waiting")),
        stage.text());
  }

  @Test
  @DisplayName("counts down to the next run between two looks")
  void countsDown() {
    stage.type("/u0a123/27").press("enter");
    assertTrue(stage.text().contains("by 57m"), stage.text());
    stage.later(Duration.ofMinutes(3));
    assertTrue(stage.text().contains("by 54m"), stage.text());
    stage.later(Duration.ofMinutes(60));
    assertTrue(stage.text().contains("due"), stage.text());
  }

  @Test
  @DisplayName("does not let time go by in a saved dump")
  void savedDumpStandsStill() {
    Stage saved = Stage.saved().look(Stage.demoDump());
    String before = saved.text();
    assertEquals(before, saved.later(Duration.ofHours(1)).text());
    saved.press("p");
    assertTrue(saved.text().contains("a saved dump does not change"), saved.text());
  }

  @Test
  @DisplayName("lists looks in a row as one line, so that they do not bury an order")
  void looksDoNotBuryAnOrder() {
    issue("dumpsys jobscheduler", 0, "");
    issue("cmd jobscheduler run com.example 5", 3, "");
    for (int i = 0; i < 50; i++) {
      issue("dumpsys jobscheduler", 4 + i, "");
    }
    issue("dumpsys jobscheduler", 54, "timed out");
    stage.press("@");
    String text = stage.text();
    assertTrue(text.contains("00:00:03      9ms  cmd jobscheduler run com.example 5"), text);
    assertTrue(
        text.contains("00:00:53      9ms  dumpsys jobscheduler  50 times since 00:00:04"), text);
    assertTrue(text.contains("00:00:54      9ms  dumpsys jobscheduler  timed out"), text);
  }

  private void issue(String line, long second, String ending) {
    stage.on(
        new Event.Issued(
            Command.once(line, Instant.ofEpochSecond(second), Duration.ofMillis(9), ending)));
  }

  @Test
  @DisplayName("completes commands with Tab, and says when there is none of that name")
  void palette() {
    stage.type(":hi").press("tab", "enter");
    assertEquals(View.HISTORY, stage.state().view());
    stage.type(":sort bu").press("tab", "enter");
    assertEquals(JobColumn.BUCKET, stage.state().table().sort());
    stage.type(":bananas").press("enter");
    assertTrue(stage.text().contains("There is no command 'bananas'"), stage.text());
    stage.type(":interval 5s").press("enter");
    assertTrue(stage.effects().contains(new Effect.Pace(Duration.ofSeconds(5), false)));
    stage.type(":doze on").press("enter", "y");
    assertTrue(stage.effects().get(0) instanceof Effect.Give);
    stage.type(":q").press("enter");
    assertEquals(List.of(new Effect.Quit(false)), stage.effects());
  }

  @Test
  @DisplayName("paces the device, and stops asking it")
  void pace() {
    stage.press("]");
    assertEquals(List.of(new Effect.Pace(Duration.ofSeconds(5), false)), stage.effects());
    stage.press("[", "[");
    assertTrue(stage.effects().contains(new Effect.Pace(Duration.ofSeconds(1), false)));
    stage.press("p");
    assertEquals(List.of(new Effect.Pace(Duration.ofSeconds(1), true)), stage.effects());
    assertTrue(stage.text().contains("paused"), stage.text());
  }

  @Test
  @DisplayName("copies what is seen as a command line")
  void copies() {
    stage.press("j", "c");
    assertEquals(
        List.of(new Effect.Copy("jobdoctor --demo -s demo-api36 show u0a125/51")), stage.effects());
    stage.press("w", "c");
    assertEquals(List.of(new Effect.Copy("jobdoctor --demo -s demo-api36 why")), stage.effects());
  }

  @Test
  @DisplayName("follows the log while its page is open, and no longer")
  void followsTheLog() {
    stage.press("l");
    assertEquals(List.of(new Effect.FollowLog(true)), stage.effects());
    stage.press("q");
    assertEquals(List.of(new Effect.FollowLog(false)), stage.effects());
  }

  @Test
  @DisplayName("survives every key on every page at every size, with jobs and without")
  void everyKeyEverywhere() {
    for (int[] size : new int[][] {{10, 3}, {1, 1}, {80, 24}, {500, 5}, {40, 200}}) {
      for (boolean looked : new boolean[] {false, true}) {
        for (View view : View.values()) {
          for (Binding binding : Binding.values()) {
            for (String key : binding.keys()) {
              Stage one = Stage.live(size[0], size[1]);
              if (looked) {
                one.look(Stage.snapshot(SMALL));
              }
              if (view == View.JOB) {
                one.press("enter");
              } else {
                one.type(":" + view.word()).press("enter");
              }
              one.press(key, "y", key);
              List<StyledLine> frame = Views.frame(one.state());
              assertTrue(frame.size() <= size[1], view + " " + key);
              frame.forEach(line -> assertTrue(line.width() <= size[0], line.text()));
            }
          }
        }
      }
    }
  }

  private static final String SMALL = Stage.manyJobs(3);
}
