package io.github.jobdoctor.device;

/**
 * One line of adb's device list.
 *
 * @param serial the serial number
 * @param state the state that adb gives it
 */
public record DeviceEntry(String serial, DeviceState state) {}
