package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.RunningProcesses;
import io.github.jobdoctor.job.RunningProcesses.RunningProcess;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line per process, in either of two lists, whichever comes first:
 *
 * <pre>
 * ACTIVITY MANAGER LRU PROCESSES (dumpsys activity lru)             API 29 and later
 *   #54: fg     TOP  LCMN 4321:com.x/u0a86 act:activities
 *
 *   Process LRU list (sorted by oom_adj, 84 total, …):              in "dumpsys activity processes";
 *     Proc # 0: fore  T/A/TOP  trm: 0 4321:com.x/u0a86 (top-activity)     "oom": Process OOM control
 * </pre>
 */
final class RunningProcessesParser {

  private static final Pattern LRU_HEADING =
      Pattern.compile("ACTIVITY MANAGER LRU PROCESSES .*|  Process (?:LRU list|OOM control) \\(.*");

  /** {@code pid:process/uid}; behind the uid an isolated process has its own. */
  private static final String NAME = "\\d+:([^\\s/]+)/(u\\d+[a-z]\\d+|\\d+)(?:\\D.*)?";

  private static final Pattern LRU =
      Pattern.compile(" +# *\\d+: (\\S+(?: ?\\+\\d+)?) +([A-Z]+) +(?:[A-Z-]+ +)?" + NAME);
  private static final Pattern OOM =
      Pattern.compile(
          " +(?:PERS|Proc) # *\\d+: (\\S+(?: ?\\+ ?\\d+)?) +\\S/[AFS ]/(\\w+) +(?:[A-Z-]+ +)?"
              + "(?:trm|t): *\\d+ "
              + NAME);

  private final Predicate<String> packages;
  private final List<RunningProcess> processes = new ArrayList<>();

  RunningProcessesParser(Predicate<String> packages) {
    this.packages = packages;
  }

  Optional<RunningProcesses> parse(ServiceLines lines) throws IOException {
    boolean begun = false;
    boolean any = false;
    while (lines.next()) {
      String line = lines.text();
      if (LRU_HEADING.matcher(line).matches()) {
        if (any) {
          break; // the same once more
        }
        begun = true;
      } else if (begun && line.contains("#")) {
        Optional<RunningProcess> process = process(lines);
        any |= process.isPresent();
        process.filter(each -> packages.test(each.packageName())).ifPresent(processes::add);
      }
    }
    // A device without any process is none: the list was cut, or has another shape.
    return any ? Optional.of(new RunningProcesses(processes)) : Optional.empty();
  }

  private static Optional<RunningProcess> process(ServiceLines lines) {
    for (Pattern pattern : List.of(LRU, OOM)) {
      Matcher matcher = pattern.matcher(lines.text());
      if (matcher.matches()) {
        return Uid.parse(matcher.group(4))
            .map(
                uid ->
                    new RunningProcess(
                        matcher.group(3),
                        uid,
                        matcher.group(1),
                        Optional.of(matcher.group(2)),
                        lines.here()));
      }
    }
    return Optional.empty();
  }
}
