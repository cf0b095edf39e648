package io.meterline.model.settings;

import io.meterline.model.Nearest;
import io.meterline.model.log.LoggedChange;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A proposed change as people write it: {@code SCOPE NAME VALUE [from TIME]}, such as {@code plan:flat price 0.25/kWh from 2026-03-01}.
 * NAME is a name of the catalogue, and then VALUE is that of the log; or a {@link Setting#shortWord}, and then VALUE is in money if the
 * setting is. A name of a scope may have spaces, but none of its words after the first may be the name of a setting.
 *
 * @param scope a scope as in the log, which can be parsed
 * @param setting the setting
 * @param op what is done to it
 * @param value the operand as in the log, unchecked; empty for {@code CLEAR}, and only then
 * @param from when it takes effect; empty if the text does not say
 */
public record ProposedText(String scope, Setting setting, Op op, String value, Optional<Instant> from) {
  /** From the last {@code from} on, as a value may have that word too. */
  private static final Pattern WITH_TIME = Pattern.compile("(?:(.*)\\s)?from\\s+(\\S.*)", Pattern.DOTALL);

  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final String WITHOUT_TIME = "from";

  /** The operations, by their names in the log. */
  public enum Op {
    SET("everyone threshold 2000 from 2026-01-01"),
    ADD("plan:flat price 0.01/kWh from 2026-01-01"),
    SCALE("plan:flat price 1.05 from 2026-01-01"),
    CLEAR("device:meter-1 price from 2026-01-01");

    private final String example;

    Op(String example) {
      this.example = example;
    }
  }

  private record Parts(String scope, String name, String rest) {}

  /**
   * Parses a text.
   *
   * @param time parses TIME; what it throws is thrown
   * @throws IllegalArgumentException if the text is no such change; the message says why in one line. Whether the value suits the setting
   *     is left to {@link ChangeRules}
   */
  public static ProposedText parse(Op op, String text, Function<String, Instant> time) {
    var parts = parts(op, text.strip());
    var timed = WITH_TIME.matcher(parts.rest);
    var hasTime = timed.matches();
    var value = hasTime ? Optional.ofNullable(timed.group(1)).orElse("").strip() : parts.rest;
    if (value.equals(WITHOUT_TIME)) {
      throw new IllegalArgumentException("no time follows 'from': write it as in '" + op.example + "'");
    }
    var from = hasTime ? Optional.of(timed.group(2)) : Optional.<String>empty();
    return of(op, parts.scope, parts.name, value, from.map(time));
  }

  /**
   * A change of its parts.
   *
   * @param name a name of the catalogue, or a short word
   * @param value as {@code name} demands; empty for {@code CLEAR}
   * @throws IllegalArgumentException as {@link #parse} does
   */
  public static ProposedText of(Op op, String scope, String name, String value, Optional<Instant> from) {
    if (Scope.parse(scope).isEmpty()) {
      throw new IllegalArgumentException("'" + scope + "' is not everyone, plan:NAME, cohort:NAME or device:ID");
    }
    var setting = setting(name);
    require(op, setting, value);
    return new ProposedText(scope, setting, op, operand(op, setting, name, value), from);
  }

  private static Parts parts(Op op, String text) {
    var words = SPACES.matcher(text);
    var nameFrom = -1;
    var first = Optional.<Parts>empty();
    while (words.find()) {
      if (nameFrom >= 0) {
        var parts = new Parts(scope(text, nameFrom), text.substring(nameFrom, words.start()), text.substring(words.end()));
        if (find(parts.name).isPresent()) {
          return parts;
        }
        first = first.or(() -> Optional.of(parts));
      }
      nameFrom = words.end();
    }
    if (nameFrom < 0) {
      throw new IllegalArgumentException("'" + text + "' is not SCOPE NAME" + (op == Op.CLEAR ? "" : " VALUE") + ", as in '" + op.example + "'");
    }
    var last = new Parts(scope(text, nameFrom), text.substring(nameFrom), "");
    return find(last.name).isPresent() ? last : first.orElse(last);
  }

  private static String scope(String text, int nameFrom) {
    return text.substring(0, nameFrom).strip();
  }

  private static Optional<Setting> find(String name) {
    return Setting.named(name).or(() -> Setting.ofShortWord(name));
  }

  private static Setting setting(String name) {
    return find(name)
        .orElseThrow(
            () -> {
              var words = Stream.of(Setting.values()).flatMap(one -> Stream.of(one.word(), one.shortWord())).distinct().toList();
              var meant = Nearest.of(name, words).map(word -> "; did you mean " + word + "?").orElse("; 'settings list' shows all");
              return new IllegalArgumentException("there is no setting '" + name + "'" + meant);
            });
  }

  private static void require(Op op, Setting setting, String value) {
    if (op == Op.CLEAR && !value.isEmpty()) {
      throw new IllegalArgumentException("'" + value + "' follows " + setting.shortWord() + ": a clear takes no value, as in '" + op.example + "'");
    }
    if (op != Op.CLEAR && value.isEmpty()) {
      throw new IllegalArgumentException("no value follows " + setting.shortWord() + ": write it as in '" + op.example + "'");
    }
  }

  private static String operand(Op op, Setting setting, String name, String value) {
    var isMoney = setting.moneyPer().isPresent() && !name.equals(setting.word());
    return isMoney && (op == Op.SET || op == Op.ADD) ? Money.parse(setting, value) : value;
  }

  /**
   * A change of the catalogue as such a text, with its name and value as in the log, and its time. It parses back to the same change,
   * unless its scope has the name of a setting as a word, or spaces in a row, or its value begins or ends with a space.
   */
  public static String text(LoggedChange change) {
    var value = change.value().isEmpty() ? "" : " " + change.value();
    return change.scope() + " " + change.name() + value + " from " + change.effectiveAt();
  }
}
