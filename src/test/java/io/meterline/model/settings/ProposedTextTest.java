package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.ProposedText.Op;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProposedTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "SET|plan:flat price 0.25/kWh from 2026-03-01T00:00:00Z|plan:flat|price.micros.per.kwh|250000|2026-03-01T00:00:00Z",
        "SET|everyone alert.threshold.watts 2000 from 2026-01-01T00:00:00Z|everyone|alert.threshold.watts|2000|2026-01-01T00:00:00Z",
        "SET|everyone price.micros.per.kwh 310000|everyone|price.micros.per.kwh|310000|",
        "SET|  device:meter-1   plan  night |device:meter-1|plan|night|",
        "SET|device:m1 plan away from home from 2026-01-01T00:00:00Z|device:m1|plan|away from home|2026-01-01T00:00:00Z",
        "SET|plan:night owls price 1|plan:night owls|price.micros.per.kwh|1000000|",
        "SET|plan:night price 0.31/kWh; 00:30-05:30 0.075 from 2026-01-01T00:00:00Z|plan:night|price.micros.per.kwh|310000; 00:30-05:30 75000|2026-01-01T00:00:00Z",
        "SET|everyone standing 0.5/day|everyone|standing.micros.per.day|500000|",
        "SET|everyone export-price 0.08|everyone|price.export.micros.per.kwh|80000|",
        "SET|cohort:a least-percent 80|cohort:a|compare.least.percent|80|",
        "ADD|plan:flat price -0.01/kWh|plan:flat|price.micros.per.kwh|-10000|",
        "ADD|everyone threshold -500|everyone|alert.threshold.watts|-500|",
        "SCALE|plan:flat price 1.05 from 2026-01-01T00:00:00Z|plan:flat|price.micros.per.kwh|1.05|2026-01-01T00:00:00Z",
        "CLEAR|device:m1 sustain|device:m1|alert.sustain.minutes||",
        "CLEAR|device:m1 clear-percent from 2026-01-01T00:00:00Z|device:m1|alert.clear.percent||2026-01-01T00:00:00Z"
      })
  void aChangeIsParsed(Op op, String text, String scope, String name, String value, Instant from) {
    var parsed = ProposedText.parse(op, text, ProposedTextTest::time);
    var expected = new ProposedText(scope, Setting.named(name).orElseThrow(), op, value == null ? "" : value, Optional.ofNullable(from));
    assertEquals(expected, parsed);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Op.SET, "", "'' is not SCOPE NAME VALUE, as in 'everyone threshold 2000 from 2026-01-01'"),
        Arguments.of(Op.SET, "everyone", "'everyone' is not SCOPE NAME VALUE, as in 'everyone threshold 2000 from 2026-01-01'"),
        Arguments.of(Op.CLEAR, "everyone", "'everyone' is not SCOPE NAME, as in 'device:meter-1 price from 2026-01-01'"),
        Arguments.of(Op.SET, "flat price 1", "'flat' is not everyone, plan:NAME, cohort:NAME or device:ID"),
        Arguments.of(Op.SET, "plan:flat pirce 1", "there is no setting 'pirce'; did you mean price?"),
        Arguments.of(Op.SET, "plan:flat colour 1", "there is no setting 'colour'; 'settings list' shows all"),
        Arguments.of(Op.SET, "plan:flat price", "no value follows price: write it as in 'everyone threshold 2000 from 2026-01-01'"),
        Arguments.of(
            Op.ADD,
            "plan:flat price from 2026-01-01T00:00:00Z",
            "no value follows price: write it as in 'plan:flat price 0.01/kWh from 2026-01-01'"),
        Arguments.of(Op.CLEAR, "plan:flat price 1", "'1' follows price: a clear takes no value, as in 'device:meter-1 price from 2026-01-01'"),
        Arguments.of(Op.CLEAR, "plan:flat price from", "no time follows 'from': write it as in 'device:meter-1 price from 2026-01-01'"),
        Arguments.of(Op.SET, "plan:flat price 0.25/day", "'0.25/day' is not per kWh, as in 0.31/kWh"),
        Arguments.of(Op.SET, "plan:flat price 0.1234567", "'0.1234567' has more than 6 decimal places"),
        Arguments.of(Op.SET, "plan:flat price cheap", "'cheap' is not an amount such as 0.31 or 0.31/kWh"),
        Arguments.of(Op.SET, "plan:flat price 1 from March", "not a time: March"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatIsNoChangeIsRefusedWithTheReason(Op op, String text, String why) {
    assertEquals(
        why, assertThrows(IllegalArgumentException.class, () -> ProposedText.parse(op, text, ProposedTextTest::time)).getMessage());
  }

  private static Instant time(String text) {
    if (text.equals("March")) {
      throw new IllegalArgumentException("not a time: March");
    }
    return Instant.parse(text);
  }

  @Property(tries = 500)
  void theTextOfAChangeParsesBackToIt(@ForAll("changes") LoggedChange change) {
    var parsed = ProposedText.parse(Op.valueOf(change.op()), ProposedText.text(change), Instant::parse);
    assertEquals(change.scope(), parsed.scope());
    assertEquals(change.name(), parsed.setting().word());
    assertEquals(change.value(), parsed.value());
    assertEquals(Optional.of(change.effectiveAt()), parsed.from());
  }

  @Provide
  Arbitrary<LoggedChange> changes() {
    var name = Arbitraries.of("flat", "a:b", "from", "night owls", "é", "x from y");
    var scope = Arbitraries.oneOf(Arbitraries.just("everyone"), name.map("plan:"::concat), name.map("cohort:"::concat), name.map("device:"::concat));
    var value = Arbitraries.of("1", "-5", "310000; 00:30-05:30 75000", "night from home", "from a", "0.5", "plan b");
    var time = Arbitraries.longs().between(-62_135_596_800_000L, 253_402_300_799_999L).map(Instant::ofEpochMilli);
    return Combinators.combine(scope, Arbitraries.of(Setting.class), Arbitraries.of(Op.class), value, time)
        .as(
            (one, setting, op, operand, at) ->
                new LoggedChange(
                    one, setting.word(), op.name(), op == Op.CLEAR ? "" : operand, at, Optional.empty(), Optional.empty(), new Position(at, 0, 0)));
  }
}
