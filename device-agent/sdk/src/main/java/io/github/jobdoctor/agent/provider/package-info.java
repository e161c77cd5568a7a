/**
 * The door for the host program: {@link io.github.jobdoctor.agent.provider.AgentProvider}, a
 * content provider with the authority <code>APPLICATION_ID.jobdoctor</code>, exported and guarded
 * by {@code android.permission.DUMP}. The shell of adb holds that permission; apps cannot get it.
 *
 * <h2>Calls</h2>
 *
 * <pre>
 * adb shell content call --uri content://APPLICATION_ID.jobdoctor --method METHOD [--arg NAME] [--extra KEY:TYPE:VALUE]…
 * </pre>
 *
 * The answer is a {@code Bundle} with the one key {@code answer}, a JSON object in ASCII on one
 * line. {@code content} prints it as
 *
 * <pre>
 * Result: Bundle[{answer={"code":"ok",…}}]
 * </pre>
 *
 * so the object is what stands between the first <code>{answer=</code> and the last <code>}]</code>
 * . {@code "format"}, {@code "version"} and {@code "agent"} stand in every answer, {@code
 * "message"} in every one whose code is not {@code ok}.
 *
 * <table>
 *   <caption>Methods</caption>
 *   <tr><th>method</th><th>arg</th><th>extras</th><th>answer, beside code and versions</th></tr>
 *   <tr><td>status</td><td></td><td></td>
 *     <td>{@code package}, {@code appVersion}, {@code apiLevel}, {@code debuggable}, {@code availability}
 *     (Available, Restricted), {@code reasons}, {@code standbyBucket}, {@code registered} (a count),
 *     {@code defined} (a count), {@code work} ({@code state}, {@code intervalMinutes}, {@code
 *     requiresNetwork}, {@code nextRunAt}; absent when nothing is scheduled), {@code pendingRuns} (by
 *     task, at most 100 tasks), {@code processStarts} (by reason), {@code log} ({@code id}, {@code
 *     firstSeq}, {@code lastSeq}, {@code capacity}, {@code origin}, {@code originReason})</td></tr>
 *   <tr><td>tasks</td><td></td><td>{@code from:i:N} (first to show, from 0), {@code limit:i:N} (1 to
 *     500, default 100)</td>
 *     <td>{@code total}, {@code from}, {@code tasks}: {@code name}, {@code defined}, {@code
 *     minimumInterval} (minutes), {@code requiresNetwork}, {@code timeoutSeconds}, {@code arguments},
 *     {@code registeredAt}, {@code lastRunAt}, {@code lastOutcome}</td></tr>
 *   <tr><td>register</td><td>name</td><td>{@code minimumInterval} (i or l, minutes), {@code
 *     requiresNetwork} (b), {@code timeoutSeconds} (i), {@code arguments} (s); each optional</td>
 *     <td>{@code task} as in tasks: the options as they hold</td></tr>
 *   <tr><td>unregister</td><td>name</td><td></td><td></td></tr>
 *   <tr><td>trigger</td><td>name; none for all tasks</td><td></td><td>{@code afterSeq}: the log's last
 *     number before; the runs are in the records after it</td></tr>
 *   <tr><td>clear</td><td></td><td></td><td>{@code log} as in status: the new one</td></tr>
 * </table>
 *
 * A text value may also come as base64 of its UTF-8, for names that a shell would spoil: {@code
 * name64} in place of the arg, {@code arguments64} in place of {@code arguments}.
 *
 * <table>
 *   <caption>Codes</caption>
 *   <tr><td>{@code ok}</td><td>done</td></tr>
 *   <tr><td>{@code unknown-method}</td><td>no such method; the message lists them</td></tr>
 *   <tr><td>{@code bad-argument}</td><td>missing, of the wrong type, too long, or unknown; the message
 *     names it</td></tr>
 *   <tr><td>{@code not-registered}</td><td>unregister, trigger: no task of that name</td></tr>
 *   <tr><td>{@code nothing-registered}</td><td>trigger without a name: there is no task</td></tr>
 *   <tr><td>{@code release-build}</td><td>trigger: refused, the app is not debuggable</td></tr>
 *   <tr><td>{@code too-many}</td><td>more than a request can carry</td></tr>
 *   <tr><td>{@code failed}</td><td>the device would not: the disk is full, WorkManager is switched off
 *     …; the message tells</td></tr>
 * </table>
 *
 * <h2>The log</h2>
 *
 * <pre>
 * adb shell content read --uri 'content://APPLICATION_ID.jobdoctor/log?after=SEQ&amp;log=ID'
 * </pre>
 *
 * gives UTF-8 JSON Lines. {@code after} and {@code log} are optional. The first line is the head:
 *
 * <pre>
 * {"format":"jobdoctor-log","version":1,"agent":"0.1.0","package":"com.example","log":"9f0c…","after":17,
 *  "firstSeq":3,"lastSeq":42,"created":1767225600000,"capacity":262144,"origin":"continued",
 *  "wallTime":1767225700000,"elapsedMs":812345}
 * </pre>
 *
 * {@code log} is the log's id in 16 hexadecimal digits. Where the asked id is another one, that log
 * is gone: {@code after} is then 0 and all records come. After the head comes each record with a
 * number above {@code after}, as {@link io.github.jobdoctor.agent.log.LogJson} writes it. The last
 * line's number is {@code lastSeq}, otherwise the transfer was cut. Numbers that are missing
 * between {@code after} and the first record were overwritten; between two records, damaged.
 *
 * <h3>Following it</h3>
 *
 * With {@code follow=SECONDS} too (1 to 600; anything else is a {@code FileNotFoundException} that
 * says so) the stream stays open for that long after {@code lastSeq}, and each new record is
 * written at once. While nothing happens an empty line comes every second: by that write the agent
 * notices a reader that went away, and by its absence a reader notices a device that did. The
 * stream ends early, in the middle of nothing, when the log is cleared or made anew: its next head
 * has another id. However it ended, the reader asks again with the last number it saw. Numbers
 * missing among the records that follow were overwritten before they could be copied, or damaged.
 *
 * <p>An older agent does not know {@code follow} and ends the stream after {@code lastSeq}, which
 * to the reader is one more early end. Seconds are those in which the device is awake. A reader
 * that follows changes what it looks at: Android holds a process up while one of its providers is
 * in use, so that it is neither frozen nor among the first to be killed, and its tasks fare better
 * than on their own.
 *
 * <p>May import Android and the other packages of the agent.
 */
package io.github.jobdoctor.agent.provider;
