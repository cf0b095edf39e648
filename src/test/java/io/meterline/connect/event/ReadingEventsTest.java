package io.meterline.connect.event;

import static io.meterline.connect.event.Bytes.POSITION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingEventsTest {
  /**
   * Bytes in Kafka are permanent. If this fails, a schema in use was changed, and existing events can no longer be
   * read.
   */
  private static final String FROZEN = "c301034db2d2b37851d5106d657465722d313780a4bf8ec163901c879d4b";

  private static final LoggedReading READING =
      new LoggedReading(
          "meter-17",
          new Reading(Instant.parse("2024-03-04T10:00:00Z").toEpochMilli(), 1800, -616_260),
          POSITION);

  private final ReadingEvents events = new ReadingEvents();

  @Provide
  Arbitrary<String> texts() {
    return Bytes.texts().filter(text -> !text.isEmpty());
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Bytes.bytes(Bytes.parse(FROZEN));
  }

  @Test
  void theEncodingNeverChanges() {
    assertEquals(FROZEN, Bytes.hex(events.encode("meter-17", READING.reading())));
    assertEquals(READING, Bytes.event(events.decode(Bytes.parse(FROZEN), POSITION)));
  }

  @Property
  void whatIsWrittenIsReadBack(
      @ForAll("texts") String device, @ForAll long at, @ForAll int seconds, @ForAll long energy) {
    var reading = new Reading(at, seconds, energy);
    assertEquals(
        new LoggedReading(device, reading, POSITION),
        Bytes.event(events.decode(events.encode(device, reading), POSITION)));
  }

  @Test
  void anEventOfMoreThanAMebibyteIsMalformedAndItsRowIsSmall() {
    var bytes = events.encode("m".repeat(1 << 20), READING.reading());
    var malformed = (Decoded.Malformed<LoggedReading>) events.decode(bytes, POSITION);
    assertEquals(
        "the event is " + bytes.length + " bytes long, must be at most 1048576", malformed.rejection().detail());
    assertTrue(malformed.rejection().content().length() < 2_000);
  }

  @Property(tries = 5000)
  void arbitraryBytesNeverThrow(@ForAll("bytes") byte[] bytes) {
    if (events.decode(bytes, POSITION) instanceof Decoded.Malformed<LoggedReading> malformed) {
      assertTrue(Bytes.detail(Kind.READING, bytes, malformed).length() > 5);
    }
  }

  @Property(tries = 2000)
  void aFlippedBitNeverThrows(@ForAll @IntRange(max = 29) int at, @ForAll @IntRange(max = 7) int bit) {
    var bytes = Bytes.parse(FROZEN);
    bytes[at] ^= (byte) (1 << bit);
    var decoded = events.decode(bytes, POSITION);
    if (at < 10) {
      Bytes.detail(Kind.READING, bytes, decoded);
    }
  }

  @Test
  void aTruncatedEventIsMalformed() {
    var whole = Bytes.parse(FROZEN);
    for (var length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      Bytes.detail(Kind.READING, cut, events.decode(cut, POSITION));
    }
    assertEquals("the event has no value", detail(""));
    assertEquals("ends after 9 bytes, within the fingerprint of its Avro schema", detail(FROZEN.substring(0, 18)));
    assertEquals("not the event that its Avro schema describes: it ends early", detail(FROZEN.substring(0, 40)));
  }

  @Test
  void anEventWithTrailingBytesIsMalformed() {
    assertEquals(
        "not the event that its Avro schema describes: it has 2 bytes after its end", detail(FROZEN + "0000"));
  }

  @Test
  void aTextThatClaimsToHaveGigabytesIsMalformed() {
    assertEquals(
        "not the event that its Avro schema describes: it ends early",
        detail(FROZEN.substring(0, 20) + "feffffff0f" + "6161"));
  }

  @Test
  void aDeviceThatIsNotUtf8IsMalformed() {
    assertEquals("device is not UTF-8", detail(FROZEN.replace("6d657465", "6d65ff65")));
  }

  @Test
  void anEmptyDeviceIsMalformed() {
    assertEquals("device is empty", detail(Bytes.hex(events.encode("", READING.reading()))));
  }

  @Test
  void bytesOfAnotherFormatAreMalformed() {
    var says = "is neither in Avro's single-object encoding (C3 01) nor a JSON object";
    assertEquals(says, detail("00"));
    assertEquals(says, detail("c302" + FROZEN.substring(4)));
    assertEquals(says, detail(Bytes.hex(Bytes.json("[1]"))));
  }

  @Test
  void anEventWrittenByALaterSchemaIsReadIfThatIsGiven() throws IOException {
    var later = withOneMoreField();
    var bytes = written(later);
    assertEquals(READING, Bytes.event(new ReadingEvents(List.of(later)).decode(bytes, POSITION)));
  }

  @Test
  void anEventWrittenByAnUnknownSchemaIsMalformed() throws IOException {
    var bytes = written(withOneMoreField());
    assertEquals(
        "the fingerprint of its Avro schema, " + Bytes.hex(bytes).substring(4, 20) + ", is not known",
        detail(Bytes.hex(bytes)));
  }

  @Test
  void aTextThatClaimsToHaveGigabytesIsMalformedWithALaterSchemaToo() throws IOException {
    var later = withOneMoreField();
    var bytes = Bytes.parse(Bytes.hex(written(later)).substring(0, 20) + "feffffff0f" + "6161");
    assertEquals(
        "not the event that its Avro schema describes: it ends early",
        Bytes.detail(Kind.READING, bytes, new ReadingEvents(List.of(later)).decode(bytes, POSITION)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'device':'meter-17','at':'2024-03-04T10:00:00Z','seconds':1800,'milliwatt_hours':-616260}",
        "{'milliwatt_hours':-616260,'seconds':1800,'at':1709546400000,'device':'meter-17'}",
        "{ 'device' : 'meter-17', 'at' : '2024-03-04T11:00:00.000+01:00', 'seconds' : 1800, 'milliwatt_hours' : -616260 }\n"
      })
  void aReadingWrittenByHandIsRead(String json) {
    assertEquals(READING, Bytes.event(events.decode(Bytes.json(json), POSITION)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{}|device is missing",
        "{'device':null,'at':1,'seconds':1,'milliwatt_hours':1}|device is null",
        "{'device':7,'at':1,'seconds':1,'milliwatt_hours':1}|device is the number 7, must be a string",
        "{'device':'','at':1,'seconds':1,'milliwatt_hours':1}|device is empty",
        "{'device':'\\ud800','at':1,'seconds':1,'milliwatt_hours':1}|device has an unpaired surrogate",
        "{'device':'m','seconds':1,'milliwatt_hours':1}|at is missing",
        "{'device':'m','at':'noon','seconds':1,'milliwatt_hours':1}|at is 'noon', not a time such as 2013-01-01T00:00:00Z",
        "{'device':'m','at':'2024-03-04T10:00:00','seconds':1,'milliwatt_hours':1}|at is '2024-03-04T10:00:00', not a time such as 2013-01-01T00:00:00Z",
        "{'device':'m','at':'+999999999-01-01T00:00:00Z','seconds':1,'milliwatt_hours':1}|at is '+999999999-01-01T00:00:00Z', not a time such as 2013-01-01T00:00:00Z",
        "{'device':'m','at':'2024-03-04T10:00:00.0001Z','seconds':1,'milliwatt_hours':1}|at is '2024-03-04T10:00:00.0001Z', not a whole number of milliseconds",
        "{'device':'m','at':9223372036854775808,'seconds':1,'milliwatt_hours':1}|at is 9223372036854775808, too large for 64 bits",
        "{'device':'m','at':1,'seconds':2147483648,'milliwatt_hours':1}|seconds is 2147483648, too large for 32 bits",
        "{'device':'m','at':1,'seconds':'1','milliwatt_hours':1}|seconds is the string '1', must be a whole number",
        "{'device':'m','at':1,'seconds':1.0,'milliwatt_hours':1}|seconds is neither a string nor an integer",
        "{'device':'m','at':1,'seconds':1,'milliwatt_hours':true}|milliwatt_hours is neither a string nor an integer",
        "{'device':{'a':1},'at':1,'seconds':1,'milliwatt_hours':1}|device is neither a string nor an integer",
        "{'device':'m','at':1,'seconds':1,'kwh':1}|'kwh' is not one of device, at, seconds, milliwatt_hours",
        "{'device':'m','device':'m','at':1,'seconds':1,'milliwatt_hours':1}|device occurs twice",
        "{'device':'m','at':1,'seconds':1,'milliwatt_hours':1} {}|has content after the JSON object",
        "{'device':'m','at':1|not a JSON object: it ends early",
      })
  void theProblemWithAReadingWrittenByHandIsReported(String json, String detail) {
    assertEquals(detail, detail(Bytes.hex(Bytes.json(json))));
  }

  @Test
  void aReadingWrittenByHandThatIsNotUtf8IsMalformed() {
    assertEquals("not UTF-8", detail("7b22ff227d"));
  }

  private String detail(String hex) {
    var bytes = Bytes.parse(hex);
    return Bytes.detail(Kind.READING, bytes, events.decode(bytes, POSITION));
  }

  /** A possible later schema: another field before the others. */
  private static Schema withOneMoreField() {
    var fields = SchemaBuilder.record("Reading").namespace("io.meterline").fields();
    fields.name("phase").type().stringType().stringDefault("all");
    for (var field : ReadingEvents.SCHEMA.getFields()) {
      fields.name(field.name()).type(field.schema()).noDefault();
    }
    return fields.endRecord();
  }

  private static byte[] written(Schema schema) throws IOException {
    var reading = READING.reading();
    var event =
        new GenericRecordBuilder(schema)
            .set("device", READING.device())
            .set("at", reading.atMillis())
            .set("seconds", reading.seconds())
            .set("milliwatt_hours", reading.milliwattHours())
            .set("phase", "L1")
            .build();
    var buffer = new BinaryMessageEncoder<>(GenericData.get(), schema).encode(event);
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
