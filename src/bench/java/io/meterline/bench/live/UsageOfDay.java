package io.meterline.bench.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a device used on a day: the columns of a row of usage that all contenders compute.
 *
 * @param device the device
 * @param date the day, UTC
 * @param milliwattHours energy
 * @param costMicros cost in millionths of the currency unit; empty if a reading has no price
 * @param readings how many
 * @param peakWatts highest mean power of a reading, rounded down
 */
record UsageOfDay(
    String device, LocalDate date, long milliwattHours, Optional<Long> costMicros, long readings, long peakWatts) {
  private static final JsonFactory JSON = new JsonFactory();

  /** What rows that replace each other have in common. */
  record Key(String device, LocalDate date) {}

  Key key() {
    return new Key(device, date);
  }

  /** As a record's value, in UTF-8. */
  byte[] json() {
    var bytes = new ByteArrayOutputStream(160);
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("device", device);
      json.writeStringField("date", date.toString());
      json.writeNumberField("milliwatt_hours", milliwattHours);
      if (costMicros.isPresent()) {
        json.writeNumberField("cost_micros", costMicros.get());
      }
      json.writeNumberField("readings", readings);
      json.writeNumberField("peak_watts", peakWatts);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads a record's value, that of Meterline too: other fields do not count. */
  static UsageOfDay read(byte[] value) {
    var numbers = new HashMap<String, Long>();
    var texts = new HashMap<String, String>();
    try (var json = JSON.createParser(value)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        switch (json.nextToken()) {
          case VALUE_NUMBER_INT -> numbers.put(name, json.getLongValue());
          case VALUE_STRING -> texts.put(name, json.getText());
          default -> json.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new UsageOfDay(
        texts.get("device"),
        LocalDate.parse(texts.get("date")),
        number(numbers, "milliwatt_hours"),
        Optional.ofNullable(numbers.get("cost_micros")),
        number(numbers, "readings"),
        number(numbers, "peak_watts"));
  }

  private static long number(Map<String, Long> numbers, String name) {
    return Optional.ofNullable(numbers.get(name)).orElseThrow(() -> new IllegalArgumentException("a row without " + name));
  }
}
