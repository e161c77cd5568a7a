package io.github.jobdoctor.lab.jobscheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import android.os.Build;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Conditions that are set in the device's shell: Android's job scheduler reacts to them. */
@RunWith(RobolectricTestRunner.class)
@Config(
    sdk = Config.ALL_SDKS,
    shadows = ShadowAppGlobals.class,
    instrumentedPackages = "com.android.modules.expresslog")
public class ShellConditionsTest {

  private static final App APP = new App("com.example.app", 10123);

  private final int level = Build.VERSION.SDK_INT;
  private LiveDevice device;

  @Before
  public void boot() throws Exception {
    device = new LiveDevice(List.of(APP), List.of(0));
  }

  @After
  public void close() {
    device.close();
  }

  @Test
  public void dozeThatIsForcedHoldsAJobUntilItIsTakenBack() throws Exception {
    String job = device.schedule(APP, 0, LiveDevice.job(APP, 7).setMinimumLatency(60_000));
    assertEquals(
        "Now forced in to deep idle mode\n", device.shell("dumpsys deviceidle force-idle"));
    device.passTime(Duration.ofMinutes(5));
    assertTrue(device.apps().begun().isEmpty());
    LiveDevice.Result why = device.run("why", "7");
    assertEquals(why.toString(), 1, why.code());
    assertTrue(why.out(), why.out().contains("mForceIdle=true"));
    device.shell("dumpsys deviceidle unforce");
    device.passTime(Duration.ofMinutes(5));
    assertEquals(List.of(job), device.apps().begun());
  }

  @Test
  public void aBatteryThatIsUnpluggedStopsAJobThatWantsToCharge() throws Exception {
    device.surroundings().charges(true);
    String job = device.schedule(APP, 0, LiveDevice.job(APP, 7).setRequiresCharging(true));
    device.apps().script(job, Script.keepsRunning());
    device.passTime(Duration.ofSeconds(5));
    assertEquals(List.of(job), device.lab().truth().active());
    device.shell("dumpsys battery unplug");
    device.passTime(Duration.ofSeconds(5));
    assertTrue(device.lab().truth().active().isEmpty());
    assertTrue(device.shell("dumpsys battery").contains("UPDATES STOPPED"));
    device.shell("dumpsys battery reset");
    assertFalse(device.shell("dumpsys battery").contains("UPDATES STOPPED"));
    assertTrue(device.shell("dumpsys battery").contains("AC powered: true"));
  }

  @Test
  public void aStandbyBucketIsTheOneThatTheSchedulerGoesBy() throws Exception {
    assumeTrue("there are buckets", level >= 28);
    String job = device.schedule(APP, 0, LiveDevice.job(APP, 7).setMinimumLatency(60_000));
    device.shell("am set-standby-bucket com.example.app rare");
    assertEquals("40\n", device.shell("am get-standby-bucket com.example.app"));
    SchedulerTruth.JobTruth truth = device.lab().truth().jobs().get(0);
    assertEquals(job, truth.key());
    assertEquals(Optional.of(3), truth.bucket()); // As the scheduler numbers RARE.
  }

  @Test
  public void batterySaverHoldsAJobUntilItIsSwitchedOff() throws Exception {
    assumeTrue("it counts, and the shell can set it", level >= 28);
    String job = device.schedule(APP, 0, LiveDevice.job(APP, 7).setMinimumLatency(60_000));
    device.shell("cmd power set-mode 1");
    assertTrue(device.shell("dumpsys power").contains("Enabled=true"));
    device.passTime(Duration.ofMinutes(5));
    assertTrue(device.apps().begun().isEmpty());
    device.shell("cmd power set-mode 0");
    device.passTime(Duration.ofMinutes(5));
    assertEquals(List.of(job), device.apps().begun());
  }
}
