package io.github.jobdoctor.dumpsys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.job.ActiveJob;
import io.github.jobdoctor.job.BackgroundLimits;
import io.github.jobdoctor.job.Connectivity;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Controllers;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.SchedulerState;
import io.github.jobdoctor.job.Uid;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Odd sections")
class OddSectionsTest {

  private static final String NO_JOBS = "Registered 0 jobs:\n  None.\n\n";

  @Test
  @DisplayName("of blocked networks name the reasons, also where only their number is printed")
  void blockedReasons() throws Exception {
    Connectivity connectivity =
        state(
                """
                ConnectivityController:
                  Requested standby exceptions: 10124 (1 jobs) 10127 (2 jobs)
                  No available networks

                  Current default network callbacks:
                    UID: 10123; Network: 101 (blocked=0)
                    UID: 10124; Network: 101 (blocked=REASON_DOZE|METERED_REASON_DATA_SAVER)
                    UID: 10125; Network: 101 (blocked=65541)
                    UID: 10126; No network

                  ##u0a123/5 from u0a123: NetworkRequest [ NONE id=0, [ Capabilities: INTERNET ] ]
                """)
            .controllers()
            .connectivity()
            .orElseThrow();
    assertEquals(List.of(), connectivity.networks().orElseThrow().value());
    assertEquals(
        List.of(new Uid(10124), new Uid(10127)),
        connectivity.exceptions().stream().map(fact -> fact.value()).toList());
    assertEquals(List.of(), connectivity.defaults().get(new Uid(10123)).blocked());
    assertEquals(
        List.of("DOZE", "METERED_DATA_SAVER"),
        connectivity.defaults().get(new Uid(10124)).blocked());
    assertEquals(
        List.of("BATTERY_SAVER", "APP_STANDBY", "METERED_DATA_SAVER"),
        connectivity.defaults().get(new Uid(10125)).blocked());
    assertEquals(OptionalInt.empty(), connectivity.defaults().get(new Uid(10126)).network());
    assertTrue(connectivity.requests().get(key("", 10123, 5)).value().startsWith("NetworkRequest"));
  }

  @Test
  @DisplayName("of networks tell capabilities by whole words")
  void capabilities() throws Exception {
    Connectivity.Network network =
        state(
                """
                ConnectivityController:
                  Available networks:
                    101: [ Transports: WIFI Capabilities: NOT_METERED&INTERNET&VALIDATED ]
                """)
            .controllers()
            .connectivity()
            .orElseThrow()
            .networks()
            .orElseThrow()
            .value()
            .get(0);
    assertEquals(101, network.id());
    assertTrue(network.has("NOT_METERED") && network.has("VALIDATED"));
    assertFalse(network.has("METERED"));
  }

  @Test
  @DisplayName("of background limits tell battery saver, restricted, exempt and stopped apps")
  void backgroundLimits() throws Exception {
    BackgroundLimits limits =
        state(
                """
                BackgroundJobsController:
                  Current AppStateTracker State:
                    Force all apps standby: true
                    Active uids: [u0a8 u10a130]
                    Except-idle + user exemption list appids: [1000, 10008]
                    Exempted bucket packages:
                      User 0
                        com.example.exempted

                    Restricted packages:
                      u0a123 com.example.app
                    Stats:
                      FORCE_ALL_CHANGED: count=0, total=0.0ms

                  Stopped packages:
                    10123:com.example.app=true
                    10124:com.example.work=false

                    #my.space:u0a123/70 from u0a123 idle: com.example.app [RUN_ANY_IN_BACKGROUND disallowed] WAITING
                    ##u0a8/300 from u0a8 active, exempted: com.google.android.gms [RUN_ANY_IN_BACKGROUND allowed] RUNNABLE
                """)
            .controllers()
            .background()
            .orElseThrow();
    assertTrue(limits.forceAllStandby().orElseThrow().value());
    assertEquals(
        List.of(new Uid(10008), new Uid(1010130)), limits.activeUids().orElseThrow().value());
    assertEquals(List.of(1000, 10008), limits.exemptAppIds().orElseThrow().value());
    assertEquals("com.example.exempted", limits.exemptedPackages().get(0).value());
    assertEquals("com.example.app", limits.restricted().get(0).packageName());
    assertEquals(
        List.of(true, false), limits.stopped().stream().map(app -> app.stopped()).toList());
    BackgroundLimits.BackgroundJob held = limits.jobs().get(key("my.space", 10123, 70));
    assertFalse(held.active() || held.exempted() || held.allowed() || held.runnable());
    BackgroundLimits.BackgroundJob free = limits.jobs().get(key("", 10008, 300));
    assertTrue(free.active() && free.exempted() && free.allowed() && free.runnable());
  }

  @Test
  @DisplayName("of quota tell what is out, what is owed and when it comes back")
  void quota() throws Exception {
    SchedulerState state =
        state(
            """
            QuotaController:
              Current elapsed time: 1000000

              Foreground UIDs: {10123=true, 10124=false}

              Cached temp allowlist: {10125=true}

              ##u0a126/400 from u0a126 (TOP)
                RARE, not within quota, -5000ms remaining in quota
              ##u0a127/401 from u0a127
                WORKING_SET, out of EJ quota, should be stopped after min execution time

              Timer<REG>{<0>com.example.rare} started at 990000 (10000ms ago), 2 running bg jobs
                abc #u0a126/400 com.example.rare/.Job

                Saved events:
                  900000 -> 950000 (50000), 3 bg jobs.
                  Quota bump @ 960000

              TopAppTimer{<0>com.example.rare} NOT active, 0 running bg jobs

              Cached execution stats:
                <0>com.example.rare
                  RARE: expirationTime=1200000, allowedTimePerPeriodMs=600000, windowSizeMs=86400000, jobCountLimit=48, sessionCountLimit=3, executionTimeInWindow=605000, bgJobCountInWindow=7, executionTimeInMaxPeriod=605000, bgJobCountInMaxPeriod=7, sessionCountInWindow=3, inQuotaTime=1900000, rateLimitJobCountWindow=0

              EJ debits:
                <0>com.example.rare: ShrinkableDebits { debit tally: 93201, bucket: 3 }

              In quota alarms:
                <0>com.example.rare: 1900000
            """);
    Quota quota = state.controllers().quota().orElseThrow();
    Quota.JobQuota out = quota.jobs().get(key("", 10126, 400));
    assertTrue(out.top());
    assertEquals(Quota.Standing.OUT_OF_REGULAR, out.standing());
    assertEquals(Duration.ofSeconds(-5), out.left().orElseThrow());
    Quota.JobQuota expedited = quota.jobs().get(key("", 10127, 401));
    assertEquals(Quota.Standing.OUT_OF_EXPEDITED, expedited.standing());
    assertEquals(Optional.empty(), expedited.left());
    assertEquals(List.of(new Uid(10123)), quota.foregroundUids().orElseThrow().value());
    assertEquals(List.of(new Uid(10125)), quota.allowlistedUids().orElseThrow().value());
    assertEquals(2, quota.timers().get(0).runningJobs());
    assertEquals(Duration.ofSeconds(10), quota.timers().get(0).startedAgo().orElseThrow());
    assertEquals(Quota.Kind.TOP_APP, quota.timers().get(1).kind());
    assertEquals(Duration.ofSeconds(-100), quota.sessions().get(0).start().orElseThrow());
    assertEquals(Duration.ofSeconds(-40), quota.bumps().get(0).when().orElseThrow());
    Quota.ExecutionStats stats = quota.stats(0, "com.example.rare", out.bucket()).orElseThrow();
    assertEquals(Duration.ofSeconds(605), stats.used());
    assertEquals(3, stats.sessionLimit().orElseThrow());
    assertEquals(Duration.ofMinutes(15), stats.inQuotaIn().orElseThrow());
    assertEquals(Duration.ofSeconds(200), stats.validFor().orElseThrow());
    assertEquals(Duration.ofMillis(93201), quota.debits().get(0).used());
    assertEquals(
        Duration.ofMinutes(15),
        quota.alarm(0, "com.example.rare").orElseThrow().in().orElseThrow());
  }

  @Test
  @DisplayName("without the dump's clock give no moment rather than a wrong one")
  void withoutClock() throws Exception {
    Quota quota =
        state("QuotaController:\n\n  In quota alarms:\n    <0>com.example.rare: 1900000\n")
            .controllers()
            .quota()
            .orElseThrow();
    assertEquals(Optional.empty(), quota.alarm(0, "com.example.rare").orElseThrow().in());
  }

  @Test
  @DisplayName("of a running job tell what stops it soon")
  void pendingStop() throws Exception {
    ActiveJob job =
        parse(
                """
                Active jobs:
                  Slot #0(ID=-7): abc {my.space} #u0a1/5 @my.space@com.x/.Svc
                    Running for: +3m0s0ms, timeout at: +8s0ms
                    Remaining execution limits: [0, +7m0s0ms] Pending stop because 10/1/out of quota
                      u0a1 tag=*job*e/@my.space@com.x/.Svc
                      Source: uid=u0a1 user=0 pkg=com.x
                    Evaluated bias: 40 [TOP_APP]
                    Active at -3m0s0ms, pending for +1s0ms

                Idle contexts (2):
                  ID=5: inactive since -1m20s0ms, stopped because: stop from shell
                  ID=6: inactive
                """)
            .active()
            .get(0);
    assertEquals("my.space:u0a1/5", job.key().toString());
    assertEquals(Duration.ZERO, job.guaranteedFor().orElseThrow());
    assertEquals(Duration.ofMinutes(7), job.atMostFor().orElseThrow());
    assertEquals("10/1/out of quota", job.pendingStop().orElseThrow());
    assertEquals(40, job.bias().orElseThrow());
    assertEquals(Duration.ofSeconds(1), job.pendingFor().orElseThrow());
  }

  @Test
  @DisplayName("after lately cancelled jobs are found two columns deeper")
  void afterCancelledJobs() throws Exception {
    JobSchedulerSnapshot snapshot =
        parse(
            """
            Recently completed jobs:
              None

            Recently cancelled jobs:
              -5s500ms
                  abc {my.space} #u0a1/5 @my.space@com.x/.Svc
                  u0a1 tag=*job*r/@my.space@com.x/.Svc
                  Source: uid=u0a1 user=0 pkg=com.x
                  JobInfo:
                    Service: com.x/.Svc
                    Extras: {k=
                    mReadyToRock=false
                    Concurrency:
                    }

              mReadyToRock=true
              mReportedActive=true

              Concurrency:
                Screen state: current ON  effective ON
                mLastMemoryTrimLevel: 2

              PersistStats: FirstLoad: 0/0/0 LastSave: 2/2/1
            """);
    assertEquals(Extent.WHOLE, snapshot.extent());
    assertEquals(0, snapshot.unreadCount());
    SchedulerState.RecentJob job = snapshot.state().recentJobs().get(0);
    assertTrue(job.cancelled());
    assertEquals("my.space:u0a1/5", job.key().orElseThrow().toString());
    assertEquals("com.x/.Svc", job.service().orElseThrow());
    assertTrue(snapshot.state().ready().orElseThrow().value());
    assertEquals(
        2, snapshot.state().concurrency().orElseThrow().memoryLevel().orElseThrow().value());
  }

  @Test
  @DisplayName("of namespaces that look like other jobs are told apart")
  void namespaces() throws Exception {
    Controllers.Doze doze =
        state(
                """
                DeviceIdleJobsController:
                  Idle mode: true

                  #a b from u0a1: x:u0a123/71 from u0a123: com.example.app WAITING ALLOWED_IN_DOZE
                  ##u0a8/-301 from u0a8: com.google.android.gms RUNNABLE WHITELISTED
                """)
            .controllers()
            .doze()
            .orElseThrow();
    assertTrue(doze.jobs().get(key("a b from u0a1: x", 10123, 71)).allowedInDoze());
    Controllers.DozingJob free = doze.jobs().get(key("", 10008, -301));
    assertTrue(free.runnable() && free.whitelisted());
  }

  @Test
  @DisplayName("of flexible jobs are read in both forms")
  void flexibility() throws Exception {
    Controllers.Flexibility flexibility =
        state(
                """
                TimeController:
                  Elapsed clock: 2000

                FlexibilityController:
                  Applied Flexible Constraints: CHARGING IDLE [0x5]
                  Satisfied Flexible Constraints:  CHARGING [0x1]

                  my_namespace:u0a123/70 from u0a123-> Num Required Constraints: 2, lifecycle=[1000, (40%), 3500]
                  ##u0a123/71 from u0a123 Num Required Constraints: 1

                  Flexible Constraint Check alarms:
                    NOT WAITING
                """)
            .controllers()
            .flexibility()
            .orElseThrow();
    assertEquals(
        List.of(Constraint.CHARGING, Constraint.IDLE), flexibility.applied().orElseThrow().value());
    assertEquals(List.of(Constraint.CHARGING), flexibility.satisfied().orElseThrow().value());
    Controllers.FlexibleJob job = flexibility.jobs().get(key("my_namespace", 10123, 70));
    assertEquals(2, job.requiredCount());
    assertEquals(40, job.percent().orElseThrow());
    assertEquals(Duration.ofMillis(1500), job.end().orElseThrow());
    assertEquals(1, flexibility.jobs().get(key("", 10123, 71)).requiredCount());
  }

  @Test
  @DisplayName("of watched content tell what changed and when it counts")
  void content() throws Exception {
    Controllers.Observer observer =
        state(
                """
                ContentObserverController:
                  #u0a129/41 from u0a129

                  Observers:
                    content://media/external/images/media 0x1 (155879603):
                      Jobs:
                        #u0a129/41 from u0a129:
                          Trigger pending: update=+5s0ms, max=+1m0s0ms
                          Changed Authorities:
                          media
                                    Changed URIs:
                          content://media/external/images/media/17
                """)
            .controllers()
            .content()
            .orElseThrow()
            .observers()
            .get(0);
    assertTrue(observer.descendants());
    Controllers.Watcher watcher = observer.watchers().get(0);
    assertEquals(Duration.ofSeconds(5), watcher.updateIn().orElseThrow());
    assertEquals(Duration.ofMinutes(1), watcher.maxIn().orElseThrow());
    assertEquals(List.of("media", "content://media/external/images/media/17"), watcher.changed());
  }

  @Test
  @DisplayName("that come twice count once: the first is Android's")
  void theFirstCounts() throws Exception {
    JobSchedulerSnapshot snapshot =
        parse(
            """
            BackgroundJobsController:
              Force all apps standby: false

            Pending queue:
              Pending #0: abc #u0a1/5 com.x/.Svc
                Pending work:
                  #0: #1 0x Intent { act=x
            BackgroundJobsController:
              Force all apps standby: true
            Pending queue:
              Pending #0: abc #u0a9999/7 evil.app/.Svc
            """);
    assertFalse(
        snapshot
            .state()
            .controllers()
            .background()
            .orElseThrow()
            .forceAllStandby()
            .orElseThrow()
            .value());
    assertEquals(1, snapshot.pending().size());
    assertEquals(2, snapshot.unreadCount());
  }

  @Test
  @DisplayName("with lines that nobody knows keep and count them, and go on")
  void unknownLinesAreKept() throws Exception {
    JobSchedulerSnapshot snapshot =
        parse(
            """
            TimeController:
              Elapsed clock: 5000
              Something new: 17
              ##u0a1/5 from u0a1: Delay=+1s0ms, Deadline=N/A

            SomethingNewController:
              what it says

            Started users: [0, 10]
            """);
    assertEquals(1, snapshot.unreadCount());
    assertEquals("  Something new: 17", snapshot.unread().get(0).text());
    assertEquals(1, snapshot.state().controllers().timing().orElseThrow().jobs().size());
    assertEquals(List.of(0, 10), snapshot.startedUsers());
  }

  @Test
  @DisplayName("alone make a fragment where they tell of jobs")
  void sectionsAloneAreAFragment() throws Exception {
    JobSchedulerSnapshot snapshot =
        JobSchedulerDump.parse(
            "  Job history:\n     -1s000ms   START: #u0a1/5 com.x/.Svc\n\nPending queue:\n");
    assertEquals(Extent.FRAGMENT, snapshot.extent());
    assertEquals(1, snapshot.history().size());
  }

  @Test
  @DisplayName("of counted calls hold moments of a device that has been up for more than 24 days")
  void momentsOfALongUptime() throws Exception {
    SchedulerState.CallCount count =
        state(
                """
                CountQuotaTracker:
                  Is enabled: true
                  Is global quota free: false
                  Current elapsed time: 2286160188

                  Instantaneous events:
                    <0>com.example.work::.schedulePersisted():
                      2286160187, 2286160187, 2286160187

                  Cached execution stats:
                    <0>com.example.work::.schedulePersisted():
                      expirationTime=2286220187, windowSizeMs=60000, countLimit=250, \
                countInWindow=3, inQuotaTime=0
                """)
            .callCounts()
            .get(0);
    assertEquals("com.example.work", count.packageName());
    assertEquals(3, count.count());
  }

  @ParameterizedTest(name = "API {0}")
  @ValueSource(ints = {21, 22, 23})
  @DisplayName("of API 21 to 23 tell the device's state, and nothing in them is unread")
  void oldSections(int api) throws Exception {
    String text;
    try (InputStream in =
        OddSectionsTest.class.getResourceAsStream("aosp/api-" + api + "/doze.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    // How the jobs of these versions are read is no matter of the sections.
    String jobs = text.substring(text.indexOf("Registered jobs:"), text.indexOf("\n\n") + 1);
    LineCursor cursor = new LineCursor(DumpLines.of(text.replace(jobs, "")), 0);
    StateSections sections = new StateSections(cursor);
    while (cursor.peek() != null) {
      if (StateSections.opens(cursor.peek())) {
        sections.read();
      } else {
        assertTrue(cursor.peek().isBlank(), cursor.peek());
        cursor.advance();
      }
    }
    assertEquals(List.of(), cursor.unread());
    SchedulerState state = sections.state();
    assertEquals(181413623, state.elapsedClock().orElseThrow());
    assertEquals(List.of(0, 10), state.startedUsers().orElseThrow().value());
    assertFalse(state.device().idle().orElseThrow().value());
    assertTrue(state.device().stablePower().orElseThrow().value());
    assertTrue(state.ready().orElseThrow().value());
    Connectivity connectivity = state.controllers().connectivity().orElseThrow();
    assertFalse(connectivity.connected().orElseThrow().value());
    assertFalse(connectivity.unmetered().orElseThrow().value());
    assertTrue(state.controllers().timing().orElseThrow().nextDeadlineAlarm().isPresent());
    assertEquals(api == 23, state.device().doze().isPresent());
    assertEquals(api == 23, state.device().parole().isPresent());
  }

  private static JobKey key(String namespace, int uid, int jobId) {
    return new JobKey(Optional.of(namespace).filter(name -> !name.isEmpty()), new Uid(uid), jobId);
  }

  private static SchedulerState state(String sections) throws Exception {
    JobSchedulerSnapshot snapshot = parse(sections);
    assertEquals(List.of(), snapshot.unread());
    return snapshot.state();
  }

  private static JobSchedulerSnapshot parse(String sections) throws Exception {
    return JobSchedulerDump.parse(NO_JOBS + sections);
  }
}
