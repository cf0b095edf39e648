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

class PrecedenceTest {
  private final List<LoggedChange> log = new ArrayList<>();

  @Test
  void aChangeOverridesWhatIsEffectiveBeforeItAndNotWhatIsEffectiveLaterInAnyOrderOfLogging() {
    add("everyone", "SET", "100", 10);
    add("everyone", "SET", "300", 30);
    add("everyone", "SET", "200", 15);
    var precedence = Precedence.of(change("everyone", "SET", "250", 20), log);
    assertEquals("Optional[200]", precedence.overrides().map(LoggedChange::value).toString());
    assertEquals("Optional[300]", precedence.overriddenBy().map(LoggedChange::value).toString());
    assertEquals(List.of(), precedence.relative());
  }

  @Test
  void relativeChangesUpToTheNextSetOrClearModifyItsValue() {
    add("everyone", "ADD", "1", 25);
    add("everyone", "ADD", "2", 15);
    add("everyone", "SCALE", "3", 24);
    add("everyone", "CLEAR", "", 30);
    add("everyone", "ADD", "4", 35);
    var precedence = Precedence.of(change("everyone", "SET", "250", 20), log);
    assertEquals(List.of("3", "1"), precedence.relative().stream().map(LoggedChange::value).toList());
    assertEquals("Optional[CLEAR]", precedence.overriddenBy().map(LoggedChange::op).toString());
    assertEquals(Optional.empty(), precedence.overrides());
  }

  @Test
  void otherScopesAndInvalidChangesAreIgnored() {
    add("plan:a", "SET", "1", 30);
    add("everyone", "SET", "x", 30);
    assertEquals(
        new Precedence(Optional.empty(), Optional.empty(), List.of()),
        Precedence.of(change("everyone", "SET", "250", 20), log));
  }

  @Test
  void aChangeIsNotItsOwnPredecessor() {
    var change = change("everyone", "SET", "250", 20);
    log.add(change);
    assertEquals(Optional.empty(), Precedence.of(change, log).overrides());
  }

  @Test
  void anInvalidChangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Precedence.of(change("everyone", "SET", "x", 20), log));
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
