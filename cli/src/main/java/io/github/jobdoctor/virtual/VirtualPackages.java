package io.github.jobdoctor.virtual;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The apps that are installed on a virtual device. Safe for several threads. */
public final class VirtualPackages {

  private final Map<String, VirtualApp> apps = new LinkedHashMap<>();

  /** Installs an app, over the one of that name if there is one. */
  public synchronized void install(VirtualApp app) {
    apps.put(app.packageName(), app);
  }

  /** Uninstalls an app; false when there is none of that name. */
  public synchronized boolean uninstall(String packageName) {
    return apps.remove(packageName) != null;
  }

  /** The app of that name; absent when it is not installed. */
  public synchronized Optional<VirtualApp> find(String packageName) {
    return Optional.ofNullable(apps.get(packageName));
  }

  /** All of them, in the order of their first installation. */
  public synchronized List<VirtualApp> all() {
    return List.copyOf(apps.values());
  }

  /** The content provider with this authority; absent when no installed app has it. */
  public synchronized Optional<VirtualProvider> provider(String authority) {
    return apps.values().stream()
        .map(app -> app.providers().get(authority))
        .filter(provider -> provider != null)
        .findFirst();
  }
}
