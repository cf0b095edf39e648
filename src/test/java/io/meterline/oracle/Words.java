package io.meterline.oracle;

import static net.jqwik.api.Tuple.of;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * The content of a random settings change.
 *
 * @param scope usually one that applies to devices with readings
 * @param name usually of the catalogue
 * @param op usually one that applies to the setting
 * @param value usually one that the operation accepts
 */
record Words(String scope, String name, String op, String value) {
  private static final String PRICE = "price.micros.per.kwh";
  private static final String THRESHOLD = "alert.threshold.watts";
  private static final String SUSTAIN = "alert.sustain.minutes";
  private static final String CLEAR = "alert.clear.percent";

  /** An operation and its operand. */
  private record Act(String op, String value) {}

  static Arbitrary<String> devices() {
    return Arbitraries.frequency(of(4, "A"), of(3, "B"), of(2, "C"), of(1, "D"), of(1, "E"));
  }

  /** Any content. */
  static Arbitrary<Words> words() {
    return Arbitraries.frequencyOf(of(28, usual()), of(2, bad()), of(1, extreme()));
  }

  /** Valid content; still, an {@code ADD} may have nothing to change. */
  static Arbitrary<Words> usual() {
    return Arbitraries.frequencyOf(
        of(6, memberships()),
        of(4, zones()),
        of(6, numbers(PRICE, prices())),
        of(6, numbers(THRESHOLD, thresholds())),
        of(3, numbers(SUSTAIN, sustains())),
        of(3, numbers(CLEAR, clears())));
  }

  /** Initial settings: most devices are in one cohort, so that there is something to rank. */
  static Arbitrary<Words> founding() {
    return Arbitraries.frequencyOf(
        of(8, devices().map(device -> new Words("device:" + device, "cohort", "SET", "north"))),
        of(2, memberships()),
        of(2, Arbitraries.of("500", "100", "200").map(value -> new Words("everyone", THRESHOLD, "SET", value))),
        of(1, Arbitraries.of("150000", "10", "30").map(value -> new Words("everyone", PRICE, "SET", value))),
        of(2, usual()));
  }

  /** So few scopes and settings that many changes of a log conflict, some with nothing left to change. */
  static Arbitrary<Words> contested() {
    var scopes = Arbitraries.of("everyone", "device:A", "plan:day");
    var plans = Arbitraries.of("day", "night").map(plan -> new Act("SET", plan));
    var cohorts = Arbitraries.of("north", "south").map(cohort -> new Act("SET", cohort));
    var numbers =
        Arbitraries.frequencyOf(
            of(2, Arbitraries.of("500", "100", "0").map(value -> new Act("SET", value))),
            of(2, Arbitraries.of("100", "-100", "-400").map(value -> new Act("ADD", value))),
            of(1, Arbitraries.of("0.5", "2", "-1").map(value -> new Act("SCALE", value))));
    return Arbitraries.frequencyOf(
        of(3, combined(scopes, THRESHOLD, orClear(4, numbers))),
        of(3, combined(scopes, PRICE, orClear(4, numbers))),
        of(1, combined(Arbitraries.just("device:A"), "plan", orClear(4, plans))),
        of(1, combined(Arbitraries.just("device:A"), "cohort", orClear(4, cohorts))));
  }

  static Words home(String zone) {
    return new Words("everyone", "timezone", "SET", zone);
  }

  private static Arbitrary<String> scopes() {
    return Arbitraries.frequencyOf(
        of(4, Arbitraries.just("everyone")),
        of(3, Arbitraries.of("plan:day", "plan:night", "plan:solar")),
        of(2, Arbitraries.of("cohort:north", "cohort:south")),
        of(3, devices().map(device -> "device:" + device)));
  }

  private static Arbitrary<Words> memberships() {
    var plans = Arbitraries.of("day", "night", "solar").map(plan -> new Act("SET", plan));
    var cohorts = Arbitraries.of("north", "south").map(cohort -> new Act("SET", cohort));
    var scopes = devices().map(device -> "device:" + device);
    return Arbitraries.oneOf(
        combined(scopes, "cohort", orClear(8, cohorts)), combined(scopes, "plan", orClear(8, plans)));
  }

  private static Arbitrary<Words> zones() {
    var zones =
        Arbitraries.of(
                "Australia/Sydney",
                "Europe/Berlin",
                "America/New_York",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Asia/Kolkata",
                "Pacific/Apia",
                "Pacific/Kwajalein",
                "America/Sao_Paulo",
                "UTC",
                "+05:30")
            .map(zone -> new Act("SET", zone));
    return combined(scopes(), "timezone", orClear(8, zones));
  }

  private static Arbitrary<Words> numbers(String name, Arbitrary<Act> acts) {
    return combined(scopes(), name, orClear(10, acts));
  }

  private static Arbitrary<Act> orClear(int weight, Arbitrary<Act> acts) {
    return Arbitraries.frequencyOf(of(weight, acts), of(1, Arbitraries.just(new Act("CLEAR", ""))));
  }

  /** Prices of 10 and 30 micros with round energies give costs that end in exactly a half. */
  private static Arbitrary<Act> prices() {
    return acts(
        Arbitraries.of("150000", "10", "30", "281234", "300001", "-50000", "0", "1", "+0500000"),
        Arbitraries.of("1", "-1", "25000", "-300000"),
        Arbitraries.of("0.5", "1.1", "2", "-1", "0", "1.000001", "0.333333", "+1.5"));
  }

  private static Arbitrary<Act> thresholds() {
    return acts(
        Arbitraries.of("500", "100", "200", "400", "0", "800", "1000"),
        Arbitraries.of("100", "-100", "-500"),
        Arbitraries.of("0.5", "1.5", "0", "-1"));
  }

  private static Arbitrary<Act> sustains() {
    return acts(
        Arbitraries.of("30", "0", "15", "45", "60", "90", "31"),
        Arbitraries.of("15", "-30"),
        Arbitraries.of("2", "0.5"));
  }

  private static Arbitrary<Act> clears() {
    return acts(
        Arbitraries.of("10", "0", "25", "50", "100"),
        Arbitraries.of("25", "-50"),
        Arbitraries.of("1.5", "0.5"));
  }

  private static Arbitrary<Act> acts(Arbitrary<String> set, Arbitrary<String> add, Arbitrary<String> scale) {
    return Arbitraries.frequencyOf(
        of(6, set.map(value -> new Act("SET", value))),
        of(2, add.map(value -> new Act("ADD", value))),
        of(2, scale.map(value -> new Act("SCALE", value))));
  }

  private static Arbitrary<Words> combined(Arbitrary<String> scopes, String name, Arbitrary<Act> acts) {
    return Combinators.combine(scopes, acts).as((scope, act) -> new Words(scope, name, act.op(), act.value()));
  }

  private static Arbitrary<Words> bad() {
    return Arbitraries.of(
        new Words("everyone", "price", "SET", "1"),
        new Words("everyone", "Timezone", "SET", "UTC"),
        new Words("", PRICE, "SET", "1"),
        new Words("plan:", PRICE, "SET", "1"),
        new Words("device:", PRICE, "SET", "1"),
        new Words("Everyone", PRICE, "SET", "1"),
        new Words("everyone:", PRICE, "SET", "1"),
        new Words("planet:day", PRICE, "SET", "1"),
        new Words("plan:day", "cohort", "SET", "north"),
        new Words("everyone", "plan", "SET", "day"),
        new Words("everyone", PRICE, "set", "1"),
        new Words("everyone", PRICE, "", "1"),
        new Words("everyone", PRICE, "DELETE", ""),
        new Words("everyone", "timezone", "ADD", "1"),
        new Words("device:A", "plan", "SCALE", "2"),
        new Words("everyone", PRICE, "SET", ""),
        new Words("everyone", PRICE, "SET", "1.5"),
        new Words("everyone", PRICE, "SET", " 1"),
        new Words("everyone", PRICE, "SET", "-"),
        new Words("everyone", PRICE, "SET", "\u0661"), // A digit, but not an ASCII one.
        new Words("everyone", PRICE, "SET", "1000000000001"),
        new Words("everyone", PRICE, "SET", "-9223372036854775808"),
        new Words("everyone", PRICE, "SET", "9223372036854775808"),
        new Words("everyone", PRICE, "ADD", "-9223372036854775809"),
        new Words("everyone", PRICE, "ADD", "0.5"),
        new Words("everyone", PRICE, "SCALE", ".5"),
        new Words("everyone", PRICE, "SCALE", "1."),
        new Words("everyone", PRICE, "SCALE", "1.0000001"),
        new Words("everyone", PRICE, "SCALE", "1e3"),
        new Words("everyone", PRICE, "CLEAR", "now"),
        new Words("everyone", THRESHOLD, "SET", "-1"),
        new Words("everyone", CLEAR, "SET", "101"),
        new Words("everyone", "timezone", "SET", "Mars/Olympus"),
        new Words("everyone", "timezone", "SET", ""),
        new Words("device:A", "plan", "SET", ""));
  }

  /** Valid content at the limits. */
  private static Arbitrary<Words> extreme() {
    return Arbitraries.of(
        new Words("everyone", PRICE, "SET", "1000000000000"),
        new Words("everyone", PRICE, "SET", "-1000000000000"),
        new Words("everyone", PRICE, "ADD", "1"),
        new Words("everyone", PRICE, "ADD", "9223372036854775807"),
        new Words("everyone", PRICE, "SCALE", "123456789012345678901234567890.5"),
        new Words("everyone", THRESHOLD, "SET", "9223372036854775807"),
        new Words("everyone", SUSTAIN, "SET", "9223372036854775807"),
        new Words("everyone", THRESHOLD, "ADD", "9223372036854775807"),
        new Words("device:A:1", PRICE, "SET", "5"));
  }
}
