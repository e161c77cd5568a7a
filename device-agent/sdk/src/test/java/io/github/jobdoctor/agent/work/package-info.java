/** The worker and its scheduling, on real WorkManager and real SQLite, on several Androids. */
package io.github.jobdoctor.agent.work;
