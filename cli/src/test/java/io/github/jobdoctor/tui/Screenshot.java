package io.github.jobdoctor.tui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The screen of the demo as a picture for the README; {@code scripts/screenshot} writes it. */
public final class Screenshot {

  /** Where the picture lies, from the root of the checkout. */
  static final Path FILE = Path.of(".github", "watch.svg");

  private static final double CELL = 8.4;
  private static final int LINE = 18;
  private static final int MARGIN = 12;
  private static final String BACKGROUND = "#1e2127";
  private static final String FOREGROUND = "#d7dae0";

  private Screenshot() {}

  /** Writes the picture. */
  public static void main(String[] args) throws IOException {
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, svg());
  }

  /** The table of jobs, one of which has just begun to run. */
  static String svg() {
    Stage stage = Stage.live(100, 24).look(Stage.demoDump());
    stage.look(
        Stage.demoDump()
            .replace(
                "Unsatisfied constraints: CHARGING [0x1]",
                "Unsatisfied constraints: CHARGING IDLE [0x5]"));
    stage.press("j", "j", "j", "j", "space", "j", "j");
    return of(Views.frame(stage.state()), stage.state().size());
  }

  private static String of(List<StyledLine> frame, Size size) {
    double width = size.columns() * CELL + 2 * MARGIN;
    int height = size.rows() * LINE + 2 * MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %d\" width=\"%.0f\""
                + " font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"14\">\n"
                + "<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"%s\"/>\n",
            width,
            height,
            width,
            BACKGROUND));
    for (int row = 0; row < frame.size(); row++) {
      int column = 0;
      for (StyledLine.Part part : frame.get(row).parts()) {
        part(svg, part, row, column);
        column += CharWidth.of(part.text());
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static void part(StringBuilder svg, StyledLine.Part part, int row, int column) {
    Look look = part.look();
    String ink = color(look.hue());
    double x = MARGIN + column * CELL;
    double width = CharWidth.of(part.text()) * CELL;
    if (look.reverse()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
              x,
              MARGIN + row * LINE,
              // A little more, so that neighbours show no seam.
              width + 0.5,
              LINE,
              ink));
    }
    if (part.text().isBlank()) {
      return;
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" fill=\"%s\"%s%s%s"
                + " xml:space=\"preserve\">%s</text>\n",
            x,
            MARGIN + row * LINE + LINE - 5,
            width,
            look.reverse() ? BACKGROUND : ink,
            look.bold() ? " font-weight=\"bold\"" : "",
            look.dim() ? " opacity=\"0.6\"" : "",
            look.underline() ? " text-decoration=\"underline\"" : "",
            part.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
  }

  private static String color(Hue hue) {
    return switch (hue) {
      case NONE -> FOREGROUND;
      case RED -> "#e06c75";
      case GREEN -> "#98c379";
      case YELLOW -> "#e5c07b";
      case BLUE -> "#61afef";
      case MAGENTA -> "#c678dd";
      case CYAN -> "#56b6c2";
    };
  }
}
