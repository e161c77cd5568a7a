package io.github.jobdoctor.virtual;

import java.util.Map;

/**
 * An app that is installed on a virtual device, or can be.
 *
 * @param packageName its application id
 * @param versionName the version that {@code dumpsys package} names
 * @param versionCode the number of that version
 * @param providers its content providers by authority
 */
public record VirtualApp(
    String packageName,
    String versionName,
    long versionCode,
    Map<String, VirtualProvider> providers) {

  /** Copies the providers. */
  public VirtualApp {
    providers = Map.copyOf(providers);
  }

  /** The first version of an app: its version code is 1. */
  public VirtualApp(
      String packageName, String versionName, Map<String, VirtualProvider> providers) {
    this(packageName, versionName, 1, providers);
  }
}
