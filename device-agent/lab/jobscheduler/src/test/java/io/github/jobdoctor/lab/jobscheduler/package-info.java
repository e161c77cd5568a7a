/**
 * Android's real {@code JobSchedulerService} on the JVM: the classes of one API level out of
 * Robolectric's jars, with stand-ins for the parts of the system that it asks. Not shipped. May use
 * Robolectric, a mocking library for classes of the platform, and the virtual device of the host
 * program.
 *
 * <p>A {@link io.github.jobdoctor.lab.jobscheduler.LiveDevice} is all of it as one device that can
 * be reached over adb: scenarios set conditions, let apps behave by a script, give orders with the
 * host program, and compare what it claims with what the service and the apps did.
 */
package io.github.jobdoctor.lab.jobscheduler;
