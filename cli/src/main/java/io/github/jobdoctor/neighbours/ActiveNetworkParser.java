package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.ActiveNetwork;
import io.github.jobdoctor.job.Fact;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Active default network: 100} (or {@code none}), and the network of that number below:
 * {@code NetworkAgentInfo{… network{100} … nc{[ Transports: WIFI Capabilities: NOT_METERED&… ]}
 * …}}.
 */
final class ActiveNetworkParser {

  private static final String DEFAULT = "Active default network: ";
  private static final String AGENT = "NetworkAgentInfo";

  /** Up to API 30 with brackets around, before API 28 with two spaces. */
  private static final Pattern CAPABILITIES =
      Pattern.compile(
          "nc\\{\\[ ?Transports: ([A-Z_|0-9]+) {1,2}Capabilities: ([A-Z_&0-9]+)(?![A-Z_&0-9])");

  Optional<ActiveNetwork> parse(ServiceLines lines) throws IOException {
    Optional<Fact<Boolean>> connected = Optional.empty();
    Optional<Fact<Integer>> network = Optional.empty();
    Optional<Fact<List<String>>> transports = Optional.empty();
    Optional<Fact<List<String>>> capabilities = Optional.empty();
    while (lines.next()) {
      String line = lines.text().strip();
      if (connected.isEmpty() && line.startsWith(DEFAULT)) {
        String which = line.substring(DEFAULT.length());
        network = ServiceLines.number(which).map(lines::fact);
        connected =
            network.isPresent() || which.equals("none")
                ? Optional.of(lines.fact(network.isPresent()))
                : Optional.empty();
      } else if (network.isPresent() && capabilities.isEmpty() && line.startsWith(AGENT)) {
        Matcher matcher = CAPABILITIES.matcher(line);
        if (line.contains("network{" + network.get().value() + "}") && matcher.find()) {
          transports = Optional.of(lines.fact(List.of(matcher.group(1).split("\\|", -1))));
          capabilities = Optional.of(lines.fact(List.of(matcher.group(2).split("&", -1))));
        }
      }
    }
    Optional<Fact<Integer>> number = network;
    Optional<Fact<List<String>>> over = transports;
    Optional<Fact<List<String>>> can = capabilities;
    return connected.map(fact -> new ActiveNetwork(number, fact, over, can));
  }
}
