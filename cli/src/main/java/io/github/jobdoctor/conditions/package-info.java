/**
 * The conditions that a device is in while its jobs are looked at: Doze, a standby bucket, the
 * battery, the network and so on. {@link io.github.jobdoctor.conditions.Conditions#apply} reads how
 * things are, writes that down on this computer and on the device, changes them, reads back, and
 * {@link io.github.jobdoctor.conditions.Held} puts all of it back. What each condition is made of
 * stands in {@link io.github.jobdoctor.conditions.ConditionKind}. Floor 2: imports {@code job},
 * {@code device}, {@code neighbours} and {@code diagnosis}.
 *
 * <p>Nothing here says more than the device has confirmed: a condition is in force when it was read
 * back, and is put back when that was read, too.
 */
package io.github.jobdoctor.conditions;
