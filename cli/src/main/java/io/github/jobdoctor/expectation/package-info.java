/**
 * What a script expects of a job, and whether it is so: conditions as they are typed, files of
 * them, and their judgement over looks at a device, one after the other. Pure: no device, no clock.
 * Floor 2: imports {@code job} and {@code diagnosis}; Jackson's YAML reader for the files.
 *
 * <p>What each condition rests on:
 *
 * <table>
 * <caption>Conditions</caption>
 * <tr><td>{@code scheduled}, {@code absent}<td>the list of registered jobs
 * <tr><td>{@code ready}, {@code pending}, {@code running}<td>the job's {@code Ready:} line
 * <tr><td>{@code blocked-by}, {@code next-run-within}<td>the diagnosis, as {@code why} makes it
 * <tr><td>{@code ran}, {@code succeeded}, {@code failed}<td>the job history, and what the job's
 * block says of its past: {@code Num failures}, {@code Last successful run}, …
 * </table>
 */
package io.github.jobdoctor.expectation;
