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
record ChangeContent(String scope, String name, String op, String value) {
  private static final String PRICE = "price.micros.per.kwh";
  private static final String EXPORT = "price.export.micros.per.kwh";
  private static final String STANDING = "standing.micros.per.day";
  private static final String LEAST = "compare.least.percent";
  private static final String THRESHOLD = "alert.threshold.watts";
  private static final String SUSTAIN = "alert.sustain.minutes";
  private static final String CLEAR = "alert.clear.percent";

  /** An operation and its operand. */
  private record Edit(String op, String value) {}

  static Arbitrary<String> devices() {
    return Arbitraries.frequency(of(4, "A"), of(3, "B"), of(2, "C"), of(1, "D"), of(1, "E"));
  }

  /** Any content. */
  static Arbitrary<ChangeContent> any() {
    return Arbitraries.frequencyOf(of(28, usual()), of(2, bad()), of(1, extreme()));
  }

  /** Valid content; still, an {@code ADD} may have nothing to change. */
  static Arbitrary<ChangeContent> usual() {
    return Arbitraries.frequencyOf(
        of(6, memberships()),
        of(4, zones()),
        of(6, numbers(PRICE, prices())),
        of(3, numbers(EXPORT, prices())),
        of(3, numbers(STANDING, standings())),
        of(3, combined(cohortScopes(), LEAST, orClear(8, clears()))),
        of(6, numbers(THRESHOLD, thresholds())),
        of(3, numbers(SUSTAIN, sustains())),
        of(3, numbers(CLEAR, clears())));
  }

  /** Initial settings: most devices are in one cohort, so that there is something to rank. */
  static Arbitrary<ChangeContent> founding() {
    return Arbitraries.frequencyOf(
        of(8, devices().map(device -> new ChangeContent("device:" + device, "cohort", "SET", "north"))),
        of(2, memberships()),
        of(2, Arbitraries.of("500", "100", "200").map(value -> new ChangeContent("everyone", THRESHOLD, "SET", value))),
        of(1, Arbitraries.of("150000", "10", "30").map(value -> new ChangeContent("everyone", PRICE, "SET", value))),
        of(2, usual()));
  }

  /** So few scopes and settings that many changes of a log conflict, some with nothing left to change. */
  static Arbitrary<ChangeContent> contested() {
    var scopes = Arbitraries.of("everyone", "device:A", "plan:day");
    var plans = Arbitraries.of("day", "night").map(plan -> new Edit("SET", plan));
    var cohorts = Arbitraries.of("north", "south").map(cohort -> new Edit("SET", cohort));
    var numbers =
        Arbitraries.frequencyOf(
            of(2, Arbitraries.of("500", "100", "0").map(value -> new Edit("SET", value))),
            of(2, Arbitraries.of("100", "-100", "-400").map(value -> new Edit("ADD", value))),
            of(1, Arbitraries.of("0.5", "2", "-1").map(value -> new Edit("SCALE", value))));
    return Arbitraries.frequencyOf(
        of(3, combined(scopes, THRESHOLD, orClear(4, numbers))),
        of(3, combined(scopes, PRICE, orClear(4, numbers))),
        of(1, combined(Arbitraries.just("device:A"), "plan", orClear(4, plans))),
        of(1, combined(Arbitraries.just("device:A"), "cohort", orClear(4, cohorts))));
  }

  static ChangeContent home(String zone) {
    return new ChangeContent("everyone", "timezone", "SET", zone);
  }

  private static Arbitrary<String> scopes() {
    return Arbitraries.frequencyOf(
        of(4, Arbitraries.just("everyone")),
        of(3, Arbitraries.of("plan:day", "plan:night", "plan:solar")),
        of(2, Arbitraries.of("cohort:north", "cohort:south")),
        of(3, devices().map(device -> "device:" + device)));
  }

  static Arbitrary<ChangeContent> memberships() {
    var plans = Arbitraries.of("day", "night", "solar").map(plan -> new Edit("SET", plan));
    var cohorts = Arbitraries.of("north", "south").map(cohort -> new Edit("SET", cohort));
    var scopes = devices().map(device -> "device:" + device);
    return Arbitraries.oneOf(
        combined(scopes, "cohort", orClear(8, cohorts)), combined(scopes, "plan", orClear(8, plans)));
  }

  static Arbitrary<ChangeContent> zones() {
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
            .map(zone -> new Edit("SET", zone));
    return combined(scopes(), "timezone", orClear(8, zones));
  }

  private static Arbitrary<ChangeContent> numbers(String name, Arbitrary<Edit> edits) {
    return combined(scopes(), name, orClear(10, edits));
  }

  private static Arbitrary<Edit> orClear(int weight, Arbitrary<Edit> edits) {
    return Arbitraries.frequencyOf(of(weight, edits), of(1, Arbitraries.just(new Edit("CLEAR", ""))));
  }

  /** Prices of 10 and 30 micros with round energies give costs that end in exactly a half. */
  private static Arbitrary<Edit> prices() {
    return edits(
        Arbitraries.frequencyOf(
            of(2, Arbitraries.of("150000", "10", "30", "281234", "300001", "-50000", "0", "1", "+0500000")), of(1, tariffs())),
        Arbitraries.of("1", "-1", "25000", "-300000"),
        Arbitraries.of("0.5", "1.1", "2", "-1", "0", "1.000001", "0.333333", "+1.5"));
  }

  /** Spans that meet at midnight, go over it, overlap, and fall into hours that clocks skip or repeat. */
  private static Arbitrary<String> tariffs() {
    var days = Arbitraries.of("", "", "Mo-Fr ", "Sa,Su ", "Su ", "Fr-Mo ", "Tu,Mo ");
    var times =
        Arbitraries.of(
            "00:30-05:30", "16:00-19:00", "22:00-06:00", "00:00-24:00", "23:00-00:00", "02:00-03:00", "00:00-00:01", "12:30-12:00");
    var rates = Arbitraries.of("75000", "420000", "-10", "30", "0", "+01");
    var entries = Combinators.combine(days, times, rates).as((day, time, rate) -> day + time + " " + rate);
    return Combinators.combine(Arbitraries.of("310000", "10", "-5"), entries.list().ofMinSize(1).ofMaxSize(3))
        .as((base, list) -> base + "; " + String.join("; ", list));
  }

  private static Arbitrary<Edit> standings() {
    return edits(Arbitraries.of("500000", "0", "-1"), Arbitraries.of("1", "-500000"), Arbitraries.of("1.5", "0"));
  }

  private static Arbitrary<String> cohortScopes() {
    return Arbitraries.of("everyone", "cohort:north", "cohort:south");
  }

  private static Arbitrary<Edit> thresholds() {
    return edits(
        Arbitraries.of("500", "100", "200", "400", "0", "800", "1000"),
        Arbitraries.of("100", "-100", "-500"),
        Arbitraries.of("0.5", "1.5", "0", "-1"));
  }

  private static Arbitrary<Edit> sustains() {
    return edits(
        Arbitraries.of("30", "0", "15", "45", "60", "90", "31"),
        Arbitraries.of("15", "-30"),
        Arbitraries.of("2", "0.5"));
  }

  private static Arbitrary<Edit> clears() {
    return edits(
        Arbitraries.of("10", "0", "25", "50", "100"),
        Arbitraries.of("25", "-50"),
        Arbitraries.of("1.5", "0.5"));
  }

  private static Arbitrary<Edit> edits(Arbitrary<String> set, Arbitrary<String> add, Arbitrary<String> scale) {
    return Arbitraries.frequencyOf(
        of(6, set.map(value -> new Edit("SET", value))),
        of(2, add.map(value -> new Edit("ADD", value))),
        of(2, scale.map(value -> new Edit("SCALE", value))));
  }

  private static Arbitrary<ChangeContent> combined(Arbitrary<String> scopes, String name, Arbitrary<Edit> edits) {
    return Combinators.combine(scopes, edits).as((scope, edit) -> new ChangeContent(scope, name, edit.op(), edit.value()));
  }

  private static Arbitrary<ChangeContent> bad() {
    return Arbitraries.of(
        new ChangeContent("everyone", "price", "SET", "1"),
        new ChangeContent("everyone", "Timezone", "SET", "UTC"),
        new ChangeContent("", PRICE, "SET", "1"),
        new ChangeContent("plan:", PRICE, "SET", "1"),
        new ChangeContent("device:", PRICE, "SET", "1"),
        new ChangeContent("Everyone", PRICE, "SET", "1"),
        new ChangeContent("everyone:", PRICE, "SET", "1"),
        new ChangeContent("planet:day", PRICE, "SET", "1"),
        new ChangeContent("plan:day", "cohort", "SET", "north"),
        new ChangeContent("everyone", "plan", "SET", "day"),
        new ChangeContent("everyone", PRICE, "set", "1"),
        new ChangeContent("everyone", PRICE, "", "1"),
        new ChangeContent("everyone", PRICE, "DELETE", ""),
        new ChangeContent("everyone", PRICE, "SET", "1; 00:30-05:30"),
        new ChangeContent("everyone", PRICE, "SET", "1; 05:30-05:30 2"),
        new ChangeContent("everyone", PRICE, "SET", "1; 24:00-05:30 2"),
        new ChangeContent("everyone", PRICE, "SET", "1; 00:30-24:01 2"),
        new ChangeContent("everyone", PRICE, "SET", "1; 00:60-02:00 2"),
        new ChangeContent("everyone", PRICE, "SET", "1; Mon 00:30-02:00 2"),
        new ChangeContent("everyone", PRICE, "SET", "1; Mo-Tu-We 00:30-02:00 2"),
        new ChangeContent("everyone", PRICE, "SET", "1; 00:30-02:00 1000000000001"),
        new ChangeContent("everyone", PRICE, "SET", "1; 00:30-02:00 2;"),
        new ChangeContent("everyone", PRICE, "SET", "00:30-02:00 2"),
        new ChangeContent("everyone", PRICE, "ADD", "1; 00:30-02:00 2"),
        new ChangeContent("device:A", LEAST, "SET", "50"),
        new ChangeContent("plan:day", LEAST, "SET", "50"),
        new ChangeContent("everyone", "timezone", "ADD", "1"),
        new ChangeContent("device:A", "plan", "SCALE", "2"),
        new ChangeContent("everyone", PRICE, "SET", ""),
        new ChangeContent("everyone", PRICE, "SET", "1.5"),
        new ChangeContent("everyone", PRICE, "SET", " 1"),
        new ChangeContent("everyone", PRICE, "SET", "-"),
        new ChangeContent("everyone", PRICE, "SET", "\u0661"), // A digit, but not an ASCII one.
        new ChangeContent("everyone", PRICE, "SET", "1000000000001"),
        new ChangeContent("everyone", PRICE, "SET", "-9223372036854775808"),
        new ChangeContent("everyone", PRICE, "SET", "9223372036854775808"),
        new ChangeContent("everyone", PRICE, "ADD", "-9223372036854775809"),
        new ChangeContent("everyone", PRICE, "ADD", "0.5"),
        new ChangeContent("everyone", PRICE, "SCALE", ".5"),
        new ChangeContent("everyone", PRICE, "SCALE", "1."),
        new ChangeContent("everyone", PRICE, "SCALE", "1.0000001"),
        new ChangeContent("everyone", PRICE, "SCALE", "1e3"),
        new ChangeContent("everyone", PRICE, "CLEAR", "now"),
        new ChangeContent("everyone", THRESHOLD, "SET", "-1"),
        new ChangeContent("everyone", CLEAR, "SET", "101"),
        new ChangeContent("everyone", "timezone", "SET", "Mars/Olympus"),
        new ChangeContent("everyone", "timezone", "SET", ""),
        new ChangeContent("device:A", "plan", "SET", ""));
  }

  /** Valid content at the limits. */
  private static Arbitrary<ChangeContent> extreme() {
    return Arbitraries.of(
        new ChangeContent("everyone", PRICE, "SET", "1000000000000"),
        new ChangeContent("everyone", PRICE, "SET", "-1000000000000"),
        new ChangeContent("everyone", PRICE, "ADD", "1"),
        new ChangeContent("everyone", PRICE, "ADD", "9223372036854775807"),
        new ChangeContent("everyone", PRICE, "SCALE", "123456789012345678901234567890.5"),
        new ChangeContent("everyone", STANDING, "SET", "9223372036854775807"),
        new ChangeContent("everyone", STANDING, "SCALE", "-2"),
        new ChangeContent("everyone", THRESHOLD, "SET", "9223372036854775807"),
        new ChangeContent("everyone", SUSTAIN, "SET", "9223372036854775807"),
        new ChangeContent("everyone", THRESHOLD, "ADD", "9223372036854775807"),
        new ChangeContent("device:A:1", PRICE, "SET", "5"));
  }
}
