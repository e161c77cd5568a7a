/** The APK's own parts: probe tasks and screen. */
package io.github.jobdoctor.agent.app;
