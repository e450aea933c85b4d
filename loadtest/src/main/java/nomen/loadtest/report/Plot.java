package nomen.loadtest.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One plot of the HTML report: a figure with a title, a legend, a drawing and, behind a click, the
 * numbers as a table. All drawings have the same size and margins, so that those of the same time
 * stand exactly below each other.
 */
final class Plot {
  /** How a series looks. */
  enum Style {
    /** Points joined by a line. */
    LINE,
    /** A broad line, to be seen below another. */
    BROAD,
    /** A line, and a mark at each point. */
    POINTS,
    /** As a line with a filled area down to the series before it, on which it is stacked. */
    STACKED,
    /** A bar from each value of x to the next. */
    BARS
  }

  private static final class Series {
    private final String name;
    private final String color;
    private final Style style;
    private final double[] values;

    Series(String name, String color, Style style, double[] values) {
      this.name = name;
      this.color = color;
      this.style = style;
      this.values = values;
    }
  }

  private record Mark(double x, String words) {}

  private static final double WIDTH = 960;
  private static final double HEIGHT = 270;
  private static final double LEFT = 76;
  private static final double RIGHT = 24;
  private static final double TOP = 14;
  private static final double BOTTOM = 46;

  /** Half the size of a cross. */
  private static final double CROSS = 4.5;

  private final String id;
  private final String title;
  private final String explanation;
  private final Axis xAxis;
  private final Axis yAxis;
  private final double[] x;
  private final List<Series> series = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private String[] flags = {};

  /**
   * An empty one.
   *
   * @param id unique on the page
   * @param explanation what to see in it, in a sentence
   * @param x values along the horizontal axis, one for each point of every series; for {@link
   *     Style#BARS} one more, the end of the last bar
   */
  Plot(String id, String title, String explanation, Axis xAxis, Axis yAxis, double[] x) {
    this.id = id;
    this.title = title;
    this.explanation = explanation;
    this.xAxis = xAxis;
    this.yAxis = yAxis;
    this.x = x.clone();
  }

  /**
   * Adds a series.
   *
   * @param color a name of report.css: c0 to c7
   * @param values one for each x; NaN where there is none
   */
  Plot with(String name, String color, Style style, double[] values) {
    series.add(new Series(name, color, style, values.clone()));
    return this;
  }

  /** Adds a vertical line with words. */
  Plot mark(double at, String words) {
    marks.add(new Mark(at, words));
    return this;
  }

  /**
   * Has points drawn as crosses, and says why.
   *
   * @param why one text for each x; empty where there is nothing to say
   */
  Plot flag(String[] why) {
    flags = why.clone();
    return this;
  }

  private String flag(int point) {
    return point < flags.length ? flags[point] : "";
  }

  private boolean hasFlags() {
    return Arrays.stream(flags).anyMatch(why -> !why.isEmpty());
  }

  private double px(double value) {
    return LEFT + xAxis.position(value) * (WIDTH - LEFT - RIGHT);
  }

  private double py(double value) {
    return HEIGHT - BOTTOM - yAxis.position(value) * (HEIGHT - TOP - BOTTOM);
  }

  /** Appends the whole figure. */
  void write(HtmlText out) {
    out.raw("<figure class=\"plot\" id=\"").text(id).raw("\">\n<figcaption>");
    out.element("h3", title).element("p", explanation);
    out.raw("<ul class=\"legend\">");
    for (Series one : series) {
      out.raw("<li><i class=\"").raw(one.color).raw("\"></i>").text(one.name).raw("</li>");
    }
    if (hasFlags()) {
      out.raw("<li><b class=\"flag\">&times;</b>").text("failed").raw("</li>");
    }
    out.raw("</ul></figcaption>\n");
    out.raw("<svg viewBox=\"0 0 ").at(WIDTH).raw(" ").at(HEIGHT);
    out.raw("\" role=\"img\" aria-labelledby=\"").text(id).raw("-t\">");
    out.raw("<title id=\"").text(id).raw("-t\">").text(title + ". " + explanation);
    out.raw("</title>\n");
    writeAxes(out);
    double[] below = new double[x.length];
    for (Series one : series) {
      switch (one.style) {
        case LINE -> writeLine(out, one, "line ", one.values);
        case BROAD -> writeLine(out, one, "line broad ", one.values);
        case POINTS -> {
          writeLine(out, one, "line ", one.values);
          writePoints(out, one);
        }
        case STACKED -> below = writeStacked(out, one, below);
        case BARS -> writeBars(out, one);
      }
    }
    writeMarks(out);
    writeTips(out);
    out.raw("</svg>\n");
    writeTable(out);
    out.raw("</figure>\n");
  }

  private void writeAxes(HtmlText out) {
    out.raw("<g class=\"axis\">");
    for (Axis.Tick tick : yAxis.ticks()) {
      double y = py(tick.value());
      line(out, tick.words().isEmpty() ? "minor" : "grid", LEFT, y, WIDTH - RIGHT, y);
      label(out, "end", LEFT - 8, y + 4, tick.words());
    }
    for (Axis.Tick tick : xAxis.ticks()) {
      double at = px(tick.value());
      line(out, tick.words().isEmpty() ? "minor" : "grid", at, TOP, at, HEIGHT - BOTTOM);
      label(out, "middle", at, HEIGHT - BOTTOM + 17, tick.words());
    }
    line(out, "base", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
    out.raw("<text class=\"name\" text-anchor=\"middle\" x=\"");
    out.at((LEFT + WIDTH - RIGHT) / 2).raw("\" y=\"").at(HEIGHT - 8).raw("\">");
    out.text(xAxis.label()).raw("</text>");
    double middle = (TOP + HEIGHT - BOTTOM) / 2;
    out.raw("<text class=\"name\" text-anchor=\"middle\" transform=\"translate(14 ");
    out.at(middle).raw(") rotate(-90)\">").text(yAxis.label()).raw("</text></g>\n");
  }

  private static void line(HtmlText out, String style, double x1, double y1, double x2, double y2) {
    out.raw("<path class=\"").raw(style).raw("\" d=\"M").at(x1).raw(" ").at(y1);
    out.raw("L").at(x2).raw(" ").at(y2).raw("\"/>");
  }

  private static void label(HtmlText out, String anchor, double x, double y, String words) {
    if (!words.isEmpty()) {
      out.raw("<text text-anchor=\"").raw(anchor).raw("\" x=\"").at(x).raw("\" y=\"").at(y);
      out.raw("\">").text(words).raw("</text>");
    }
  }

  private void writeLine(HtmlText out, Series one, String style, double[] values) {
    out.raw("<path class=\"").raw(style).raw(one.color).raw("\" d=\"");
    boolean pen = false;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        pen = false;
      } else {
        out.raw(pen ? "L" : "M").at(px(x[i])).raw(" ").at(py(values[i]));
        pen = true;
      }
    }
    out.raw("\"/>\n");
  }

  private void writePoints(HtmlText out, Series one) {
    for (int i = 0; i < one.values.length; i++) {
      if (Double.isNaN(one.values[i])) {
        continue;
      }
      if (flag(i).isEmpty()) {
        out.raw("<circle class=\"dot ").raw(one.color).raw("\" r=\"3.5\" cx=\"").at(px(x[i]));
        out.raw("\" cy=\"").at(py(one.values[i])).raw("\"/>");
      } else {
        double at = px(x[i]);
        double y = py(one.values[i]);
        out.raw("<path class=\"cross ").raw(one.color).raw("\" d=\"M").at(at - CROSS).raw(" ");
        out.at(y - CROSS).raw("L").at(at + CROSS).raw(" ").at(y + CROSS).raw("M").at(at - CROSS);
        out.raw(" ").at(y + CROSS).raw("L").at(at + CROSS).raw(" ").at(y - CROSS).raw("\"/>");
      }
    }
    out.raw("\n");
  }

  private double[] writeStacked(HtmlText out, Series one, double[] below) {
    double[] top = below.clone();
    for (int i = 0; i < one.values.length; i++) {
      top[i] += Double.isNaN(one.values[i]) ? 0 : one.values[i];
    }
    out.raw("<path class=\"area ").raw(one.color).raw("\" d=\"M");
    for (int i = 0; i < x.length; i++) {
      out.raw(i == 0 ? "" : "L").at(px(x[i])).raw(" ").at(py(top[i]));
    }
    for (int i = x.length - 1; i >= 0; i--) {
      out.raw("L").at(px(x[i])).raw(" ").at(py(below[i]));
    }
    out.raw("Z\"/>");
    writeLine(out, one, "line ", top);
    return top;
  }

  private void writeBars(HtmlText out, Series one) {
    for (int i = 0; i < one.values.length; i++) {
      if (one.values[i] > 0) {
        double left = px(x[i]);
        double top = py(one.values[i]);
        out.raw("<rect class=\"bar ").raw(one.color).raw("\" x=\"").at(left).raw("\" y=\"").at(top);
        out.raw("\" width=\"").at(Math.max(0.5, px(x[i + 1]) - left - 0.6)).raw("\" height=\"");
        out.at(HEIGHT - BOTTOM - top).raw("\"/>");
      }
    }
    out.raw("\n");
  }

  private void writeMarks(HtmlText out) {
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      double at = px(mark.x);
      line(out, "mark", at, TOP, at, HEIGHT - BOTTOM);
      // The words of two marks that are close stand on their outer sides.
      boolean ends = marks.size() > 1 ? i == 0 && at > LEFT + 40 : at > WIDTH * 0.7;
      boolean right = ends || at > WIDTH - RIGHT - 40;
      out.raw("<g class=\"mark\">");
      label(out, right ? "end" : "start", right ? at - 6 : at + 6, TOP + 12, mark.words);
      out.raw("</g>");
    }
  }

  /** What the mouse finds: a strip around each x, with the values of all series in words. */
  private void writeTips(HtmlText out) {
    out.raw("<path class=\"cursor\" d=\"M0 ").at(TOP).raw("V").at(HEIGHT - BOTTOM).raw("\"/>");
    out.raw("<g class=\"tips\">");
    int points = pointCount();
    boolean bars = x.length > points;
    for (int i = 0; i < points; i++) {
      double at = px(x[i]);
      double from = bars ? at : i == 0 ? LEFT : (px(x[i - 1]) + at) / 2;
      double to = bars ? px(x[i + 1]) : i == points - 1 ? WIDTH - RIGHT : (at + px(x[i + 1])) / 2;
      if (to <= from) {
        continue; // Where x goes back and forth, as in a curve: the table has it.
      }
      out.raw("<rect data-x=\"").at(bars ? (from + to) / 2 : at).raw("\" x=\"").at(from);
      out.raw("\" y=\"").at(TOP).raw("\" width=\"").at(to - from).raw("\" height=\"");
      out.at(HEIGHT - TOP - BOTTOM).raw("\"><title>").text(xWords(i, bars));
      for (Series one : series) {
        if (!Double.isNaN(one.values[i])) {
          out.raw("\n").text(one.name + ": " + yAxis.print().apply(one.values[i]));
        }
      }
      if (!flag(i).isEmpty()) {
        out.raw("\n").text("failed: " + flag(i));
      }
      out.raw("</title></rect>");
    }
    out.raw("</g>\n");
  }

  private int pointCount() {
    return series.stream().mapToInt(one -> one.values.length).max().orElse(0);
  }

  private String xWords(int i, boolean bars) {
    String from = xAxis.print().apply(x[i]);
    return bars ? from + " to " + xAxis.print().apply(x[i + 1]) : from;
  }

  private void writeTable(HtmlText out) {
    out.raw("<details><summary>The numbers</summary><div class=\"scroll\"><table><thead><tr>");
    out.element("th", xAxis.label());
    for (Series one : series) {
      out.raw("<th>").text(one.name + " (" + yAxis.label() + ")").raw("</th>");
    }
    if (hasFlags()) {
      out.element("th", "failed");
    }
    out.raw("</tr></thead><tbody>\n");
    int points = pointCount();
    for (int i = 0; i < points; i++) {
      out.raw("<tr>").element("th", xWords(i, x.length > points));
      for (Series one : series) {
        double value = one.values[i];
        out.element("td", Double.isNaN(value) ? "" : yAxis.print().apply(value));
      }
      if (hasFlags()) {
        out.element("td", flag(i));
      }
      out.raw("</tr>\n");
    }
    out.raw("</tbody></table></div></details>\n");
  }

  /** The largest of some values that are numbers, or 0. */
  static double largest(double[]... values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).filter(v -> v > 0).max().orElse(0);
  }

  /** The smallest of some values above 0, or 0. */
  static double smallest(double[]... values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).filter(v -> v > 0).min().orElse(0);
  }
}
