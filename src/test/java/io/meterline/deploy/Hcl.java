package io.meterline.deploy;

import io.meterline.deploy.HclTokens.Kind;
import io.meterline.deploy.HclTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A reader of Terraform's language, as far as the files of this project use it: blocks, arguments, and expressions as
 * the tokens that they are made of. There are no heredocs and no dynamic blocks.
 */
final class Hcl {
  /** What is between the braces of a block, or a whole file. */
  record Body(List<Argument> arguments, List<Block> blocks) {
    /** The blocks of a type, such as {@code resource}. */
    Stream<Block> blocks(String type) {
      return blocks.stream().filter(block -> block.type.equals(type));
    }

    Optional<Argument> argument(String name) {
      return arguments.stream().filter(argument -> argument.name.equals(name)).findFirst();
    }

    /** All tokens of all expressions in it, a line end after each. */
    Stream<Token> tokens() {
      return Stream.concat(
          arguments.stream().flatMap(argument -> Stream.concat(argument.value.stream(), Stream.of(END))),
          blocks.stream().flatMap(block -> block.body.tokens()));
    }
  }

  record Argument(String name, List<Token> value, int line) {
    /** The names of an object that stands in braces, in their order; none if it is no such object. */
    List<Argument> object() {
      return isObject() ? new Hcl(value.subList(1, value.size())).entries() : List.of();
    }

    private boolean isObject() {
      var isComputed = value.stream().anyMatch(token -> token.kind() == Kind.WORD && token.text().equals("for"));
      return value.get(0).is("{") && !isComputed;
    }

    /** The text that it is, if it is one. */
    Optional<String> text() {
      var isText = value.size() == 1 && value.get(0).kind() == Kind.TEXT;
      return isText ? Optional.of(value.get(0).text()) : Optional.empty();
    }
  }

  record Block(String type, List<String> labels, Body body, int line) {
    /** The last of its labels: what it is called by others. */
    String name() {
      return labels.get(labels.size() - 1);
    }
  }

  private static final Token END = new Token(Kind.LINE_END, "", 0);

  private final List<Token> tokens;
  private int at;

  private Hcl(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is not in the language
   */
  static Body read(String source) {
    var reader = new Hcl(HclTokens.of(source));
    var body = reader.body();
    if (reader.at < reader.tokens.size()) {
      throw reader.unexpected();
    }
    return body;
  }

  private Body body() {
    var arguments = new ArrayList<Argument>();
    var blocks = new ArrayList<Block>();
    while (skipLineEnds() && !next().is("}")) {
      var name = take(Kind.WORD);
      if (next().is("=")) {
        at++;
        arguments.add(new Argument(name.text(), expression(), name.line()));
      } else {
        var labels = new ArrayList<String>();
        while (next().kind() == Kind.TEXT) {
          labels.add(take(Kind.TEXT).text());
        }
        takeSign("{");
        var body = body();
        takeSign("}");
        blocks.add(new Block(name.text(), labels, body, name.line()));
      }
    }
    return new Body(arguments, blocks);
  }

  private List<Argument> entries() {
    var entries = new ArrayList<Argument>();
    while (skipLineEnds() && !next().is("}")) {
      var name = tokens.get(at++);
      if (!next().is("=") && !next().is(":")) {
        throw unexpected();
      }
      at++;
      entries.add(new Argument(name.text(), expression(), name.line()));
      if (at < tokens.size() && next().is(",")) {
        at++;
      }
    }
    return entries;
  }

  /** To the end of the line, of the list or of the block that it is in. */
  private List<Token> expression() {
    var start = at;
    var depth = 0;
    while (at < tokens.size()) {
      var token = next();
      if (depth == 0 && (token.kind() == Kind.LINE_END || token.is("}") || token.is(","))) {
        break;
      }
      depth += token.opens() ? 1 : token.closes() ? -1 : 0;
      at++;
    }
    if (start == at) {
      throw unexpected();
    }
    return List.copyOf(tokens.subList(start, at));
  }

  private boolean skipLineEnds() {
    while (at < tokens.size() && next().kind() == Kind.LINE_END) {
      at++;
    }
    return at < tokens.size();
  }

  private Token next() {
    if (at == tokens.size()) {
      throw new IllegalArgumentException("a block has no end");
    }
    return tokens.get(at);
  }

  private Token take(Kind kind) {
    if (next().kind() != kind) {
      throw unexpected();
    }
    return tokens.get(at++);
  }

  private void takeSign(String sign) {
    if (!next().is(sign)) {
      throw unexpected();
    }
    at++;
  }

  private IllegalArgumentException unexpected() {
    var token = tokens.get(Math.min(at, tokens.size() - 1));
    return new IllegalArgumentException("line " + token.line() + ": unexpected '" + token.text() + "'");
  }
}
