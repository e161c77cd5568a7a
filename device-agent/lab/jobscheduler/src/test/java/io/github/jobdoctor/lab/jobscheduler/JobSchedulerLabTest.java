package io.github.jobdoctor.lab.jobscheduler;

import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Spike. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = Config.ALL_SDKS, shadows = ShadowAppGlobals.class, instrumentedPackages = "com.android.modules.expresslog")
public class JobSchedulerLabTest {
  @Test
  public void dumps() throws Exception {
    JobSchedulerLab lab =
        JobSchedulerLab.boot(List.of(new App("com.example.app", 10001)), List.of(0, 10));
    java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/jss-scratch/dump.txt"), lab.dump());
  }
}
