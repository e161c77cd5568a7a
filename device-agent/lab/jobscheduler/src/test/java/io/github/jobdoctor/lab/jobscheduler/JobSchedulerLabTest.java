package io.github.jobdoctor.lab.jobscheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import android.os.Build;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The host's parser against Android's own job scheduler, on the level that this JVM runs. */
@RunWith(RobolectricTestRunner.class)
@Config(
    sdk = Config.ALL_SDKS,
    shadows = ShadowAppGlobals.class,
    instrumentedPackages = "com.android.modules.expresslog")
public class JobSchedulerLabTest {

  private static final int ROUNDS = 5;
  private static final long FIRST_SEED = Long.getLong("lab.seed", 1);
  private static final int SEEDS = Integer.getInteger("lab.seeds", 3);

  @Test(timeout = 120_000)
  public void whatIsReadFromADumpIsWhatTheServiceKeeps() {
    int ran = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      RandomDevice device = new RandomDevice(seed);
      compare(seed, 0, device.lab());
      for (int round = 1; round <= ROUNDS; round++) {
        device.live();
        compare(seed, round, device.lab());
      }
      ran += device.lab().truth().history().size();
    }
    assertTrue("no job ever ran: nothing was compared but waiting ones", ran > 0);
  }

  private static void compare(long seed, int round, JobSchedulerLab lab) {
    SchedulerTruth truth = lab.truth();
    String dump = lab.dump();
    List<String> differences =
        new ArrayList<>(DumpComparison.differences(Build.VERSION.SDK_INT, dump, truth));
    String where = "API " + Build.VERSION.SDK_INT + ", seed " + seed + ", round " + round + ": ";
    System.err.println(where + truth.jobs().size() + " jobs, " + truth.pending().size() + " p, "
        + truth.active().size() + " a, " + truth.history().size() + " h");
    try { java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/jss-scratch/dump"+Build.VERSION.SDK_INT+"-"+seed+"-"+round+".txt"), dump);} catch (Exception e) { throw new RuntimeException(e);}
    assertEquals(where, "", String.join("\n", differences));
  }
}
