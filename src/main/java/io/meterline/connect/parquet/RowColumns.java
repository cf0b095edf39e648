package io.meterline.connect.parquet;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Writes the values of a row, in the order of the schema's columns. */
final class RowColumns {
  private final RecordConsumer consumer;
  private final String[] names;
  private int next;

  RowColumns(RecordConsumer consumer, MessageType schema) {
    this.consumer = consumer;
    this.names = schema.getFields().stream().map(field -> field.getName()).toArray(String[]::new);
  }

  void begin() {
    next = 0;
    consumer.startMessage();
  }

  void end() {
    if (next != names.length) {
      throw new IllegalStateException(next + " values for " + names.length + " columns");
    }
    consumer.endMessage();
  }

  RowColumns text(String value) {
    start();
    consumer.addBinary(Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8)));
    return done();
  }

  RowColumns text(Optional<String> value) {
    if (value.isPresent()) {
      return text(value.get());
    }
    return nothing();
  }

  RowColumns bytes(byte[] value) {
    start();
    consumer.addBinary(Binary.fromConstantByteArray(value));
    return done();
  }

  RowColumns time(Instant value) {
    return number(value.toEpochMilli());
  }

  RowColumns number(long value) {
    start();
    consumer.addLong(value);
    return done();
  }

  RowColumns number(int value) {
    start();
    consumer.addInteger(value);
    return done();
  }

  /** Writes no value to the next column, which must be optional. */
  RowColumns nothing() {
    next++;
    return this;
  }

  private void start() {
    consumer.startField(names[next], next);
  }

  private RowColumns done() {
    consumer.endField(names[next], next);
    next++;
    return this;
  }
}
