package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Commands;
import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.diagnosis.Finding;
import java.util.Map;

/** A finding as JSON (design/json.md, {@code findings}). */
final class FindingJson {

  private FindingJson() {}

  static Map<String, Object> of(Finding finding, AdbLine adb) {
    Fields fields =
        new Fields()
            .put("id", finding.id())
            .put("label", finding.label())
            .put("pendingReason", finding.pendingReason().map(Enum::name))
            .put("verdict", finding.verdict().word())
            .put("confidence", finding.confidence().word())
            .put("summary", finding.summary())
            .put("evidence", finding.evidence().stream().map(FindingJson::evidence).toList())
            .put("remedy", finding.remedy())
            .putMillis("etaMs", finding.eta())
            .put("until", finding.until());
    if (!finding.commands().isEmpty()) {
      fields.put("commands", commands(finding.commands(), adb));
    }
    return fields.map();
  }

  private static Map<String, Object> evidence(Evidence evidence) {
    Fields fields = new Fields();
    if (!evidence.isOfJobScheduler()) {
      fields.put("service", evidence.service());
    }
    return fields.put("line", evidence.line().line()).put("text", evidence.line().text()).map();
  }

  private static Map<String, Object> commands(Commands commands, AdbLine adb) {
    return new Fields()
        .put("confirm", commands.confirm().map(adb::of))
        .put("apply", commands.apply().map(adb::of))
        .put("undo", commands.undo().map(adb::of))
        .map();
  }
}
