package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.ActiveNetwork;
import io.github.jobdoctor.job.Connectivity;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.Neighbour;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The job has no network that suits it: there is none, the app may not use it, or it lacks what the
 * job asks for (reference/readiness.md §2).
 */
final class NoNetwork implements Rule {

  /** What the dumps of API 24 to 27 call the kinds of network that a job may ask for. */
  private static final Map<Constraint, String> KINDS =
      Map.of(
          Constraint.CONNECTIVITY,
          "a network",
          Constraint.UNMETERED,
          "an unmetered network",
          Constraint.METERED,
          "a metered network",
          Constraint.NOT_ROAMING,
          "a network that does not roam");

  @Override
  public About about() {
    return new About(
        "no network that suits it",
        "21+",
        List.of("no-network", "network-blocked", "network-lacks", "network-unsuitable"));
  }

  @Override
  public Set<Neighbour> asks(Circumstances circumstances) {
    boolean told =
        circumstances
            .state()
            .controllers()
            .connectivity()
            .filter(net -> !net.defaults().isEmpty())
            .isPresent();
    boolean unmet = circumstances.unmet().stream().anyMatch(KINDS::containsKey);
    return unmet && !told ? EnumSet.of(Neighbour.CONNECTIVITY) : Set.of();
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    List<Finding> findings = new ArrayList<>();
    for (Constraint constraint : circumstances.unmet()) {
      if (KINDS.containsKey(constraint)) {
        findings.add(finding(circumstances, constraint));
      }
    }
    return findings;
  }

  private static Finding finding(Circumstances circumstances, Constraint constraint) {
    Optional<Connectivity> net = circumstances.state().controllers().connectivity();
    Optional<Connectivity.DefaultNetwork> own =
        circumstances
            .job()
            .source()
            .map(Job.Source::uid)
            .flatMap(uid -> net.flatMap(known -> Optional.ofNullable(known.defaults().get(uid))));
    Optional<Connectivity.Network> network =
        own.filter(known -> known.network().isPresent())
            .flatMap(
                known ->
                    net.flatMap(Connectivity::networks)
                        .flatMap(
                            all ->
                                all.value().stream()
                                    .filter(one -> one.id() == known.network().getAsInt())
                                    .findFirst()));
    if (own.filter(known -> !known.blocked().isEmpty()).isPresent()) {
      return blocked(circumstances, constraint, own.get());
    }
    boolean none =
        own.filter(known -> known.network().isEmpty()).isPresent()
            || net.flatMap(Connectivity::connected).filter(fact -> !fact.value()).isPresent()
            || net.flatMap(Connectivity::networks).filter(all -> all.value().isEmpty()).isPresent();
    if (none) {
      return none(circumstances, constraint, net, own);
    }
    Optional<ActiveNetwork> active =
        own.isEmpty() ? circumstances.neighbours().network() : Optional.empty();
    if (active.filter(known -> !known.connected().value()).isPresent()) {
      return none(circumstances, constraint, net, own);
    }
    List<String> missing =
        active
            .flatMap(ActiveNetwork::capabilities)
            .map(known -> lacking(circumstances, constraint, known.value()))
            .orElse(List.of());
    if (!missing.isEmpty()) {
      return lacks(
              circumstances,
              constraint,
              active.flatMap(ActiveNetwork::network).map(Fact::value),
              missing)
          .fact(Neighbour.CONNECTIVITY, active.flatMap(ActiveNetwork::capabilities))
          .build();
    }
    if (!constraint.equals(Constraint.CONNECTIVITY)
        && net.flatMap(Connectivity::validated).filter(Fact::value).isPresent()) {
      return otherKind(circumstances, constraint, net);
    }
    List<String> lacks = network.map(one -> lacking(circumstances.job(), one)).orElse(List.of());
    if (!lacks.isEmpty()) {
      return lacks(circumstances, constraint, Optional.of(network.get().id()), lacks)
          .line(network.map(Connectivity.Network::line))
          .build();
    }
    return unsuitable(circumstances, constraint, net, own);
  }

  private static Finding.Builder begin(
      Circumstances circumstances, String id, Constraint constraint) {
    return Explicit.begin(circumstances, id, constraint.name(), false)
        .reason(PendingReason.CONSTRAINT_CONNECTIVITY)
        .line(Explicit.line(circumstances))
        .line(circumstances.line("Network type: "));
  }

  private static Finding blocked(
      Circumstances circumstances, Constraint constraint, Connectivity.DefaultNetwork own) {
    String by = String.join(", ", own.blocked());
    Finding.Builder finding =
        begin(circumstances, "network-blocked", constraint)
            .summary(
                "There is a network, but Android does not let the app use it: "
                    + by
                    + "."
                    + Explicit.overridden(circumstances))
            .line(Optional.of(own.line()))
            .until("the app may use the network again")
            .remedy(remedyFor(by))
            .confirm("dumpsys netpolicy");
    return finding.build();
  }

  private static String remedyFor(String by) {
    if (by.contains("DOZE")) {
      return "The device dozes, which cuts apps off: wake it or plug it in.";
    }
    if (by.contains("APP_STANDBY")) {
      return "The app is in standby: open it, or charge the device.";
    }
    if (by.contains("BATTERY_SAVER")) {
      return "Battery saver cuts the app off: turn it off, or charge the device.";
    }
    if (by.contains("DATA_SAVER") || by.contains("METERED")) {
      return "Data saver or the user bars the app from metered networks: allow \"Unrestricted"
          + " data usage\", or use an unmetered network.";
    }
    return "Look at what bars the app: data saver, battery saver, a firewall, or a policy.";
  }

  private static Finding none(
      Circumstances circumstances,
      Constraint constraint,
      Optional<Connectivity> net,
      Optional<Connectivity.DefaultNetwork> own) {
    return begin(circumstances, "no-network", constraint)
        .summary(
            "The job wants "
                + KINDS.get(constraint)
                + ", and the app has none."
                + Explicit.overridden(circumstances))
        .line(own.map(Connectivity.DefaultNetwork::line))
        .fact(net.flatMap(Connectivity::connected))
        .fact(net.flatMap(Connectivity::networks).filter(all -> all.value().isEmpty()))
        .fact(
            Neighbour.CONNECTIVITY,
            circumstances
                .neighbours()
                .network()
                .map(ActiveNetwork::connected)
                .filter(connected -> !connected.value()))
        .until("the app has " + KINDS.get(constraint))
        .remedy("Connect the device. It has to reach the internet: Android checks that.")
        .confirm("dumpsys connectivity")
        .build();
  }

  private static Finding.Builder lacks(
      Circumstances circumstances,
      Constraint constraint,
      Optional<Integer> network,
      List<String> lacks) {
    String names = String.join(", ", lacks);
    return begin(circumstances, "network-lacks", constraint)
        .summary(
            "The app's network"
                + network.map(number -> " " + number).orElse("")
                + " lacks what the job asks for: "
                + names
                + "."
                + Explicit.overridden(circumstances))
        .until("the app has a network with " + names)
        .remedy(lackRemedy(lacks))
        .confirm("dumpsys connectivity");
  }

  private static String lackRemedy(List<String> lacks) {
    if (lacks.contains("VALIDATED")) {
      return "The network does not lead to the internet as far as Android can tell: a sign-in"
          + " page, a proxy, or a network of its own. Jobs wait for one that does.";
    }
    if (lacks.contains("NOT_METERED")) {
      return "Use an unmetered network, or mark this one as unmetered; or ask for any network.";
    }
    if (lacks.contains("NOT_VPN")) {
      return "The network is a VPN, and the job asks for one that is none.";
    }
    return "Connect to a network that has it, or ask for less.";
  }

  /** There is a network, but of another kind (API 26 and 27 print no more of it). */
  private static Finding otherKind(
      Circumstances circumstances, Constraint constraint, Optional<Connectivity> net) {
    return begin(circumstances, "network-lacks", constraint)
        .confidence(Confidence.LIKELY)
        .summary(
            "The job wants "
                + KINDS.get(constraint)
                + ". The device has a network that leads to the internet, so it is probably not of"
                + " that kind."
                + Explicit.overridden(circumstances))
        .fact(net.flatMap(Connectivity::connected))
        .until("the app has " + KINDS.get(constraint))
        .remedy(lackRemedy(List.of(constraint.name().replace("UNMETERED", "NOT_METERED"))))
        .confirm("dumpsys connectivity")
        .build();
  }

  private static Finding unsuitable(
      Circumstances circumstances,
      Constraint constraint,
      Optional<Connectivity> net,
      Optional<Connectivity.DefaultNetwork> own) {
    return begin(circumstances, "network-unsuitable", constraint)
        .summary(
            "The job wants "
                + KINDS.get(constraint)
                + ", and Android finds none that suits it. What it lacks the dump does not show: the"
                + " network may be blocked for the app, congested, too slow for the bytes that the"
                + " job expects, or its signal weak."
                + Explicit.overridden(circumstances))
        .line(own.map(Connectivity.DefaultNetwork::line))
        .fact(net.flatMap(Connectivity::connected))
        .fact(net.flatMap(Connectivity::unmetered))
        .fact(net.flatMap(Connectivity::networks))
        .until("the app has " + KINDS.get(constraint) + " that suits the job")
        .remedy("Look at the network, and at what the job asks for.")
        .confirm("dumpsys connectivity")
        .build();
  }

  /** The capabilities that the job's request names and the network does not have. */
  private static List<String> lacking(Job job, Connectivity.Network network) {
    if (network.capabilities().isEmpty()) {
      return List.of();
    }
    List<String> lacks = new ArrayList<>();
    for (String capability : words(job.info().network().orElse(""), "Capabilities: ")) {
      // Set by the system on what it asks for; networks name it only sometimes.
      if (!capability.equals("NOT_VCN_MANAGED") && !network.has(capability)) {
        lacks.add(capability);
      }
    }
    List<String> transports = words(job.info().network().orElse(""), "Transports: ");
    if (!transports.isEmpty() && transports.stream().noneMatch(network::has)) {
      lacks.add(String.join(" or ", transports));
    }
    return lacks;
  }

  /** The same for the default network; up to API 27 a job asks by kind. */
  private static List<String> lacking(
      Circumstances circumstances, Constraint constraint, List<String> has) {
    List<String> asked = words(circumstances.job().info().network().orElse(""), "Capabilities: ");
    String kind = constraint.name();
    List<String> wanted;
    if (kind.equals("UNMETERED")) {
      wanted = List.of("NOT_METERED");
    } else if (kind.equals("NOT_ROAMING")) {
      wanted = List.of(kind);
    } else if (kind.equals("METERED")) {
      wanted = List.of();
    } else {
      // Up to API 25 a network that is connected will do.
      boolean validated = circumstances.api() >= 26;
      wanted = asked.isEmpty() && validated ? List.of("VALIDATED") : asked;
    }
    return wanted.stream()
        .filter(name -> !name.equals("NOT_VCN_MANAGED") && !has.contains(name))
        .toList();
  }

  /** {@code Capabilities: A&B Uid: …} into A and B. */
  private static List<String> words(String request, String label) {
    int start = request.indexOf(label);
    if (start < 0) {
      return List.of();
    }
    int end = request.indexOf(' ', start + label.length());
    String list = request.substring(start + label.length(), end < 0 ? request.length() : end);
    return List.of(list.split("[&|]", -1)).stream().filter(word -> !word.isEmpty()).toList();
  }
}
