package io.github.jobdoctor.command;

import io.github.jobdoctor.render.Surface;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a command has at hand: the surroundings, the options, and where to write.
 *
 * @param host the surroundings
 * @param options the global options, filled in once the line is parsed
 * @param out for results
 * @param talk for everything else
 */
record Session(Host host, GlobalOptions options, PrintWriter out, Talk talk) {

  /** The sources that the options name; to be closed. */
  Sources sources() {
    return new Sources(options, host, talk);
  }

  /** What results are written on. */
  Surface surface() {
    return new Surface(host.columns(), color(), unicode());
  }

  /** Whether a person is looking at the results. */
  boolean onTerminal() {
    return host.columns().isPresent();
  }

  private boolean color() {
    return switch (options.color) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> {
        if (host.has("NO_COLOR")) {
          yield false;
        }
        String forced = host.environment().getOrDefault("CLICOLOR_FORCE", "0");
        if (!forced.isEmpty() && !forced.equals("0")) {
          yield true;
        }
        yield onTerminal()
            && !"0".equals(host.environment().get("CLICOLOR"))
            && !"dumb".equals(host.environment().get("TERM"));
      }
    };
  }

  /** Pipes get UTF-8; a terminal, what its locale can show. */
  private boolean unicode() {
    if (host.columns().isEmpty() || !host.has("TERM")) {
      return true;
    }
    if (host.has("JOBDOCTOR_ASCII")) {
      return false;
    }
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .filter(host::has)
            .findFirst()
            .map(host.environment()::get)
            .orElse("");
    String lower = locale.toLowerCase(Locale.ROOT);
    return lower.contains("utf-8") || lower.contains("utf8");
  }
}
