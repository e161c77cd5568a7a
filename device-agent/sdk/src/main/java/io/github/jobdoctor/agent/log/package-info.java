/**
 * The ring log: what the agent's tasks did, in a file of fixed size that a killed process leaves
 * whole.
 *
 * <p>This package may import the JDK and nothing else: no {@code android.*}, no library. It is the
 * only place that knows the file format.
 *
 * <h2>The file, version 1</h2>
 *
 * All numbers are little-endian. The file is a header of 64 bytes, written once when the log is
 * created and never again, and a ring of {@code capacity} bytes.
 *
 * <pre>
 *   0         8         16        24        32        40     44              64            64+capacity
 *   +---------+---------+---------+---------+---------+------+----------------+------ ... ----+
 *   | magic   | version | capacity| log id  | created | crc  | zeros          | ring          |
 *   | 8 bytes | i64     | i64     | i64     | i64 ms  | u32  |                |               |
 *   +---------+---------+---------+---------+---------+------+----------------+------ ... ----+
 * </pre>
 *
 * <ul>
 *   <li>magic: the bytes {@code 89 4A 44 4C 0D 0A 1A 0A} ("JDL" in a frame that a text mode
 *       transfer would break);
 *   <li>version: 1. Another version is not read and not written: the log starts anew;
 *   <li>capacity: bytes of the ring, a multiple of 8;
 *   <li>log id: random; a log that started anew has another one, so that a reader which remembers a
 *       sequence number knows whether it still means anything;
 *   <li>created: wall clock, for people;
 *   <li>crc: CRC-32 of the bytes 0 to 39.
 * </ul>
 *
 * A record lies in one piece at a multiple of 8 in the ring:
 *
 * <pre>
 *   0         4         8                   16                                   length
 *   +---------+---------+-------------------+------------------- ... ------------+-- to 8 --+
 *   | length  | crc     | sequence number   | payload                            | any bytes|
 *   | i32     | u32     | i64               |                                    |          |
 *   +---------+---------+-------------------+------------------- ... ------------+----------+
 * </pre>
 *
 * The crc is the CRC-32 of log id (8 bytes), the record's offset in the ring (8 bytes), length (4
 * bytes), four zero bytes, and the record's bytes from 8 to {@code length}. So neither the remains
 * of an older record, nor those of another log, nor a message that looks like a record pass for
 * one.
 *
 * <p><b>The commit point</b> is one aligned store of the first eight bytes (length and crc). Before
 * it these bytes are zero: whoever dies before the store has written nothing, whoever dies after it
 * has written all. There is no pointer to begin or end anywhere that could disagree with the
 * records: the newest record is the valid one with the highest sequence number, the next one is
 * written behind it, or at offset 0 when the rest of the ring is too short for it (the rest is then
 * zeroed). Sequence numbers rise by one from 1, so a gap is a record that was overwritten or
 * damaged.
 *
 * <p>Reading means: walk from offset 0; a valid record leads to its end, anything else eight bytes
 * on. Whoever reads while another process writes takes two copies and believes of the second only
 * what is not newer than the newest of the first.
 *
 * <h2>The payload, version 1</h2>
 *
 * <pre>
 *   offset in the record
 *   16 u8  event          {@link io.github.jobdoctor.agent.log.LogEvent#code()}
 *   17 u8  trigger        {@link io.github.jobdoctor.agent.log.Trigger#code()}, 0 absent
 *   18 u8  outcome        {@link io.github.jobdoctor.agent.log.Outcome#code()}, 0 absent
 *   19 u8  standby bucket as UsageStatsManager numbers them (10 active … 45 restricted), 0 absent
 *   20 u16 power state    bit 0 known, 1 charging, 2 battery saver, 3 Doze, 4 exempt from battery optimisation
 *   22 u16 attempt        from 1, 0 absent
 *   24 i64 run            sequence number of the run's entry record, 0 absent
 *   32 i64 wall clock     milliseconds since 1970 (UTC)
 *   40 i64 elapsed        milliseconds since boot, sleep included
 *   48 i64 duration       milliseconds, Long.MIN_VALUE absent
 *   56 i32 boot count     Settings.Global.BOOT_COUNT, Integer.MIN_VALUE absent
 *   60 i32 stop reason    JobParameters.STOP_REASON_*, Integer.MIN_VALUE absent
 *   64 i32 process id     0 absent
 *   68 u16 length of the task name in bytes     at most 1024
 *   70 u16 length of the message in bytes       at most 2048
 *   72 u16 length of the app version in bytes   at most 64
 *   74 u16 zero
 *   76     task name, message, app version, each UTF-8 without an end mark; absent when empty
 * </pre>
 */
package io.github.jobdoctor.agent.log;
