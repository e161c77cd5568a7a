/**
 * Android's real {@code JobSchedulerService} on the JVM: the classes of one API level out of
 * Robolectric's jars, with stand-ins for the parts of the system that it asks. Not shipped. May use
 * Robolectric, a mocking library for classes of the platform, and the virtual device of the host
 * program.
 */
package io.github.jobdoctor.lab.jobscheduler;
