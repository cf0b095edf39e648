package io.meterline.connect.event;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.message.SchemaStore;

/**
 * Events of one kind in Avro's single-object encoding: the bytes C3 01, the fingerprint of the writer's schema, the
 * fields. Not thread-safe.
 */
final class AvroEvents {
  private static final byte[] MARK = {(byte) 0xC3, 0x01};
  private static final int HEADER = MARK.length + Long.BYTES;

  private final BinaryMessageEncoder<GenericRecord> encoder;
  private final BinaryMessageDecoder<GenericRecord> decoder;
  private final GenericRecord written;
  private final GenericRecord read;
  private final AvroFields fields;

  /**
   * The events of a schema.
   *
   * @param schema the schema to write with, and to which everything read is resolved
   * @param otherVersions earlier and later versions of it, which events may have been written with
   */
  AvroEvents(Schema schema, List<Schema> otherVersions) {
    var known = new SchemaStore.Cache();
    otherVersions.forEach(known::addSchema);
    encoder = new BinaryMessageEncoder<>(GenericData.get(), schema);
    decoder = new BinaryMessageDecoder<>(new WholeEvents(), schema, known);
    written = new GenericData.Record(schema);
    read = new GenericData.Record(schema);
    fields = new AvroFields(read);
  }

  /** Encodes an event from the values of its fields, in the order of the schema. */
  byte[] encode(Object... values) {
    for (var i = 0; i < values.length; i++) {
      written.put(i, values[i]);
    }
    try {
      var buffer = encoder.encode(written);
      var bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Decodes the fields of an event. They are valid until the next call. */
  EventFields decode(byte[] bytes) throws MalformedEvent {
    checkHeader(bytes);
    try {
      decoder.decode(new EventBytes(bytes), read);
      return fields;
    } catch (MissingSchemaException e) {
      throw new MalformedEvent("the fingerprint of its Avro schema, " + fingerprint(bytes) + ", is not known");
    } catch (IOException | RuntimeException e) {
      // Not only Avro's own exceptions: on malformed bytes Avro may also index out of bounds.
      throw new MalformedEvent("not the event that its Avro schema describes: " + problem(e));
    }
  }

  private static void checkHeader(byte[] bytes) throws MalformedEvent {
    for (var i = 0; i < Math.min(MARK.length, bytes.length); i++) {
      if (bytes[i] != MARK[i]) {
        throw new MalformedEvent("is neither in Avro's single-object encoding (C3 01) nor a JSON object");
      }
    }
    if (bytes.length < HEADER) {
      throw new MalformedEvent("ends after " + bytes.length + " bytes, within the fingerprint of its Avro schema");
    }
  }

  /** The fingerprint as in the bytes, little-endian. */
  private static String fingerprint(byte[] bytes) {
    return HexFormat.of().formatHex(bytes, MARK.length, HEADER);
  }

  private static String problem(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException) {
        return "it ends early";
      }
      if (cause instanceof IOException) {
        return cause.getMessage();
      }
    }
    return String.valueOf(thrown.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }

  /** Avro's generic data, with readers that skip over the whole event before they allocate anything. */
  private static final class WholeEvents extends GenericData {
    @Override
    public DatumReader<GenericRecord> createDatumReader(Schema writer, Schema reader) {
      return new WholeEventReader(writer, new GenericDatumReader<>(writer, reader, this));
    }
  }

  /**
   * Skips over an event once before it reads the event. Otherwise a length in malformed bytes could make Avro allocate
   * gigabytes. It also checks that no byte is left over.
   */
  private record WholeEventReader(Schema writer, GenericDatumReader<GenericRecord> reader)
      implements DatumReader<GenericRecord> {
    @Override
    public void setSchema(Schema schema) {
      reader.setSchema(schema);
    }

    @Override
    public GenericRecord read(GenericRecord reuse, Decoder in) throws IOException {
      var bytes = ((BinaryDecoder) in).inputStream();
      bytes.mark(Integer.MAX_VALUE);
      GenericDatumReader.skip(writer, in);
      checkEnd(bytes);
      bytes.reset();
      return reader.read(reuse, in);
    }

    private static void checkEnd(InputStream bytes) throws IOException {
      if (bytes.available() > 0) {
        throw new IOException("it has " + bytes.available() + " bytes after its end");
      }
    }
  }
}
