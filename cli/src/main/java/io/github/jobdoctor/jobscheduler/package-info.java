/**
 * Questions and orders to Android's job scheduler on a device. An order is followed until Android
 * itself shows what came of it. Floor 2: imports {@code job}, {@code device}, {@code dumpsys},
 * {@code diagnosis}, and {@code neighbours}.
 */
package io.github.jobdoctor.jobscheduler;
