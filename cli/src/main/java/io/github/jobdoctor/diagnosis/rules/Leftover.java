package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.job.Neighbour;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What an experiment has left behind: forced Doze, a faked battery, a forced bucket. */
final class Leftover implements NotingRule {

  @Override
  public About about() {
    return new About(
        "an experiment was not taken back",
        "23+",
        List.of(
            "leftover-forced-doze",
            "leftover-faked-battery",
            "leftover-forced-bucket",
            "leftover-faked-heat"));
  }

  @Override
  public Set<Neighbour> asks(Circumstances circumstances) {
    return EnumSet.of(
        Neighbour.DEVICE_IDLE, Neighbour.BATTERY, Neighbour.USAGE_STATS, Neighbour.THERMAL);
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    List<Finding> findings = new ArrayList<>(Leftovers.ofDevice(circumstances.neighbours()));
    circumstances
        .neighbours()
        .appStandby()
        .flatMap(standby -> standby.app(circumstances.sourceUser(), circumstances.packageName()))
        .flatMap(Leftovers::bucket)
        .ifPresent(findings::add);
    return findings;
  }
}
