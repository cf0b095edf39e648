package io.meterline.model.settings;

import io.meterline.model.time.Zones;
import io.meterline.model.wire.WireInput;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads values. A repeated tariff, name or zone is returned as the same object. */
final class ValueReader {
  private final Map<Value, Value> tariffs = new HashMap<>();
  private final Map<String, Value> names = new HashMap<>();
  private final Map<String, Value> zones = new HashMap<>();

  /** Reads a value that may be missing. */
  Optional<Value> optional(Setting setting, WireInput in) {
    return in.readFlag() ? Optional.of(value(setting, in)) : Optional.empty();
  }

  private Value value(Setting setting, WireInput in) {
    return setting
        .type()
        .match(
            whole -> new Value.Whole(in.readSigned()),
            tariff -> tariffs.computeIfAbsent(Value.Rates.read(in), read -> read),
            () -> zones.computeIfAbsent(in.readText(), id -> new Value.Zone(Zones.stored(id))),
            () -> names.computeIfAbsent(in.readText(), Value.Name::new));
  }
}
