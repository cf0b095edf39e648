package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.ChangeRules.Checked;
import io.meterline.model.time.Known;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** State with a time zone of another Java version, which this one does not know. */
class OtherJavaTest {
  private static final ChangeRules RULES = new ChangeRules(Known.THEN);

  @Test
  void aChangeToAZoneThatThisJavaDoesNotKnowStopsTheRunInOneLine() {
    var fold = new Fold();
    fold.add(toParis());
    var out = new WireOutput();
    new SettingsFormats.OfFold(RULES).write(fold, out);
    var stop = assertThrows(MeterlineException.class, () -> new SettingsFormats.OfFold(RULES).read(inAnotherZone(out)));
    assertTrue(stop.getMessage().contains("'Europe/Pariz' is not a time zone; run every process on the same Java version"), stop.getMessage());
    assertEquals(1, stop.getMessage().lines().count());
  }

  @Test
  void aValueInAZoneThatThisJavaDoesNotKnowStopsTheRunInOneLine() {
    var fold = new Fold();
    fold.add(toParis());
    var out = new WireOutput();
    new SettingsFormats.OfTimeline().write(fold.timeline(0, 10, rejection -> {}), out);
    var stop = assertThrows(MeterlineException.class, () -> new SettingsFormats.OfTimeline().read(inAnotherZone(out)));
    assertTrue(stop.getMessage().startsWith("the state of this run has the time zone 'Europe/Pariz', which Java "), stop.getMessage());
  }

  private static SettingsChange toParis() {
    var none = Optional.<String>empty();
    var position = new Position(Instant.EPOCH, 0, 0);
    var logged = new LoggedChange("everyone", "timezone", "SET", "Europe/Paris", Instant.EPOCH, none, none, position);
    return ((Checked.Accepted) RULES.check(logged)).change();
  }

  private static WireInput inAnotherZone(WireOutput out) {
    var text = new String(out.toBytes(), StandardCharsets.ISO_8859_1).replace("Europe/Paris", "Europe/Pariz");
    return new WireInput(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
