/**
 * Where a snapshot comes from: a device, the demo, a saved dump or bug report, packed or not. Floor
 * 2: imports {@code job}, {@code device}, {@code dumpsys} and {@code neighbours}.
 */
package io.github.jobdoctor.source;
