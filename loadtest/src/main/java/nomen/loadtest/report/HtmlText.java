package nomen.loadtest.report;

/** HTML and SVG as it is written, piece by piece. What comes from outside goes in as text. */
final class HtmlText {
  private final StringBuilder out = new StringBuilder(1 << 16);

  /** Appends markup of our own, as it is. */
  HtmlText raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Appends text, also inside of quoted attributes. */
  HtmlText text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c < ' ' && c != '\n' || c == 127 ? '\ufffd' : c);
      }
    }
    return this;
  }

  /** An element with nothing but text in it. */
  HtmlText element(String name, String text) {
    return raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">");
  }

  /** A coordinate of a drawing, to a tenth. */
  HtmlText at(double coordinate) {
    long tenths = Math.round(coordinate * 10);
    out.append(tenths / 10);
    if (tenths % 10 != 0) {
      out.append('.').append(Math.abs(tenths % 10));
    }
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
