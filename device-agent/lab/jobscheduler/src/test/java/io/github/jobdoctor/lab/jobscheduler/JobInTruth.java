package io.github.jobdoctor.lab.jobscheduler;

import java.util.Set;

/**
 * What the service's own objects say of why a job does not run.
 *
 * @param isHeldBack whether it is neither queued nor running, and the next scan would not queue it
 * @param isActive whether it runs
 * @param falseTerms the terms that keep it from running, by {@link TrueTerms}' names
 * @param isOverridden whether an order to run has left its mark, which no dump shows
 * @param notTheCauses ids of findings that say something that is not so of the device
 * @param reasons what {@code getPendingJobReason} answers, or all of {@code getPendingJobReasons};
 *     empty before API 34, and when it has none
 */
record JobInTruth(
    boolean isHeldBack,
    boolean isActive,
    Set<String> falseTerms,
    boolean isOverridden,
    Set<String> notTheCauses,
    Set<Integer> reasons) {}
