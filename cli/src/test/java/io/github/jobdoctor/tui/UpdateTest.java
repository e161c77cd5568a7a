package io.github.jobdoctor.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.device.DeviceEntry;
import io.github.jobdoctor.device.DeviceState;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.render.CauseGroup;
import io.github.jobdoctor.render.JobColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    // The verdicts are those of all jobs, so they do not stand beside what is filtered.
    assertFalse(stage.text().contains("blocked,"), stage.text());
    stage.press("esc");
    assertTrue(stage.text().contains("blocked,"), stage.text());
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
    assertTrue(
        stage.text().contains("Run 2 jobs: ChargingJob (u0a123/1), IdleJob (u0a123/2)?"),
        stage.text());
    stage.press("y");
    assertEquals(2, ((Effect.Give) stage.effects().get(0)).errands().size());
    stage.press("esc");
    assertEquals(0, stage.state().table().marks().size());
  }

  @Test
  @DisplayName("forgets the mark of a job that is gone, so that the count is right")
  void forgetsTheMarkOfAGoneJob() {
    stage.type("/u0a126/400 ").press("enter", "space");
    assertTrue(stage.text().contains("1 marked"), stage.text());
    stage.look(Stage.demoDump().replace("JOB #u0a126/400:", "JOB #u0a126/401:"));
    assertFalse(stage.text().contains("marked"), stage.text());
    stage.look(Stage.demoDump());
    assertFalse(stage.text().contains("marked"), stage.text());
  }

  @Test
  @DisplayName("says how many jobs an order is about before their names, however long these are")
  void countsFirst() {
    stage.type(":sort job").press("enter");
    for (int i = 0; i < 8; i++) {
      stage.press("space");
    }
    stage.press("R");
    assertTrue(stage.text().contains("Force-run 8 jobs: "), stage.text());
    assertTrue(stage.text().contains(" and 3 more?"), stage.text());
    assertTrue(stage.text().contains(" y does it, any other key does not"), stage.text());
    stage.on(new Event.Resized(new Size(40, 6)));
    assertTrue(stage.text().contains("Force-run 8 jobs: "), stage.text());
  }

  @Test
  @DisplayName("sorts by the columns in sight, and names an order whose column is not")
  void sortsByWhatIsInSight() {
    for (int i = 0; i < 20; i++) {
      stage.press("s");
      assertTrue(
          JobsView.fitted(stage.state()).containsKey(stage.state().table().sort()), stage.text());
    }
    stage.type(":sort app").press("enter");
    assertTrue(stage.text().contains("by app↑"), stage.text());
    assertTrue(stage.text().contains(" +5\n"), stage.text());
    stage.on(new Event.Resized(new Size(200, 50)));
    assertFalse(stage.text().contains("by app"), stage.text());
    assertTrue(stage.text().contains("APP↑"), stage.text());
    assertFalse(stage.text().contains(" +"), stage.text());
  }

  @Test
  @DisplayName("leaves out a column that says nothing before it cuts one that says something")
  void leavesOutEmptyColumns() {
    Stage many = Stage.live(85, 20).look(Stage.manyJobs(50));
    String text = many.text();
    assertTrue(text.contains("com.example.app10"), text);
    assertTrue(text.contains("BUCKET"), text);
    assertFalse(text.contains("PERIOD"), text);
    assertFalse(text.contains("LAST RUN"), text);
  }

  @Test
  @DisplayName("tells whole outcomes, one below the other, and covers nothing that is chosen")
  void outcomesBesideEachOther() {
    stage.press("G");
    List<Errand> errands = new ArrayList<>();
    for (JobRow row : stage.state().table().rows().subList(0, 2)) {
      errands.add(new Errand.OfJob(Errand.Kind.RUN, row.job(), "AServiceWithALongNameOfItsOwn"));
    }
    for (Errand errand : errands) {
      stage.on(new Event.Begun(errand));
    }
    for (Errand errand : errands) {
      stage.on(
          new Event.Done(
              errand,
              new Outcome(Outcome.Tone.BAD, "It did not start. Held by CONNECTIVITY, CHARGING.")));
    }
    String text = stage.text().replaceAll("\\s+", " ");
    assertTrue(
        text.contains(
            "(u0a124/20): It did not start. Held by CONNECTIVITY, CHARGING. ✗ Run"
                + " AServiceWithALongNameOfItsOwn (u0a125/51): It did not start. Held by"
                + " CONNECTIVITY, CHARGING."),
        text);
    assertTrue(stage.text().contains(chosen()), stage.text());
    // Another key does not take them away, but Esc does.
    stage.press("k");
    assertEquals(2, stage.state().toasts().size());
    stage.press("esc");
    assertEquals(List.of(), stage.state().toasts());
  }

  @Test
  @DisplayName("takes the answer to a key away with the next key")
  void answersPass() {
    stage.press("j", "j", "j", "x");
    assertTrue(stage.text().contains("the job does not run"), stage.text());
    stage.press("j");
    assertFalse(stage.text().contains("the job does not run"), stage.text());
  }

  @Test
  @DisplayName("keeps the chosen run chosen when another begins, so that an order meets its job")
  void keepsTheChosenRun() {
    stage.press("h", "j");
    assertEquals("u0a125/51", stage.state().chosenJob().map(JobKey::toString).orElse(""));
    String latest = "          -28s146ms   START: #u0a133/700 com.example.running/.HangService\n";
    assertTrue(Stage.demoDump().contains(latest));
    stage.look(
        Stage.demoDump()
            .replace(
                latest,
                latest + "             -9ms   START: #u0a123/1 com.example.app/.ChargingJob\n"));
    assertEquals("u0a125/51", stage.state().chosenJob().map(JobKey::toString).orElse(""));
    assertEquals(2, stage.state().page().cursor());
  }

  @Test
  @DisplayName("keeps the chosen cause chosen when others overtake it")
  void keepsTheChosenCause() {
    stage.press("w", "j", "j");
    String before = selected();
    assertTrue(before.contains("IDLE"), before);
    stage.look(
        Stage.demoDump()
            .replace("Unsatisfied constraints: CHARGING", "Unsatisfied constraints: IDLE"));
    assertTrue(selected().contains("IDLE"), stage.text());
  }

  private String selected() {
    return Views.frame(stage.state()).stream()
        .filter(line -> !line.parts().isEmpty() && line.parts().get(0).look().equals(Look.SELECTED))
        .map(StyledLine::text)
        .findFirst()
        .orElse("");
  }

  @Test
  @DisplayName("leads from each cause to as many jobs as it counts")
  void causesLeadToTheirJobs() {
    int causes = stage.state().feed().polled().orElseThrow().causes().size();
    for (int i = 0; i < causes; i++) {
      stage.press("w", "g");
      for (int j = 0; j < i; j++) {
        stage.press("j");
      }
      CauseGroup cause = stage.state().feed().polled().orElseThrow().causes().get(i);
      stage.press("enter");
      assertEquals(cause.size(), stage.state().table().rows().size(), cause.finding().label());
    }
  }

  @Test
  @DisplayName("lists devices anew while their page is looked at, and keeps the chosen one")
  void devicesComeAndGo() {
    stage.press("d");
    stage.on(new Event.Listed(List.of(device("a"), device("b"))));
    stage.press("j").effects();
    stage.look(Stage.demoDump());
    assertEquals(List.of(new Effect.ListDevices()), stage.effects());
    stage.on(new Event.Troubled("The device is gone."));
    assertEquals(List.of(new Effect.ListDevices()), stage.effects());
    stage.on(new Event.Listed(List.of(device("0"), device("a"), device("b"))));
    assertEquals(2, stage.state().page().cursor());
    stage.press("q").look(Stage.demoDump());
    assertEquals(List.of(), stage.effects());
  }

  private static DeviceEntry device(String serial) {
    return new DeviceEntry(serial, DeviceState.DEVICE);
  }

  @Test
  @DisplayName("leaves the log also when the table is sorted or filtered from its page")
  void leavesTheLogByACommand() {
    stage.press("l").effects();
    stage.type(":sort job").press("enter");
    assertEquals(List.of(new Effect.FollowLog(Optional.empty())), stage.effects());
    stage.press("l").effects();
    stage.type(":filter idle").press("enter");
    assertEquals(List.of(new Effect.FollowLog(Optional.empty())), stage.effects());
    assertEquals("idle", stage.state().table().filter());
  }

  @Test
  @DisplayName("stays at the end of a page that grows, also while a message takes room there")
  void staysAtTheEnd() {
    stage.press("@");
    for (int i = 0; i < 60; i++) {
      issue("command number " + i, i, "");
    }
    stage.press("c");
    assertTrue(stage.text().contains("command number 59"), stage.text());
    issue("command number 60", 60, "");
    stage.later(Duration.ofMinutes(1));
    issue("command number 61", 61, "");
    assertTrue(stage.text().contains("command number 61"), stage.text());
    stage.press("k");
    issue("command number 62", 62, "");
    assertFalse(stage.text().contains("command number 62"), stage.text());
    assertTrue(stage.text().contains(" of 63"), stage.text());
  }

  @Test
  @DisplayName("wraps a command, so that how it ended is seen on a narrow screen")
  void wrapsCommands() {
    stage.press("@");
    issue(
        "adb -s demo shell 'cmd jobscheduler run -s com.example.app 5 and more words'",
        1,
        "exit 255");
    String text = stage.text();
    assertTrue(text.contains("exit 255"), text);
  }

  @Test
  @DisplayName("shows that a device is lost also where there is hardly any room")
  void lostOnANarrowScreen() {
    Stage narrow = Stage.live(24, 8).look(Stage.demoDump());
    narrow.on(new Event.Troubled("The device is gone."));
    assertTrue(narrow.text().contains("LOST"), narrow.text());
  }

  @Test
  @DisplayName("shows the end of what is typed where it is longer than the line")
  void showsTheEndOfWhatIsTyped() {
    stage.type("/" + "x".repeat(100) + "END");
    assertTrue(stage.text().contains("xEND"), stage.text());
  }

  @Test
  @DisplayName("follows the log of another app's agent, and copies that")
  void followsAnAppsLog() {
    stage.type(":logs com.example.w").press("tab", "enter");
    assertEquals(List.of(new Effect.FollowLog(Optional.of("com.example.work"))), stage.effects());
    assertTrue(stage.text().contains("  com.example.work  Reading"), stage.text());
    stage.press("c");
    assertEquals(
        List.of(
            new Effect.Copy("jobdoctor --demo -s demo-api36 logs --follow -p com.example.work")),
        stage.effects());
    stage.type(":logs com.example.app").press("enter");
    assertEquals(List.of(new Effect.FollowLog(Optional.of("com.example.app"))), stage.effects());
    stage.type(":logs ../x").press("enter");
    assertTrue(stage.text().contains("is no package"), stage.text());
    assertEquals(List.of(), stage.effects());
    stage.press("esc", "l");
    assertEquals(
        List.of(
            new Effect.FollowLog(Optional.empty()),
            new Effect.FollowLog(Optional.of("com.example.app"))),
        stage.effects());
  }

  @Test
  @DisplayName("says which services are being asked about a job, and goes by what they said")
  void asksNeighbours() {
    assertEquals(Optional.empty(), stage.state().inquiry());
    stage.type("/u0a128/403").press("enter", "enter");
    JobKey job = stage.state().page().about().orElseThrow();
    assertEquals(Optional.of(Inquiry.of(job)), stage.state().inquiry());
    assertTrue(page().contains("Asking "), page());
    stage.press("p");
    assertTrue(page().contains("Not asked while paused: "), page());
    stage.press("p").on(new Event.Troubled("The device is gone."));
    assertTrue(page().contains("Not asked, since the device is lost: "), page());
    stage.look(Stage.demoDump());
    Neighbours said =
        Neighbours.builder().missing(Neighbour.USAGE_STATS, "it did not answer within 8 s").build();
    answered(new Inquiry(Optional.of(job)), Set.of(Neighbour.USAGE_STATS), said);
    assertFalse(page().contains("Asking "), page());
    assertTrue(page().contains("usagestats: it did not answer within 8 s"), page());
    stage.press("w");
    assertEquals(Optional.of(Inquiry.OF_DEVICE), stage.state().inquiry());
    assertTrue(stage.text().contains("Asking "), stage.text());
    answered(Inquiry.OF_DEVICE, Set.of(Neighbour.USAGE_STATS, Neighbour.POWER), said);
    assertTrue(stage.text().contains("Asked as well: power."), stage.text());
    assertTrue(stage.text().contains("Not known: usagestats: it did not answer"), stage.text());
    stage.press("esc", "esc", "esc");
    assertEquals(Optional.empty(), stage.state().inquiry());
  }

  @Test
  @DisplayName("counts and finds jobs by a cause that only another service tells")
  void causesFromNeighbours() {
    stage.press("w");
    Neighbours said =
        Neighbours.builder()
            .missing(Neighbour.USAGE_STATS, "it did not answer")
            .missing(Neighbour.PACKAGE, "it did not answer")
            .build();
    answered(Inquiry.OF_DEVICE, Set.of(Neighbour.USAGE_STATS, Neighbour.PACKAGE), said);
    causesLeadToTheirJobs();
  }

  private void answered(Inquiry inquiry, Set<Neighbour> asked, Neighbours said) {
    Polled look = stage.state().feed().polled().orElseThrow();
    stage.on(
        new Event.Arrived(
            look.with(new Aside(inquiry, asked, said, look.at(), Duration.ofMillis(500)))
                .withoutMoves()));
  }

  /** All of the page, also what is out of sight. */
  private String page() {
    StringBuilder text = new StringBuilder();
    stage.state().page().content().lines().forEach(line -> text.append(line.text()).append('\n'));
    return text.toString();
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
    assertEquals(List.of(), stage.state().toasts());
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
    stage.type(":inter").press("tab").type("5s").press("enter");
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
    assertEquals(List.of(new Effect.FollowLog(Optional.of(Agent.APK_PACKAGE))), stage.effects());
    stage.press("q");
    assertEquals(List.of(new Effect.FollowLog(Optional.empty())), stage.effects());
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
