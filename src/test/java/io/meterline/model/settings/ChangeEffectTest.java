package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeEffectTest {
  private final List<LoggedChange> log = new ArrayList<>();

  @Test
  void aChangeOverridesWhatIsEffectiveBeforeItAndNotWhatIsEffectiveLaterInAnyOrderOfLogging() {
    add("everyone", "SET", "100", 10);
    add("everyone", "SET", "300", 30);
    add("everyone", "SET", "200", 15);
    var effect = ChangeEffect.of(change("everyone", "SET", "250", 20), log);
    assertEquals("Optional[200]", effect.overrides().map(LoggedChange::value).toString());
    assertEquals("Optional[300]", effect.overriddenBy().map(LoggedChange::value).toString());
    assertEquals(List.of(), effect.relative());
  }

  @Test
  void relativeChangesUpToTheNextSetOrClearModifyItsValue() {
    add("everyone", "ADD", "1", 25);
    add("everyone", "ADD", "2", 15);
    add("everyone", "SCALE", "3", 24);
    add("everyone", "CLEAR", "", 30);
    add("everyone", "ADD", "4", 35);
    var effect = ChangeEffect.of(change("everyone", "SET", "250", 20), log);
    assertEquals(List.of("3", "1"), effect.relative().stream().map(LoggedChange::value).toList());
    assertEquals("Optional[CLEAR]", effect.overriddenBy().map(LoggedChange::op).toString());
    assertEquals(Optional.empty(), effect.overrides());
  }

  @Test
  void otherScopesAndInvalidChangesAreIgnored() {
    add("plan:a", "SET", "1", 30);
    add("everyone", "SET", "x", 30);
    assertEquals(
        new ChangeEffect(Optional.empty(), Optional.empty(), List.of()),
        ChangeEffect.of(change("everyone", "SET", "250", 20), log));
  }

  @Test
  void aChangeIsNotItsOwnPredecessor() {
    var change = change("everyone", "SET", "250", 20);
    log.add(change);
    assertEquals(Optional.empty(), ChangeEffect.of(change, log).overrides());
  }

  @Test
  void anInvalidChangeIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> ChangeEffect.of(change("everyone", "SET", "x", 20), log));
  }

  private void add(String scope, String op, String value, long effectiveAt) {
    log.add(change(scope, op, value, effectiveAt));
  }

  private LoggedChange change(String scope, String op, String value, long effectiveAt) {
    var none = Optional.<String>empty();
    var position = new Position(Instant.ofEpochMilli(100 + log.size()), 0, log.size());
    return new LoggedChange(
        scope, "price.micros.per.kwh", op, value, Instant.ofEpochMilli(effectiveAt), none, none, position);
  }
}
