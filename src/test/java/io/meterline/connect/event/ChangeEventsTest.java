package io.meterline.connect.event;

import static io.meterline.connect.event.Bytes.POSITION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Reading;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeEventsTest {
  /**
   * Bytes in Kafka are permanent. If this fails, a schema in use was changed, and existing events can no longer be
   * read.
   */
  private static final String FROZEN = 
      "c30143c73bb9d2ab9aa512706c616e3a666c61742870726963652e6d6963726f732e7065722e6b7768065345540c33303030303080a4bf"
          + "8ec1630214c3846e6e6520f09f998200";

  private static final LoggedChange CHANGE =
      new LoggedChange(
          "plan:flat",
          "price.micros.per.kwh",
          "SET",
          "300000",
          Instant.parse("2024-03-04T10:00:00Z"),
          Optional.of("Änne 🙂"),
          Optional.empty(),
          POSITION);

  private final ChangeEvents events = new ChangeEvents();

  @Provide
  Arbitrary<LoggedChange> changes() {
    var times = Arbitraries.longs().map(Instant::ofEpochMilli);
    var texts = Bytes.texts();
    return Combinators.combine(texts, texts, texts, texts, times, texts.optional(), texts.optional())
        .as(
            (scope, name, op, value, effectiveAt, author, reason) ->
                new LoggedChange(scope, name, op, value, effectiveAt, author, reason, POSITION));
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Bytes.bytes(Bytes.parse(FROZEN));
  }

  @Test
  void theEncodingNeverChanges() {
    assertEquals(FROZEN, Bytes.hex(events.encode(CHANGE)));
    assertEquals(CHANGE, Bytes.event(events.decode(Bytes.parse(FROZEN), POSITION)));
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll("changes") LoggedChange change) {
    assertEquals(change, Bytes.event(events.decode(events.encode(change), POSITION)));
  }

  @Property(tries = 5000)
  void arbitraryBytesNeverThrow(@ForAll("bytes") byte[] bytes) {
    if (events.decode(bytes, POSITION) instanceof Decoded.Malformed<LoggedChange> malformed) {
      assertTrue(Bytes.detail(Kind.SETTING, bytes, malformed).length() > 5);
    }
  }

  @Test
  void aFlippedBitNeverThrows() {
    for (var bit = 0; bit < Bytes.parse(FROZEN).length * 8; bit++) {
      var bytes = Bytes.parse(FROZEN);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      var decoded = events.decode(bytes, POSITION);
      if (bit < 80) {
        Bytes.detail(Kind.SETTING, bytes, decoded);
      }
    }
  }

  @Test
  void aTruncatedEventIsMalformed() {
    var whole = Bytes.parse(FROZEN);
    for (var length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      Bytes.detail(Kind.SETTING, cut, events.decode(cut, POSITION));
    }
  }

  @Test
  void aReadingAmongTheChangesIsMalformed() {
    var reading = new ReadingEvents().encode("m1", new Reading(0, 60, 1));
    assertEquals("the fingerprint of its Avro schema, 034db2d2b37851d5, is not known", detail(reading));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'scope':'plan:flat','name':'price.micros.per.kwh','op':'SET','value':'300000','effective_at':'2024-03-04T10:00:00Z','author':'Änne 🙂','reason':null}",
        "{'scope':'plan:flat','name':'price.micros.per.kwh','op':'SET','value':'300000','effective_at':1709546400000,'author':'\\u00c4nne \\ud83d\\ude42'}"
      })
  void aChangeWrittenByHandIsRead(String json) {
    assertEquals(CHANGE, Bytes.event(events.decode(Bytes.json(json), POSITION)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'scope':'everyone','name':'n','op':'CLEAR','effective_at':1}|value is missing",
        "{'scope':'everyone','name':'n','op':'SET','value':5,'effective_at':1}|value is the number 5, must be a string",
        "{'scope':'everyone','name':'n','op':'SET','value':'5','effective_at':''}|effective_at is '', not a time such as 2013-01-01T00:00:00Z",
        "{'scope':'everyone','name':'n','op':'SET','value':'5','effective_at':1,'reason':5}|reason is the number 5, must be a string",
        "{'scope':'everyone','at':1}|'at' is not one of scope, name, op, value, effective_at, author, reason",
      })
  void theProblemWithAChangeWrittenByHandIsReported(String json, String detail) {
    assertEquals(detail, detail(Bytes.json(json)));
  }

  private String detail(byte[] bytes) {
    return Bytes.detail(Kind.SETTING, bytes, events.decode(bytes, POSITION));
  }
}
