/** Benchmarks of the parser, in its package, since they compare it with parts of it. */
package io.github.jobdoctor.dumpsys;
