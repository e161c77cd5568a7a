package io.github.jobdoctor.virtual;

import java.util.Map;
import java.util.Set;

/**
 * What jobs depend on besides themselves, at one moment.
 *
 * @param dozing whether the device is in Doze, deep or light
 * @param charging whether it has power
 * @param batteryLow whether its battery is low
 * @param batterySaver whether battery saver is on
 * @param connected whether there is a network
 * @param metered whether that is metered
 * @param barred the apps that may not work in the background
 * @param buckets the standby buckets that differ from the recorded ones
 */
record JobSurroundings(
    boolean dozing,
    boolean charging,
    boolean batteryLow,
    boolean batterySaver,
    boolean connected,
    boolean metered,
    Set<StandbyService.App> barred,
    Map<StandbyService.App, String> buckets) {}
