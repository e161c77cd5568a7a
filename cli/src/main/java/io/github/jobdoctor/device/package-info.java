/**
 * Devices, reached through adb: which there are, and commands on them whose end is certain.
 *
 * <p>{@link io.github.jobdoctor.device.Adb#connect} is the way in, {@link
 * io.github.jobdoctor.device.DeviceSelection} says which devices. The only room that knows ddmlib.
 * Floor 0: it imports no other room. A command either ends with its own exit code, or with a {@link
 * io.github.jobdoctor.device.DeviceException} that says what happened to the wire; output that was
 * cut off is never handed out as whole.
 */
package io.github.jobdoctor.device;
