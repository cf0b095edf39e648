package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HidingTest {
  private static final String PRICE = "price.micros.per.kwh";

  private final List<LoggedChange> log = new ArrayList<>();

  @Test
  void everyMoreSpecificScopeWithAValueAtThatTimeHidesAChangeForEveryone() {
    add("device:m2", PRICE, "SET", "1", 10);
    add("device:m1", PRICE, "SET", "1", 10);
    add("cohort:c", PRICE, "SET", "1", 10);
    add("plan:p", PRICE, "SET", "1", 10);
    assertEquals("[cohort:c, plan:p, device:m1, device:m2]", hiding("everyone", 20));
  }

  @Test
  void otherSettingsInvalidChangesAndClearedValuesHideNothing() {
    add("plan:a", "alert.threshold.watts", "SET", "1", 10);
    add("plan:b", PRICE, "SET", "0.30", 10);
    add("plan:c", PRICE, "SET", "1", 10);
    add("plan:c", PRICE, "CLEAR", "", 15);
    assertEquals("[]", hiding("everyone", 20));
    assertEquals("[plan:c]", hiding("everyone", 12));
  }

  @Test
  void aValueThatIsSetLaterHidesAChangeThatStillHolds() {
    add("plan:a", PRICE, "SET", "1", 30);
    assertEquals("[plan:a]", hiding("everyone", 20));
    add("everyone", PRICE, "SET", "1", 25);
    assertEquals("[]", hiding("everyone", 20));
  }

  @Test
  void aPlanIsHiddenByItsOwnDevicesAlone() {
    add("device:in", "plan", "SET", "p", 10);
    add("device:in", PRICE, "SET", "1", 10);
    add("device:out", "plan", "SET", "q", 10);
    add("device:out", PRICE, "SET", "1", 10);
    add("cohort:c", PRICE, "SET", "1", 10);
    assertEquals("[device:in]", hiding("plan:p", 20));
  }

  @Test
  void aCohortIsHiddenByThePlansOfItsDevices() {
    add("device:in", "cohort", "SET", "c", 10);
    add("device:in", "plan", "SET", "p", 10);
    add("plan:p", PRICE, "SET", "1", 10);
    add("plan:q", PRICE, "SET", "1", 10);
    assertEquals("[plan:p]", hiding("cohort:c", 20));
  }

  @Test
  void nothingHidesADevice() {
    add("device:m1", PRICE, "SET", "1", 10);
    add("plan:p", PRICE, "SET", "1", 10);
    assertEquals("[]", hiding("device:m1", 20));
  }

  private String hiding(String scope, long effectiveAt) {
    return Hiding.of(change(scope, PRICE, "SET", "2", effectiveAt), log).toString();
  }

  private void add(String scope, String name, String op, String value, long effectiveAt) {
    log.add(change(scope, name, op, value, effectiveAt));
  }

  private LoggedChange change(String scope, String name, String op, String value, long effectiveAt) {
    var none = Optional.<String>empty();
    var position = new Position(Instant.ofEpochMilli(100 + log.size()), 0, log.size());
    return new LoggedChange(scope, name, op, value, Instant.ofEpochMilli(effectiveAt), none, none, position);
  }
}
