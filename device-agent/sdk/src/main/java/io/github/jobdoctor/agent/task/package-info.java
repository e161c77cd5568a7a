/**
 * What an app's background tasks are: their code, their registration, their runs.
 *
 * <p>A task has a name. Its code is {@linkplain io.github.jobdoctor.agent.task.TaskBodies defined}
 * anew in every process; its {@linkplain io.github.jobdoctor.agent.task.TaskRegistry registration}
 * is kept on the device. The {@linkplain io.github.jobdoctor.agent.task.TaskRunner runner} brings
 * both together and writes what happens to the {@linkplain io.github.jobdoctor.agent.task.TaskLog
 * log}. When that is due is none of this package's business.
 *
 * <p>May import Android and {@code agent.log}; not WorkManager.
 */
package io.github.jobdoctor.agent.task;
