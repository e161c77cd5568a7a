/**
 * The rules of the diagnosis, and the ordered list of them, {@link
 * io.github.jobdoctor.diagnosis.rules.Rules}. One class per irregular cause; the plain constraints
 * are a table. Pure: from records to findings.
 */
package io.github.jobdoctor.diagnosis.rules;
