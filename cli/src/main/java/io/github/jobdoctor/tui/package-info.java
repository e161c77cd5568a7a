/**
 * The full-screen terminal screen of {@code watch}. A chain in one direction: an {@link
 * io.github.jobdoctor.tui.Event} and the {@link io.github.jobdoctor.tui.WatchState} give the next
 * state and the {@link io.github.jobdoctor.tui.Effect}s that are due; views are functions from the
 * state to lines; one loop reads, draws what changed, and lets effects happen on other threads. The
 * keys are one table, {@link io.github.jobdoctor.tui.Binding}, from which dispatch, footer and help
 * come. The only place for jline, but for the widths of characters, which render uses as well.
 */
package io.github.jobdoctor.tui;
