/**
 * From values to text: tables and pages for people; JSON, NDJSON, CSV and YAML for programs. Knows
 * no device. Floor 3: imports {@code job}, {@code diagnosis}, {@code expectation} and {@code
 * source}. The only room for Jackson; of jline it uses the width of characters only.
 *
 * <p>All text that came from a device goes through {@link io.github.jobdoctor.render.Printable} on
 * its way out.
 */
package io.github.jobdoctor.render;
