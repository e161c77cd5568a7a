package io.github.jobdoctor.lab.jobscheduler;

import android.net.Network;
import android.net.NetworkCapabilities;
import android.os.Build;
import android.util.SparseArray;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The device's networks, as the scheduler hears of them. Before API 31 it asks a connectivity
 * manager instead, which the lab does not have: there its jobs are told one by one.
 */
final class Networks {

  /** The first level whose scheduler is called back for each network and uid. */
  static final int FIRST_WITH_CALLBACKS = 31;

  private static final int NETWORK = 100;

  /** What the job scheduler heard of a uid's own network. */
  record OwnNetwork(boolean present, boolean blocked) {}

  private final JobSchedulerLab lab;
  private final Object controller;

  Networks(JobSchedulerLab lab, Surroundings surroundings) {
    this.lab = lab;
    this.controller =
        surroundings
            .controller("ConnectivityController")
            .or(() -> surroundings.controller("ConnectivityControllerImpl"))
            .orElseThrow();
  }

  /**
   * The device has this network now, and no other.
   *
   * @param capabilities by their numbers
   * @param transport by its number
   * @param blocked why a uid may not use it, in bits; 0 when it may
   */
  void connect(List<Integer> capabilities, int transport, Function<Integer, Integer> blocked) {
    NetworkCapabilities has = new NetworkCapabilities();
    for (int capability : new int[] {11, 12, 13, 14, 15, 16, 18, 20, 21, 25}) {
      Hidden.call(
          has,
          capabilities.contains(capability) ? "addCapability" : "removeCapability",
          capability);
    }
    Hidden.call(has, "addTransportType", transport);
    Network network = network();
    Hidden.call(callback(), "onCapabilitiesChanged", network, has);
    lab.settle();
    SparseArray<?> own = Hidden.get(controller, "mCurrentDefaultNetworkCallbacks");
    for (int i = 0; i < own.size(); i++) {
      Hidden.call(own.valueAt(i), "onAvailable", network);
      Hidden.call(own.valueAt(i), "onBlockedStatusChanged", network, blocked.apply(own.keyAt(i)));
    }
    lab.settle();
  }

  /** The device has no network. */
  void disconnect() {
    SparseArray<?> own = Hidden.get(controller, "mCurrentDefaultNetworkCallbacks");
    for (int i = 0; i < own.size(); i++) {
      Hidden.call(own.valueAt(i), "onLost", network());
    }
    Hidden.call(callback(), "onLost", network());
    lab.settle();
  }

  /** What the scheduler heard of the uid's own network; absent when it does not listen to it. */
  Optional<OwnNetwork> own(int uid) {
    if (Build.VERSION.SDK_INT < FIRST_WITH_CALLBACKS) {
      return Optional.empty();
    }
    SparseArray<?> all = Hidden.get(controller, "mCurrentDefaultNetworkCallbacks");
    return Optional.ofNullable(all.get(uid))
        .map(
            own ->
                new OwnNetwork(
                    Hidden.get(own, "mDefaultNetwork") != null,
                    Hidden.<Integer>get(own, "mBlockedReasons") != 0));
  }

  private Object callback() {
    return Hidden.get(controller, "mNetworkCallback");
  }

  private static Network network() {
    return (Network) Hidden.create("android.net.Network", NETWORK);
  }
}
