package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.ChangeRules.Checked;
import io.meterline.model.time.Known;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The fold under {@code known=then}, and the size of its state. Other tests compare its values with the oracle. */
class FoldTest {
  private static final ChangeRules RULES = new ChangeRules(Known.THEN);
  private static final long END = 40;

  private long offset;

  /** An operation, its operand, and when it is effective and logged. */
  private record Edit(String op, String value, long effectiveAt, long loggedAt) {}

  /** The outcomes that a fold reported, and its steps. */
  private record FoldResult(List<String> outcomes, List<Step> steps) {}

  @Provide
  Arbitrary<List<Edit>> edits() {
    var acts =
        Arbitraries.of(
            List.of("SET", "9"), List.of("SET", "2"), List.of("ADD", "5"), List.of("ADD", "-6"), List.of("SCALE", "-1"),
            List.of("CLEAR", ""));
    var times = Arbitraries.longs().between(0, END - 1);
    return Combinators.combine(acts, times, times)
        .as((act, effectiveAt, loggedAt) -> new Edit(act.get(0), act.get(1), effectiveAt, loggedAt))
        .list()
        .ofMaxSize(12);
  }

  @Property(tries = 2_000)
  void aFoldThatIsSerializedAtEveryStepGivesTheSameResult(@ForAll("edits") List<Edit> edits) {
    var changes = edits.stream().map(this::change).toList();
    assertEquals(fold(changes, fold -> fold), fold(changes, FoldTest::throughBytes));
  }

  @Property(tries = 1_000)
  void aFoldKeepsOnlyTheChangesFromTheLastSetOrClearOn(@ForAll("edits") List<Edit> edits) {
    var fold = new Fold();
    edits.forEach(edit -> fold.add(change(edit)));
    fold.advance(END, rejection -> {});
    fold.forgetBefore(END);
    var kept = fold.chains();
    for (var i = 0; i < kept.size(); i++) {
      assertEquals(i > 0, kept.get(i).operation() instanceof Operation.Relative, kept::toString);
    }
    assertEquals(List.of(), List.copyOf(fold.pending()));
    assertEquals(List.of(), List.copyOf(fold.past()));
  }

  @Example
  void stateDoesNotGrowWithAnEndlessStreamOfCorrections() {
    var fold = new Fold();
    var before = 0;
    for (var day = 10; day < 3_000; day++) {
      fold.add(change(new Edit("SET", "7", day, day)));
      fold.add(change(new Edit("SET", "8", day - 9, day)));
      fold.add(change(new Edit("ADD", "1", day - 5, day)));
      fold.add(change(new Edit("CLEAR", "", day - 7, day)));
      fold.advance(day + 1, rejection -> {});
      fold.forgetBefore(day + 1);
      assertEquals(Optional.of(new Value.Whole(7)), fold.chain(Scope.EVERYONE, Setting.ALERT_THRESHOLD).get(0).value());
      if (day == 1_000) {
        before = bytes(fold).length;
      }
    }
    assertTrue(bytes(fold).length <= before + 2, () -> bytes(fold).length + " bytes");
  }

  @Example
  void aLateChangeTakesEffectFromTheTimeThatTheFoldHasReached() {
    var fold = new Fold();
    fold.add(change(new Edit("SET", "10", 0, 0)));
    fold.advance(20, rejection -> {});
    var late = change(new Edit("SET", "30", 12, 12));
    assertTrue(fold.isLate(late));
    assertFalse(fold.isLate(change(new Edit("SET", "30", 20, 20))));
    assertEquals(Optional.empty(), fold.add(late));
    assertEquals(List.of("0 10", "20 30"), steps(fold.timeline(0, 30, rejection -> {})));
  }

  @Example
  void aLateChangeKeepsItsPositionInFoldOrder() {
    var fold = new Fold();
    fold.add(change(new Edit("SET", "10", 0, 0)));
    fold.add(change(new Edit("SET", "40", 15, 15)));
    fold.advance(20, rejection -> {});
    assertEquals(Optional.empty(), fold.add(change(new Edit("SET", "30", 12, 12))));
    assertEquals(List.of("0 10", "15 40"), steps(fold.timeline(0, 30, rejection -> {})));
    var rejected = fold.add(change(new Edit("ADD", "-41", 16, 16)));
    assertEquals(Optional.of(Reason.OUT_OF_BOUNDS), rejected.map(Rejection::reason));
  }

  private static List<String> steps(Timeline timeline) {
    return timeline.steps().stream()
        .map(step -> step.from() + " " + step.value().map(Value::toString).orElse("none"))
        .toList();
  }

  /** How the state of a fold is carried from one advance to the next. */
  private interface Carry {
    Fold apply(Fold fold);
  }

  private static FoldResult fold(List<SettingsChange> changes, Carry carry) {
    var outcomes = new ArrayList<String>();
    var fold = new Fold();
    changes.forEach(fold::add);
    for (var at = 1; at <= END; at++) {
      fold = carry.apply(fold);
      fold.advance(at, listener(outcomes));
    }
    return new FoldResult(outcomes, fold.timeline(0, END, rejection -> {}).steps());
  }

  private static Fold.Listener listener(List<String> outcomes) {
    return new Fold.Listener() {
      @Override
      public void used(SettingsChange change, Optional<Value> value) {
        outcomes.add(change.logged() + " left " + value);
      }

      @Override
      public void overridden(SettingsChange change, SettingsChange by) {
        outcomes.add(change.logged() + " overridden by " + by.logged());
      }

      @Override
      public void rejected(Rejection rejection) {
        outcomes.add(rejection.toString());
      }
    };
  }

  private SettingsChange change(Edit edit) {
    var position = new Position(Instant.ofEpochMilli(edit.loggedAt), 0, offset++);
    var effectiveAt = Instant.ofEpochMilli(edit.effectiveAt);
    var none = Optional.<String>empty();
    var logged = new LoggedChange("everyone", "alert.threshold.watts", edit.op, edit.value, effectiveAt, none, none, position);
    return ((Checked.Accepted) RULES.check(logged)).change();
  }

  private static Fold throughBytes(Fold fold) {
    return new SettingsFormats.OfFold(RULES).read(new WireInput(bytes(fold)));
  }

  private static byte[] bytes(Fold fold) {
    var out = new WireOutput();
    new SettingsFormats.OfFold(RULES).write(fold, out);
    return out.toBytes();
  }
}
