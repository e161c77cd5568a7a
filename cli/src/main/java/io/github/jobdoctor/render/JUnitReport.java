package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.expectation.Outcome;
import io.github.jobdoctor.expectation.Result;
import io.github.jobdoctor.source.SourceInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The answer of {@code expect} as CI servers read it: JUnit XML in the shape that Surefire and
 * Jenkins have made common. A suite for each source, a case for each expectation; a {@code failure}
 * is one that is not met, an {@code error} one of which that could not be told.
 *
 * @param entries one for each source
 * @param started when the first look began
 */
public record JUnitReport(List<ExpectReport.Entry> entries, Instant started) {

  private static final String NAME = "jobdoctor expect";

  /** The common schema takes no zone; UTC is what readers assume. */
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ISO_LOCAL_DATE_TIME.withZone(ZoneOffset.UTC);

  /** Copies the list. */
  public JUnitReport {
    entries = List.copyOf(entries);
  }

  /** Writes it, in characters that belong into UTF-8. */
  public void write(Writer out) {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      List<Result> all = entries.stream().flatMap(entry -> entry.results().stream()).toList();
      line(xml, 0);
      xml.writeStartElement("testsuites");
      attribute(xml, "name", NAME);
      counts(xml, all);
      for (ExpectReport.Entry entry : entries) {
        suite(xml, entry);
      }
      line(xml, 0);
      xml.writeEndElement();
      xml.writeEndDocument();
      out.write('\n');
      out.flush();
    } catch (XMLStreamException e) {
      throw new UncheckedIOException(
          e.getNestedException() instanceof IOException io ? io : new IOException(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void suite(XMLStreamWriter xml, ExpectReport.Entry entry) throws XMLStreamException {
    SourceInfo source = entry.source();
    line(xml, 1);
    xml.writeStartElement("testsuite");
    attribute(xml, "name", NAME + " on " + source.name());
    attribute(xml, "hostname", source.name());
    attribute(xml, "timestamp", TIMESTAMP.format(started.truncatedTo(ChronoUnit.SECONDS)));
    counts(xml, entry.results());
    attribute(xml, "skipped", "0");
    line(xml, 2);
    xml.writeStartElement("properties");
    property(xml, "kind", source.kind().word());
    if (source.model().isPresent()) {
      property(xml, "model", source.model().get());
    }
    if (source.apiLevel().isPresent()) {
      property(xml, "apiLevel", Integer.toString(source.apiLevel().getAsInt()));
    }
    line(xml, 2);
    xml.writeEndElement();
    for (Result result : entry.results()) {
      testCase(xml, source, result);
    }
    line(xml, 1);
    xml.writeEndElement();
  }

  private static void testCase(XMLStreamWriter xml, SourceInfo source, Result result)
      throws XMLStreamException {
    Outcome outcome = result.outcome();
    line(xml, 2);
    xml.writeStartElement("testcase");
    // Readers take what stands before the last dot for a package.
    attribute(xml, "classname", "jobdoctor." + source.name().replace('.', '_'));
    attribute(xml, "name", result.expectation().title());
    attribute(xml, "time", seconds(result.took()));
    switch (outcome.kind()) {
      case MET -> {}
      case NOT_MET, NOT_FOUND -> problem(xml, "failure", outcome);
      case CANNOT_TELL, AMBIGUOUS, ERROR -> problem(xml, "error", outcome);
    }
    line(xml, 3);
    xml.writeStartElement("system-out");
    List<String> out = new ArrayList<>();
    out.add(
        "expected: " + result.expectation().subject().job() + " " + result.expectation().words());
    result.job().ifPresent(job -> out.add("job: " + job.key()));
    out.add("result: " + ExpectReport.words(outcome.kind()));
    if (outcome.kind() == Outcome.Kind.MET) {
      body(outcome).forEach(out::add);
    }
    text(xml, out);
    xml.writeEndElement();
    line(xml, 2);
    xml.writeEndElement();
  }

  private static void problem(XMLStreamWriter xml, String element, Outcome outcome)
      throws XMLStreamException {
    line(xml, 3);
    xml.writeStartElement(element);
    attribute(xml, "message", ExpectReport.words(outcome.kind()) + ": " + outcome.reason());
    attribute(xml, "type", outcome.kind().word());
    text(xml, body(outcome));
    xml.writeEndElement();
  }

  private static List<String> body(Outcome outcome) {
    return Stream.concat(
            Stream.of(outcome.reason()), outcome.evidence().stream().map(JUnitReport::evidence))
        .toList();
  }

  private static String evidence(Evidence evidence) {
    return "  " + ExpectReport.evidence(evidence);
  }

  private static void counts(XMLStreamWriter xml, Collection<Result> results)
      throws XMLStreamException {
    attribute(xml, "tests", Integer.toString(results.size()));
    attribute(xml, "failures", count(results, Outcome.Kind.NOT_MET, Outcome.Kind.NOT_FOUND));
    attribute(
        xml,
        "errors",
        count(results, Outcome.Kind.CANNOT_TELL, Outcome.Kind.AMBIGUOUS, Outcome.Kind.ERROR));
    attribute(
        xml,
        "time",
        seconds(results.stream().map(Result::took).max(Duration::compareTo).orElse(Duration.ZERO)));
  }

  private static String count(Collection<Result> results, Outcome.Kind... kinds) {
    return Long.toString(
        results.stream()
            .filter(result -> List.of(kinds).contains(result.outcome().kind()))
            .count());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    line(xml, 3);
    xml.writeEmptyElement("property");
    attribute(xml, "name", name);
    attribute(xml, "value", value);
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  private static void text(XMLStreamWriter xml, List<String> lines) throws XMLStreamException {
    xml.writeCharacters(String.join("\n", lines.stream().map(JUnitReport::legal).toList()));
  }

  private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  /**
   * The text on one line, with every character that XML 1.0 cannot hold by its code. Of those that
   * {@link Printable} lets through these are only two.
   */
  private static String legal(String text) {
    return Printable.clean(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff");
  }
}
