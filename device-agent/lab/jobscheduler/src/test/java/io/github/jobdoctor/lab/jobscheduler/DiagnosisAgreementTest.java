package io.github.jobdoctor.lab.jobscheduler;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import android.os.Build;
import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.rules.Rules;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TestRule;
import org.junit.runner.RunWith;
import org.junit.runners.model.Statement;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * The diagnosis of every job against Android's own job scheduler, on the level that this JVM runs:
 * from the text that the service prints it has to come to what the service's objects say.
 *
 * <p>What was compared, and what differs, is also written to {@code
 * target/diagnosis-agreement-LEVEL.txt}.
 */
@RunWith(RobolectricTestRunner.class)
@Config(
    sdk = Config.ALL_SDKS,
    shadows = ShadowAppGlobals.class,
    instrumentedPackages = "com.android.modules.expresslog")
public class DiagnosisAgreementTest {

  private static final int ROUNDS = 8;

  /** Where to begin, and how many to try; for hunting with more seeds than every build tries. */
  private static final long FIRST_SEED = Long.getLong("lab.seed", 1);

  private static final int SEEDS = Integer.getInteger("lab.seeds", 3);

  private static final int ENOUGH = 20;

  /**
   * What no dump shows, so that a diagnosis cannot be right: {@code cmd jobscheduler run} has left
   * its mark on a job, for which its own constraints count no more, while something else holds it
   * back. The diagnosis names that, and with it constraints that are not met but do not count.
   * Where the mark alone makes the job ready, the Ready line shows it, and the diagnosis is right.
   */
  private static final String KNOWN = Agreement.OVERRIDDEN;

  /** No more than one in so many, although every other round somebody types such an order. */
  private static final int KNOWN_AT_MOST_ONE_IN = 50;

  private final List<Agreement.Difference> differences = new ArrayList<>();
  private final Map<String, Integer> terms = new TreeMap<>();
  private long seed;
  private int states;
  private int waiting;
  private int known;

  /** Whatever goes wrong, a run that has no end included, is of a seed. */
  @Rule
  public final TestRule namesTheSeed =
      (statement, description) ->
          new Statement() {
            @Override
            public void evaluate() throws Throwable {
              try {
                statement.evaluate();
              } catch (Exception e) {
                throw new AssertionError(where() + ": " + e.getMessage(), e);
              }
            }
          };

  @Test(timeout = 900_000)
  public void aDiagnosisSaysOfEachJobWhatTheServiceKnows() throws UnusableDumpException {
    for (seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      DiagnosedDevice device = new DiagnosedDevice(seed);
      compare(device);
      for (int round = 1; round <= ROUNDS; round++) {
        device.live();
        compare(device);
      }
    }
    assertTrue("hardly anything was compared", waiting > ENOUGH && states - waiting > ENOUGH);
    assertTrue(summary(), known * KNOWN_AT_MOST_ONE_IN <= states);
    assertEquals(summary(), "", String.join("\n", texts()));
  }

  private void compare(DiagnosedDevice device) throws UnusableDumpException {
    JobTruths truths = new JobTruths(device);
    truths.settle();
    String text = device.lab().dump();
    Map<String, JobInTruth> truth = truths.read();
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text);
    assertEquals(where(), truth.size(), snapshot.jobs().size());
    List<String> lines = text.lines().toList();
    for (Job job : snapshot.jobs()) {
      compare(snapshot, job, truth.get(DumpComparison.key(job.key())), lines);
    }
  }

  private void compare(
      JobSchedulerSnapshot snapshot, Job job, JobInTruth truth, List<String> lines) {
    Diagnosis diagnosis =
        Rules.diagnose(new Circumstances(snapshot, job, OptionalInt.of(Build.VERSION.SDK_INT)));
    for (Agreement.Difference difference : Agreement.differences(diagnosis, truth, lines)) {
      if (difference.kind().equals(KNOWN)) {
        known++;
      } else {
        differences.add(difference);
      }
    }
    states++;
    if (truth.isHeldBack()) {
      waiting++;
      truth.falseTerms().forEach(term -> terms.merge(term, 1, Integer::sum));
    }
  }

  @After
  public void writesWhatItCompared() throws IOException {
    Files.writeString(
        Path.of("target", "diagnosis-agreement-" + Build.VERSION.SDK_INT + ".txt"),
        summary() + "\n" + String.join("\n", texts()));
  }

  private String summary() {
    Map<String, Integer> kinds = new TreeMap<>();
    differences.forEach(one -> kinds.merge(one.kind(), 1, Integer::sum));
    return where()
        + ": "
        + states
        + " job states, of which "
        + waiting
        + " held back by "
        + terms
        + "; known to differ: "
        + known
        + "; differ otherwise: "
        + kinds;
  }

  private List<String> texts() {
    return differences.stream().map(one -> one.kind() + ": " + one.text()).toList();
  }

  private String where() {
    return "API " + Build.VERSION.SDK_INT + ", seed " + seed;
  }
}
