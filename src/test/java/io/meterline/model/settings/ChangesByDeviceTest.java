package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.time.Known;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChangesByDeviceTest {
  private static final ChangeRules RULES = new ChangeRules(Known.NOW);

  private final ChangesByDevice packed = new ChangesByDevice();

  @Test
  void eachDeviceHasItsChangesInTheOrderInWhichTheyWereAdded() {
    var changes = IntStream.range(0, 1_000).mapToObj(i -> change(i, "m" + i * i % 7, "alert.threshold.watts", String.valueOf(i))).toList();
    changes.forEach(packed::add);
    assertEquals(1_000, packed.size());
    for (var device : List.of("m0", "m1", "m2", "m4")) {
      var own = changes.stream().filter(change -> change.scope().name().equals(device)).toList();
      assertEquals(own, packed.of(device).orElseThrow().changes(RULES));
    }
  }

  @Test
  void devicesAreGivenInTheOrderInWhichTheyWereAdded() {
    Stream.of("z", "a", "z", "m").map(device -> change(0, device, "plan", "night")).forEach(packed::add);
    var devices = new ArrayList<String>();
    packed.forEach((device, changes) -> devices.add(device + changes.changes(RULES).size()));
    assertEquals(List.of("z2", "a1", "m1"), devices);
  }

  @Test
  void aDeviceWithoutChangesHasNone() {
    packed.add(change(0, "a", "plan", "night"));
    assertEquals(Optional.empty(), packed.of("b"));
  }

  @Test
  void packedChangesThatTheRulesDoNotAcceptEndTheRunWithAMessage() {
    var bytes = new WireOutput();
    new SettingsFormats.OfLoggedChange().write(logged(0, "a", "no.such.setting", "1"), bytes);
    var changes = new PackedChanges(bytes.toBytes());
    assertThrows(MeterlineException.class, () -> changes.changes(RULES));
  }

  private static SettingsChange change(int offset, String device, String name, String value) {
    return RULES.check(logged(offset, device, name, value)).match(change -> change, rejection -> { throw new AssertionError(rejection); });
  }

  private static LoggedChange logged(int offset, String device, String name, String value) {
    var reason = Optional.of("for " + offset).filter(any -> offset % 3 == 0);
    var position = new Position(Instant.ofEpochMilli(offset), offset % 4, offset);
    return new LoggedChange("device:" + device, name, "SET", value, Instant.ofEpochMilli(-offset), Optional.of("ann"), reason, position);
  }
}
