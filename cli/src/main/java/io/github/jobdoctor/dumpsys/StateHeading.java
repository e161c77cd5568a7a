package io.github.jobdoctor.dumpsys;

/**
 * The headings that begin a section of the scheduler's state, API 21 to 37
 * (reference/dumpsys-jobscheduler.md §4, §5, §8). Some tell something themselves.
 */
enum StateHeading {
  SETTINGS,
  FLAGS,
  THERMAL,
  CALL_COUNTS,
  POWER,
  USERS,
  OLD_JOBS,
  OLD_CONNECTIVITY,
  CONNECTIVITY,
  OLD_ALARMS,
  TIME,
  OLD_IDLE,
  IDLE,
  OLD_BATTERY,
  BATTERY,
  OLD_STORAGE,
  STORAGE,
  APP_IDLE,
  BACKGROUND,
  CONTENT,
  DOZE,
  PREFETCH,
  FLEXIBILITY,
  QUOTA,
  COMPONENT,
  TARE,
  /** A controller of a vendor. */
  OTHER_CONTROLLER,
  PROCESS_STATES,
  BIASES,
  CAPABILITIES,
  BACKUP,
  PACKAGE_STATS,
  HISTORY,
  PENDING,
  ACTIVE,
  IDLE_CONTEXTS,
  COMPLETED,
  CANCELLED,
  STATE,
  CONCURRENCY,
  /** Sections that say nothing about jobs. */
  NOTHING;

  /** The section that a line begins, stripped of space; {@code null} when it begins none. */
  static StateHeading of(String text) {
    char first = text.charAt(0);
    if (first != 'm' && (first < 'A' || first > 'X')) {
      return null;
    }
    StateHeading controller = ofController(text);
    if (controller != null) {
      return controller;
    }
    return switch (first) {
      case 'A' ->
          text.equals("Active jobs:")
              ? ACTIVE
              : text.equals("Aconfig flags:")
                  ? FLAGS
                  : text.startsWith("Alarms: now=") || text.startsWith("Alarms (")
                      ? OLD_ALARMS
                      : text.equals("AppIdle") || text.startsWith("AppIdle: ") ? APP_IDLE : null;
      case 'B' -> ofB(text);
      case 'C' -> ofC(text);
      case 'D' -> text.startsWith("Dropped ") && text.endsWith(" contexts") ? NOTHING : null;
      case 'H' -> text.startsWith("Historical stats at ") ? PACKAGE_STATS : ofVendor(text);
      case 'I' ->
          text.startsWith("Idle contexts (")
              ? IDLE_CONTEXTS
              : text.startsWith("In thermal throttling?: ")
                  ? THERMAL
                  : text.equals("Idle: true") || text.equals("Idle: false") ? OLD_IDLE : null;
      case 'J' -> text.equals("Job history:") ? HISTORY : null;
      case 'M' ->
          text.startsWith("Media Cloud Providers: ")
              ? NOTHING
              : text.startsWith("MONITORING: ") ? POWER : null;
      case 'O' -> ofVendor(text);
      case 'P' ->
          text.equals("Pending queue:") || text.equals("Pending:")
              ? PENDING
              : text.startsWith("PersistStats:")
                  ? NOTHING
                  : text.startsWith("Power connected: ") ? POWER : null;
      case 'Q' -> text.equals("QuotaTracker:") ? CALL_COUNTS : null;
      case 'R' ->
          text.equals("Recently completed jobs:")
              ? COMPLETED
              : text.equals("Recently cancelled jobs:")
                  ? CANCELLED
                  : text.equals("Registered jobs:") ? OLD_JOBS : null;
      case 'S' ->
          text.equals("Settings:")
              ? SETTINGS
              : text.startsWith("Started users: ")
                  ? USERS
                  : text.startsWith("Storage: ") ? OLD_STORAGE : null;
      case 'T' -> text.startsWith("Thermal status: ") ? THERMAL : null;
      case 'U' ->
          switch (text) {
            case "Uid proc states:" -> PROCESS_STATES;
            case "Uid priority overrides:", "Uid bias overrides:" -> BIASES;
            case "Uid capabilities:" -> CAPABILITIES;
            default -> null;
          };
      case 'm' ->
          text.startsWith("mReadyToRock=")
                  || text.startsWith("mReportedActive=")
                  || text.startsWith("mMaxActiveJobs=")
                  || text.startsWith("mDeviceIdleMode=")
              ? STATE
              : null;
      default -> null;
    };
  }

  private static StateHeading ofController(String text) {
    return switch (text) {
      case "ConnectivityController:" -> CONNECTIVITY;
      case "TimeController:" -> TIME;
      case "IdleController:" -> IDLE;
      case "BatteryController:" -> BATTERY;
      case "StorageController:" -> STORAGE;
      case "BackgroundJobsController:" -> BACKGROUND;
      case "ContentObserverController:", "Content:" -> CONTENT;
      case "DeviceIdleJobsController:", "DeviceIdleJobsController" -> DOZE;
      case "PrefetchController:" -> PREFETCH;
      case "FlexibilityController:" -> FLEXIBILITY;
      case "QuotaController:" -> QUOTA;
      case "ComponentController:" -> COMPONENT;
      case "TareController:" -> TARE;
      default -> text.endsWith("Controller:") && text.indexOf(' ') < 0 ? OTHER_CONTROLLER : null;
    };
  }

  private static StateHeading ofB(String text) {
    if (text.startsWith("Battery: ") || text.equals("Batt.")) {
      return OLD_BATTERY;
    }
    if (text.startsWith("Battery charging: ")
        || text.startsWith("Battery level: ")
        || text.startsWith("Battery not low: ")) {
      return POWER;
    }
    return text.startsWith("Backing up uids:") ? BACKUP : null;
  }

  private static StateHeading ofC(String text) {
    if (text.startsWith("Current stats at ")) {
      return PACKAGE_STATS;
    }
    if (text.equals("CountQuotaTracker:")) {
      return CALL_COUNTS;
    }
    if (text.equals("Conn.")
        || text.equals("Connectivity.")
        || text.startsWith("Connectivity: connected=")) {
      return OLD_CONNECTIVITY;
    }
    if (text.startsWith("Considered charging: ")) {
      return POWER;
    }
    if (text.equals("Concurrency:")) {
      return CONCURRENCY;
    }
    return text.equals("Cached UID->package map:")
            || text.startsWith("Cumulative JobWorkItem sizes:")
        ? NOTHING
        : null;
  }

  /** Samsung's own. */
  private static StateHeading ofVendor(String text) {
    return text.startsWith("Olaf status: ") || text.startsWith("Heavy Jobs Timeout History (")
        ? NOTHING
        : null;
  }

  /** Whether this section has parts with the heading of another one. */
  boolean contains(StateHeading other) {
    return switch (this) {
      case SETTINGS -> other.isController() || other == THERMAL;
      case CALL_COUNTS -> other == CALL_COUNTS;
      case BATTERY -> other == POWER;
      case QUOTA -> other == NOTHING;
      default -> false;
    };
  }

  /**
   * Whether the heading may stand two columns deeper than that of the section before it: the
   * controllers after that of background jobs (API 35 and later), all that follows the jobs
   * cancelled lately (API 34 and later), and always the job history.
   */
  boolean mayStandDeeper() {
    return isController()
        || this == HISTORY
        || this == STATE
        || this == CONCURRENCY
        || this == NOTHING;
  }

  /** Whether it is a controller's; the settings of controllers have the same headings. */
  boolean isController() {
    return switch (this) {
      case CONNECTIVITY,
          TIME,
          IDLE,
          BATTERY,
          STORAGE,
          BACKGROUND,
          CONTENT,
          DOZE,
          PREFETCH,
          FLEXIBILITY,
          QUOTA,
          COMPONENT,
          TARE,
          OTHER_CONTROLLER ->
          true;
      default -> false;
    };
  }

  /** Whether a dump has it several times. */
  boolean repeats() {
    return this == PACKAGE_STATS
        || this == POWER
        || this == STATE
        || this == NOTHING
        || this == OTHER_CONTROLLER
        || this == THERMAL;
  }
}
