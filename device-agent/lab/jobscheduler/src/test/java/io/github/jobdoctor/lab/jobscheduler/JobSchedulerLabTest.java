package io.github.jobdoctor.lab.jobscheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import android.os.Build;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /** Where to begin, and how many to try; for hunting with more seeds than every build tries. */
  private static final long FIRST_SEED = Long.getLong("lab.seed", 1);

  private static final int SEEDS = Integer.getInteger("lab.seeds", 3);

  /**
   * What the parser does not read yet, by the name in {@link DumpComparison}. Each entry must still
   * be true, so that the list can only shrink.
   */
  private static final Map<Integer, Set<String>> NOT_READ_YET = Map.of();

  private final Set<String> seenGaps = new TreeSet<>();

  @Test(timeout = 240_000)
  public void whatIsReadFromADumpIsWhatTheServiceKeeps() {
    int ran = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      ran += compare(seed);
    }
    assertTrue("no job ever ran: nothing was compared but waiting ones", ran > 0);
    assertEquals("gaps of the parser, of which some are closed", gaps(), seenGaps);
  }

  /** Compares a device again and again; returns how many runs began or ended on it. */
  private int compare(long seed) {
    try {
      RandomDevice device = new RandomDevice(seed);
      compare(seed, 0, device.lab());
      for (int round = 1; round <= ROUNDS; round++) {
        device.live();
        compare(seed, round, device.lab());
      }
      return device.lab().truth().history().size();
    } catch (RuntimeException e) {
      throw new AssertionError("API " + Build.VERSION.SDK_INT + ", seed " + seed + ": " + e, e);
    }
  }

  private void compare(long seed, int round, JobSchedulerLab lab) {
    SchedulerTruth truth = lab.truth();
    List<String> differences = new ArrayList<>();
    for (DumpComparison.Difference difference :
        DumpComparison.differences(Build.VERSION.SDK_INT, lab.dump(), truth)) {
      if (gaps().contains(difference.field())) {
        seenGaps.add(difference.field());
      } else {
        differences.add(difference.text());
      }
    }
    assertEquals(
        "API " + Build.VERSION.SDK_INT + ", seed " + seed + ", round " + round,
        "",
        String.join("\n", differences));
  }

  private static Set<String> gaps() {
    return NOT_READ_YET.getOrDefault(Build.VERSION.SDK_INT, Set.of());
  }
}
