/**
 * Virtual Android devices: for tests, and for the demonstration without a phone.
 *
 * <p>One model ({@link io.github.jobdoctor.virtual.VirtualDevice}: properties, programs, Android
 * services, files) with two front ends: {@link io.github.jobdoctor.virtual.VirtualAdbServer} speaks
 * the protocol between an adb client and the adb server, {@link
 * io.github.jobdoctor.virtual.VirtualAdbd} the one between the adb server and a device, so that a
 * real adb server can connect to it. {@link io.github.jobdoctor.virtual.Faults} makes the wire
 * misbehave. {@link io.github.jobdoctor.virtual.DemoDevices} are devices with recorded jobs.
 *
 * <p>A device has apps ({@link io.github.jobdoctor.virtual.VirtualPackages}) with content
 * providers. {@link io.github.jobdoctor.virtual.RecordedAgent} is the one of jobdoctor's on-device
 * agent; the classes whose names begin with {@code Agent} are its parts.
 *
 * <p>The only room that knows the server and device sides of adb's wire. Floor 0: it imports the
 * JDK and no other room. Everything listens on the loopback address alone and runs on daemon
 * threads.
 */
package io.github.jobdoctor.virtual;
