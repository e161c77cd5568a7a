package io.github.jobdoctor.agent.task;

import android.content.ContentValues;
import android.content.Context;
import android.database.Cursor;
import android.database.sqlite.SQLiteDatabase;
import android.database.sqlite.SQLiteOpenHelper;
import io.github.jobdoctor.agent.log.Outcome;
import java.io.Closeable;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What is registered on this device, and what else must outlive the process: runs that found no
 * code, and how often which reason started the process. Kept in SQLite, so that ten thousand tasks
 * cost no more per change than one. Safe for several threads; every call touches the disk.
 */
public final class TaskRegistry implements Closeable {

  private final Store store;

  /** Opens the app's registry; nothing is read before the first question. */
  public TaskRegistry(Context context) {
    this.store =
        new Store(
            context,
            new File(context.getNoBackupFilesDir(), "jobdoctor/tasks.db").getAbsolutePath());
  }

  /**
   * Registers a task, or registers it again. Either way it is now the one that was registered last.
   *
   * @param now wall clock in milliseconds
   */
  public RegisteredTask register(String name, TaskOptions options, long now) {
    TaskNames.checked(name);
    ContentValues values = new ContentValues();
    values.put("interval_minutes", options.minimumIntervalMinutes());
    values.put("requires_network", options.requiresNetwork() ? 1 : 0);
    values.put("timeout_seconds", options.timeoutSeconds());
    values.put("arguments", options.arguments());
    values.put("registered_at", now);
    SQLiteDatabase db = store.getWritableDatabase();
    db.beginTransaction();
    try {
      values.put("position", nextPosition(db));
      if (db.update("task", values, "name = ?", new String[] {name}) == 0) {
        values.put("name", name);
        db.insertOrThrow("task", null, values);
      }
      db.setTransactionSuccessful();
    } finally {
      db.endTransaction();
    }
    return find(name)
        .orElseThrow(() -> new IllegalStateException("unregistered meanwhile: " + name));
  }

  private static long nextPosition(SQLiteDatabase db) {
    try (Cursor max = db.rawQuery("SELECT coalesce(max(position), 0) + 1 FROM task", null)) {
      max.moveToFirst();
      return max.getLong(0);
    }
  }

  /** Forgets a task and its pending runs; false when there was none of that name. */
  public boolean unregister(String name) {
    SQLiteDatabase db = store.getWritableDatabase();
    db.delete("pending_run", "task = ?", new String[] {name});
    return db.delete("task", "name = ?", new String[] {name}) > 0;
  }

  /** The registration of {@code name}. */
  public Optional<RegisteredTask> find(String name) {
    return query("WHERE name = ?", name).stream().findFirst();
  }

  /** All registrations in the order in which they were made. */
  public List<RegisteredTask> registered() {
    return query("ORDER BY position");
  }

  /** A page of them. */
  public List<RegisteredTask> registered(long from, int limit) {
    return query("ORDER BY position LIMIT " + limit + " OFFSET " + from);
  }

  /** All registrations in the order in which they should run: who waited longest comes first. */
  public List<RegisteredTask> longestWaitingFirst() {
    return query("ORDER BY coalesce(last_run_at, 0), position");
  }

  /** The task that was registered last; its interval decides for all. */
  public Optional<RegisteredTask> lastRegistered() {
    return query("ORDER BY position DESC LIMIT 1").stream().findFirst();
  }

  /** Whether there is a task that also wants to run without a network. */
  public boolean anyRunsOffline() {
    return !query("WHERE requires_network = 0 LIMIT 1").isEmpty();
  }

  /** How many tasks are registered. */
  public int count() {
    try (Cursor count = store.getReadableDatabase().rawQuery("SELECT count(*) FROM task", null)) {
      count.moveToFirst();
      return count.getInt(0);
    }
  }

  private List<RegisteredTask> query(String rest, String... arguments) {
    List<RegisteredTask> tasks = new ArrayList<>();
    try (Cursor row =
        store
            .getReadableDatabase()
            .rawQuery(
                "SELECT name, interval_minutes, requires_network, timeout_seconds, arguments,"
                    + " registered_at, last_run_at, last_outcome FROM task "
                    + rest,
                arguments)) {
      while (row.moveToNext()) {
        tasks.add(
            new RegisteredTask(
                row.getString(0),
                new TaskOptions(
                    row.getLong(1), row.getInt(2) != 0, row.getInt(3), row.getString(4)),
                row.getLong(5),
                row.isNull(6) ? OptionalLong.empty() : OptionalLong.of(row.getLong(6)),
                row.isNull(7) ? Optional.empty() : Optional.of(Outcome.valueOf(row.getString(7)))));
      }
    }
    return tasks;
  }

  /** Notes the last runs of many tasks at once. */
  public void noteRuns(Collection<FinishedRun> runs) {
    SQLiteDatabase db = store.getWritableDatabase();
    db.beginTransaction();
    try {
      for (FinishedRun run : runs) {
        ContentValues values = new ContentValues();
        values.put("last_run_at", run.startedAt());
        values.put("last_outcome", run.outcome().name());
        db.update("task", values, "name = ?", new String[] {run.task()});
      }
      db.setTransactionSuccessful();
    } finally {
      db.endTransaction();
    }
  }

  /**
   * Records that {@code name} was due while nothing had defined its code. Of each task the newest
   * {@value #MAX_PENDING_RUNS} are kept.
   */
  public void addPendingRun(String name, long now) {
    SQLiteDatabase db = store.getWritableDatabase();
    ContentValues values = new ContentValues();
    values.put("task", name);
    values.put("due_at", now);
    db.insertOrThrow("pending_run", null, values);
    db.execSQL(
        "DELETE FROM pending_run WHERE task = ? AND id NOT IN"
            + " (SELECT id FROM pending_run WHERE task = ? ORDER BY id DESC LIMIT "
            + MAX_PENDING_RUNS
            + ")",
        new Object[] {name, name});
  }

  /** More pending runs of one task tell nothing new. */
  public static final int MAX_PENDING_RUNS = 100;

  /** How many runs are pending, by task. */
  public Map<String, Integer> pendingRuns() {
    return counts("SELECT task, count(*) FROM pending_run GROUP BY task");
  }

  /**
   * Hands over the pending runs of {@code name} and forgets them: the app is ready now.
   *
   * @return when they were due, wall clock in milliseconds, oldest first
   */
  public List<Long> takePendingRuns(String name) {
    List<Long> due = new ArrayList<>();
    SQLiteDatabase db = store.getWritableDatabase();
    db.beginTransaction();
    try {
      try (Cursor row =
          db.rawQuery(
              "SELECT due_at FROM pending_run WHERE task = ? ORDER BY id", new String[] {name})) {
        while (row.moveToNext()) {
          due.add(row.getLong(0));
        }
      }
      db.delete("pending_run", "task = ?", new String[] {name});
      db.setTransactionSuccessful();
    } finally {
      db.endTransaction();
    }
    return due;
  }

  /** Counts one more start of the process for {@code reason}. */
  public void countProcessStart(String reason) {
    SQLiteDatabase db = store.getWritableDatabase();
    db.execSQL(
        "INSERT OR IGNORE INTO process_start (reason, count) VALUES (?, 0)", new Object[] {reason});
    db.execSQL(
        "UPDATE process_start SET count = count + 1 WHERE reason = ?", new Object[] {reason});
  }

  /** How often the process was started, by reason. */
  public Map<String, Integer> processStarts() {
    return counts("SELECT reason, count FROM process_start");
  }

  private Map<String, Integer> counts(String query) {
    Map<String, Integer> counts = new TreeMap<>();
    try (Cursor row = store.getReadableDatabase().rawQuery(query, null)) {
      while (row.moveToNext()) {
        counts.put(row.getString(0), row.getInt(1));
      }
    }
    return counts;
  }

  @Override
  public void close() {
    store.close();
  }

  /** The database; a change to its tables needs another version and a way from the last one. */
  private static final class Store extends SQLiteOpenHelper {

    private static final int VERSION = 1;

    Store(Context context, String path) {
      super(context, path, null, VERSION);
      File folder = new File(path).getParentFile();
      // Fails only together with the opening itself, which tells why.
      folder.mkdirs();
    }

    @Override
    public void onCreate(SQLiteDatabase db) {
      db.execSQL(
          "CREATE TABLE task (name TEXT PRIMARY KEY NOT NULL, position INTEGER NOT NULL,"
              + " interval_minutes INTEGER NOT NULL, requires_network INTEGER NOT NULL,"
              + " timeout_seconds INTEGER NOT NULL, arguments TEXT NOT NULL,"
              + " registered_at INTEGER NOT NULL, last_run_at INTEGER, last_outcome TEXT)");
      db.execSQL("CREATE INDEX task_position ON task (position)");
      db.execSQL(
          "CREATE TABLE pending_run (id INTEGER PRIMARY KEY, task TEXT NOT NULL,"
              + " due_at INTEGER NOT NULL)");
      db.execSQL("CREATE INDEX pending_run_task ON pending_run (task)");
      db.execSQL(
          "CREATE TABLE process_start (reason TEXT PRIMARY KEY NOT NULL, count INTEGER NOT NULL)");
    }

    @Override
    public void onUpgrade(SQLiteDatabase db, int oldVersion, int newVersion) {
      throw new IllegalStateException("no way from version " + oldVersion + " to " + newVersion);
    }
  }
}
