/**
 * From the text of {@code dumpsys jobscheduler} to {@link io.github.jobdoctor.job} records. Pure:
 * no device, no file, no clock; the same for live text, saved dumps and the demo. Floor 1: imports
 * {@code job}.
 *
 * <p>Decisions go by the shape of the text, never by an API level, which a file does not tell. A
 * line not understood costs that line, a job not understood costs that job, and the result says so.
 * Grammar: reference/dumpsys-jobscheduler.md.
 */
package io.github.jobdoctor.dumpsys;
