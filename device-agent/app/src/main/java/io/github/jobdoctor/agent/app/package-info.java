/**
 * The APK around the sdk: probe tasks, so that a device can be examined without touching anyone's
 * app, and a diagnostic screen. May import Android and the public API of the sdk; not WorkManager.
 */
package io.github.jobdoctor.agent.app;
