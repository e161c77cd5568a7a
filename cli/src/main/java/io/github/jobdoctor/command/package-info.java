/**
 * The commands: what a person or a script types, one thin class each. Options live in mixins, exit
 * codes and errors in one place. Floor 5: may import every lower room; the only room for picocli.
 */
package io.github.jobdoctor.command;
