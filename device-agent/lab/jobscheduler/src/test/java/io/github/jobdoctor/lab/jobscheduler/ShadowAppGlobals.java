package io.github.jobdoctor.lab.jobscheduler;

import android.app.AppGlobals;
import android.content.pm.IPackageManager;
import java.util.Objects;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.annotation.Resetter;

/** The package manager that the system server's code finds without asking a context. */
@Implements(value = AppGlobals.class, isInAndroidSdk = false)
public final class ShadowAppGlobals {

  private static Object packages;

  static void packages(Object packageManager) {
    packages = packageManager;
  }

  /** What {@code AppGlobals.getPackageManager()} returns. */
  @Implementation
  public static IPackageManager getPackageManager() {
    return (IPackageManager) Objects.requireNonNull(packages);
  }

  /** Forgets the package manager of the test before. */
  @Resetter
  public static void reset() {
    packages = null;
  }
}
