package io.github.jobdoctor.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.device.Adb;
import io.github.jobdoctor.device.AdbServer;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The poller")
class PollerTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** So often the poller looks at the clock, which goes on only in {@link #later}. */
  private static final Duration INTERVAL = Duration.ofMillis(5);

  private static final JobSchedulerSnapshot JOBS = Stage.snapshot(Stage.manyJobs(3));

  private static final Duration STEP = Duration.ofSeconds(2);

  private final AtomicLong clock = new AtomicLong();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean overlapped = new AtomicBoolean();
  private final AtomicInteger looks = new AtomicInteger();

  /** When other services were asked, from and until. */
  private final List<long[]> asked = Collections.synchronizedList(new ArrayList<>());

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile Duration cost = Duration.ofSeconds(1);

  private VirtualAdbServer server;
  private Devices devices;
  private Poller poller;

  @BeforeEach
  void start() throws Exception {
    server = VirtualAdbServer.start(DemoDevices.load(), 0);
    devices =
        Adb.connect(new AdbServer("127.0.0.1", server.port()), Map.of(), PATIENCE, sentence -> {});
    poller =
        new Poller(
            serial -> devices.device(serial),
            device -> {
              begin();
              looks.incrementAndGet();
              end();
              return Reading.of(SourceInfo.ofSerial("demo-api36", SourceInfo.Kind.DEMO), JOBS);
            },
            (device, question) -> {
              begin();
              assertFalse(question.asked().isEmpty());
              long from = clock.get();
              asked.add(new long[] {from, clock.addAndGet(cost.toNanos())});
              end();
              return Neighbours.none();
            },
            "demo-api36",
            INTERVAL,
            clock::get,
            events::add);
    poller.start();
    arrival();
  }

  @AfterEach
  void stop() {
    poller.stop();
    devices.close();
    server.close();
  }

  private void begin() {
    overlapped.compareAndSet(false, !busy.compareAndSet(false, true));
  }

  private void end() {
    busy.set(false);
  }

  private Polled arrival() throws InterruptedException {
    while (true) {
      Event event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertTrue(event != null, "nothing arrived");
      if (event instanceof Event.Broken broken) {
        throw broken.bug();
      }
      if (event instanceof Event.Arrived arrived) {
        return arrived.polled();
      }
    }
  }

  private void later(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  /** Lets time go by until other services were asked so often. */
  private void untilAsked(int times) throws InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (asked.size() < times) {
      assertTrue(System.nanoTime() < patience, "asked " + asked.size() + " times only");
      later(STEP);
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  /** How long other services were left alone between two times. */
  private Duration rest(int after) {
    return Duration.ofNanos(asked.get(after + 1)[0] - asked.get(after)[1]);
  }

  @Test
  @DisplayName("asks other services between looks, every 30 s at most, and keeps what they said")
  void asksBetweenLooks() throws Exception {
    Polled first = jobs();
    Inquiry inquiry = Inquiry.of(first.rows().get(first.rows().size() - 1).key());
    poller.about(Optional.of(inquiry));
    assertTrue(arrival().answer(inquiry).isPresent());
    int before = looks.get();
    untilAsked(3);
    for (Event event = events.poll(); event != null; event = events.poll()) {
      if (event instanceof Event.Arrived arrived) {
        assertTrue(arrived.polled().answer(inquiry).isPresent());
      }
    }
    assertTrue(rest(0).compareTo(Duration.ofSeconds(30)) >= 0, rest(0).toString());
    assertTrue(rest(1).compareTo(Duration.ofSeconds(30)) >= 0, rest(1).toString());
    assertTrue(looks.get() > before);
    assertFalse(overlapped.get());
  }

  @Test
  @DisplayName("leaves other services alone for ten times what they took, also for another job")
  void asksNoMoreThanATenth() throws Exception {
    cost = Duration.ofSeconds(10);
    Polled first = jobs();
    poller.about(Optional.of(Inquiry.of(first.rows().get(first.rows().size() - 1).key())));
    arrival();
    poller.about(Optional.of(Inquiry.OF_DEVICE));
    untilAsked(2);
    assertTrue(rest(0).compareTo(Duration.ofSeconds(100)) >= 0, rest(0).toString());
    assertFalse(overlapped.get());
  }

  @Test
  @DisplayName("asks nothing while paused")
  void pauses() throws Exception {
    poller.pace(INTERVAL, true);
    poller.about(Optional.of(Inquiry.OF_DEVICE));
    later(Duration.ofHours(1));
    poller.refresh();
    arrival();
    poller.refresh();
    arrival();
    assertEquals(0, asked.size());
    poller.pace(INTERVAL, false);
    arrival();
    arrival();
    assertEquals(1, asked.size());
  }

  private Polled jobs() throws InterruptedException {
    poller.refresh();
    return arrival();
  }
}
