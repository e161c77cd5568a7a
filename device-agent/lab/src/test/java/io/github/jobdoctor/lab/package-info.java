/**
 * Host and agent in one JVM, each with its real code: the agent, the APK's application and
 * WorkManager run on Robolectric's Android, behind a virtual device whose adb server the host (or
 * the real adb) talks to.
 *
 * <p>Differential and end-to-end tests live here, at the top of the reactor, and the recorder of
 * what the demonstration's devices answer. May import everything; nobody may import it.
 */
package io.github.jobdoctor.lab;
