package io.meterline.deploy;

import java.util.ArrayList;
import java.util.List;

/** The words and signs of a Terraform file. */
final class HclTokens {
  /** What a token is. {@code TEXT} stands in quotes; what is computed in it follows it, between parentheses. */
  enum Kind {
    WORD,
    TEXT,
    SIGN,
    LINE_END
  }

  record Token(Kind kind, String text, int line) {
    boolean is(String sign) {
      return kind == Kind.SIGN && text.equals(sign);
    }

    boolean opens() {
      return is("(") || is("[") || is("{");
    }

    boolean closes() {
      return is(")") || is("]") || is("}");
    }
  }

  private static final List<String> TWO_LETTERS = List.of("==", "!=", "<=", ">=", "=>", "&&", "||");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  private HclTokens(String source) {
    this.source = source;
  }

  /**
   * The tokens of a file, which end with the end of a line.
   *
   * @throws IllegalArgumentException if a text or a bracket in it has no end
   */
  static List<Token> of(String source) {
    var reader = new HclTokens(source);
    reader.read(false);
    reader.add(Kind.LINE_END, "");
    return List.copyOf(reader.tokens);
  }

  /** Reads to the end, or to the brace that ends what is computed in a text. */
  private void read(boolean isInText) {
    var depth = 0;
    while (at < source.length()) {
      var next = source.charAt(at);
      if (next == '\n') {
        add(Kind.LINE_END, "");
        line++;
        at++;
      } else if (Character.isWhitespace(next)) {
        at++;
      } else if (next == '#') {
        at = lineEnd();
      } else if (next == '"') {
        at++;
        text();
      } else if (Character.isLetterOrDigit(next) || next == '_') {
        word();
      } else {
        depth += next == '{' ? 1 : next == '}' ? -1 : 0;
        if (isInText && depth < 0) {
          return;
        }
        sign();
      }
    }
    if (isInText) {
      throw new IllegalArgumentException("line " + line + ": a text has no end");
    }
  }

  private void word() {
    var start = at;
    while (at < source.length() && isInWord(source.charAt(at))) {
      at++;
    }
    add(Kind.WORD, source.substring(start, at));
  }

  private static boolean isInWord(char next) {
    return Character.isLetterOrDigit(next) || next == '_' || next == '-';
  }

  private void sign() {
    var length = TWO_LETTERS.stream().anyMatch(two -> source.startsWith(two, at)) ? 2 : 1;
    add(Kind.SIGN, source.substring(at, at + length));
    at += length;
  }

  private void text() {
    var said = new StringBuilder();
    var place = tokens.size();
    while (at < source.length() && source.charAt(at) != '"') {
      if (source.charAt(at) == '\\') {
        said.append(source.charAt(at + 1));
        at += 2;
      } else if (source.startsWith("${", at)) {
        at += 2;
        add(Kind.SIGN, "(");
        read(true);
        add(Kind.SIGN, ")");
        at++;
      } else {
        said.append(source.charAt(at++));
      }
    }
    if (at == source.length()) {
      throw new IllegalArgumentException("line " + line + ": a text has no end");
    }
    at++;
    tokens.add(place, new Token(Kind.TEXT, said.toString(), line));
  }

  private int lineEnd() {
    var end = source.indexOf('\n', at);
    return end < 0 ? source.length() : end;
  }

  private void add(Kind kind, String text) {
    tokens.add(new Token(kind, text, line));
  }
}
