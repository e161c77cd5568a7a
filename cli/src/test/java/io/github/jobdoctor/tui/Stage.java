package io.github.jobdoctor.tui;

import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import io.github.jobdoctor.virtual.DemoDevices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The screen without a terminal: a state to which events happen, with a clock of the test's own.
 */
final class Stage {

  static final long SECOND = 1_000_000_000L;

  private final List<Effect> effects = new ArrayList<>();
  private WatchState state;
  private long now = 100 * SECOND;

  private Stage(Reach reach, Size size) {
    state = WatchState.first(size, new Locality(true, ZoneOffset.UTC), reach, "demo-api36", now);
  }

  /** A live device that takes every order. */
  static Stage live(int columns, int rows) {
    return new Stage(reach(true, false), new Size(columns, rows));
  }

  static Stage readOnly() {
    return new Stage(reach(true, true), new Size(80, 24));
  }

  static Stage saved() {
    return new Stage(reach(false, false), new Size(80, 24));
  }

  private static Reach reach(boolean live, boolean readOnly) {
    return new Reach(
        live ? "jobdoctor --demo" : "jobdoctor --from dump.txt",
        Optional.empty(),
        live,
        readOnly,
        Map.of(),
        Duration.ofSeconds(2),
        false);
  }

  WatchState state() {
    return state;
  }

  /** The effects since the last call. */
  List<Effect> effects() {
    List<Effect> since = List.copyOf(effects);
    effects.clear();
    return since;
  }

  Stage on(Event event) {
    Step step = Update.on(state.at(now), event);
    state = step.state();
    effects.addAll(step.effects());
    return this;
  }

  Stage press(String... keys) {
    for (String key : keys) {
      on(new Event.Pressed(new Key(key)));
    }
    return this;
  }

  Stage type(String text) {
    text.codePoints().forEach(c -> press(c == ' ' ? "space" : new String(Character.toChars(c))));
    return this;
  }

  Stage later(Duration time) {
    now += time.toNanos();
    return on(new Event.Ticked());
  }

  /** A dump arrives, which took 31 ms. */
  Stage look(String dump) {
    return look(snapshot(dump));
  }

  Stage look(JobSchedulerSnapshot snapshot) {
    SourceInfo source =
        new SourceInfo(
            "demo-api36",
            SourceInfo.Kind.DEMO,
            Optional.of("demo-api36"),
            Optional.of("Demo phone"),
            OptionalInt.of(36));
    return on(
        new Event.Arrived(
            Polled.of(
                    Reading.of(source, snapshot), state.feed().polled(), now, Duration.ofMillis(31))
                .orElseThrow()));
  }

  /** The screen as text. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (StyledLine line : Views.frame(state)) {
      text.append(line.text().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  static JobSchedulerSnapshot snapshot(String dump) {
    try {
      return JobSchedulerDump.parse(dump);
    } catch (UnusableDumpException e) {
      throw new AssertionError(e);
    }
  }

  /** What the demo's first device says. */
  static String demoDump() {
    try (InputStream in =
        DemoDevices.class.getResourceAsStream("demo-api36/dumpsys-jobscheduler.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A dump of so many jobs: those of the demo again and again, each with a number of its own. */
  static String manyJobs(int count) {
    StringBuilder dump = new StringBuilder("JOB SCHEDULER (dumpsys jobscheduler)\n\nRegistered ");
    dump.append(count).append(" jobs:\n");
    for (int i = 0; i < count; i++) {
      int app = 10_100 + i % 40;
      String name = "com.example.app" + i % 40 + "/.Service" + i;
      dump.append("  JOB #u0a").append(app - 10_000).append('/').append(i).append(": 1a2b3c4 ");
      dump.append(name).append('\n');
      dump.append("    u0a").append(app - 10_000).append(" tag=*job*/").append(name).append('\n');
      dump.append("    Source: uid=u0a").append(app - 10_000);
      dump.append(" user=0 pkg=com.example.app").append(i % 40).append('\n');
      dump.append("    JobInfo:\n      Service: ").append(name).append('\n');
      dump.append("      Requires: charging=").append(i % 2 == 0).append('\n');
      dump.append("    Required constraints: CHARGING [0x1]\n");
      dump.append("    Satisfied constraints: DEVICE_NOT_DOZING [0x2000000]\n");
      dump.append("    Unsatisfied constraints: CHARGING [0x1]\n");
      dump.append("    Standby bucket: ACTIVE\n");
      dump.append("    Enqueue time: -1m41s202ms\n");
      dump.append("    Run time: earliest=+").append(10 + i % 50).append("m0s0ms, latest=none\n");
      dump.append("    Ready: false (job=false user=true !restricted=true !pending=true");
      dump.append(" !active=true !backingup=true comp=true)\n");
    }
    return dump.toString();
  }
}
