package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.dumpsys.Values.UserPackage;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.SchedulerState.CallCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code CountQuotaTracker:}, API 30 and later: how often apps did what is limited. */
final class CallCountSection {

  private CallCountSection() {}

  static List<CallCount> read(SectionLines lines) throws IOException {
    List<CallCount> counts = new ArrayList<>();
    UserPackage owner = null;
    String what = "";
    while (lines.next()) {
      String text = lines.text();
      int colons = text.lastIndexOf("::");
      Optional<UserPackage> named =
          colons > 0 && text.endsWith(":") && text.length() > colons + 2
              ? UserPackage.parse(text.substring(0, colons))
              : Optional.empty();
      if (named.isPresent()) {
        owner = named.get();
        what = text.substring(colons + 2, text.length() - 1);
      } else if (owner != null && text.startsWith("expirationTime=")) {
        add(counts, owner, what, lines);
      } else if (!isKnown(text)) {
        lines.unread();
      }
    }
    return counts;
  }

  private static void add(
      List<CallCount> counts, UserPackage owner, String what, SectionLines lines) {
    Map<String, String> pairs = Values.pairs(lines.text());
    OptionalLong count = Values.number(pairs.getOrDefault("countInWindow", ""));
    OptionalLong limit = Values.number(pairs.getOrDefault("countLimit", ""));
    OptionalLong window = Values.number(pairs.getOrDefault("windowSizeMs", ""));
    OptionalLong inQuota = Values.number(pairs.getOrDefault("inQuotaTime", ""));
    if (count.isEmpty() || limit.isEmpty() || window.isEmpty()) {
      lines.unread();
      return;
    }
    counts.add(
        new CallCount(
            owner.userId(),
            owner.packageName(),
            what,
            count.getAsLong(),
            limit.getAsLong(),
            Durations.ofMillis(window.getAsLong()),
            inQuota.orElse(0) == 0 ? Optional.empty() : lines.sinceNow(inQuota.getAsLong()),
            lines.line()));
  }

  private static boolean isKnown(String text) {
    return text.startsWith("<")
        || text.startsWith("Category{")
        || text.endsWith(":")
        || text.endsWith("NOT WAITING")
        || text.startsWith("Is enabled: ")
        || text.startsWith("Is global quota free: ")
        || text.startsWith("Current elapsed time: ")
        || Values.areNumbers(text);
  }
}
