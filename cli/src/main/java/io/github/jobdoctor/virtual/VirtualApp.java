package io.github.jobdoctor.virtual;

import java.util.Map;

/**
 * An app that is installed on a virtual device, or can be.
 *
 * @param packageName its application id
 * @param versionName the version that {@code dumpsys package} names
 * @param providers its content providers by authority
 */
public record VirtualApp(
    String packageName, String versionName, Map<String, VirtualProvider> providers) {

  /** Copies the providers. */
  public VirtualApp {
    providers = Map.copyOf(providers);
  }
}
