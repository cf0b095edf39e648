package io.meterline.page.live;

import io.meterline.connect.kafka.views.RowJson;
import io.meterline.model.time.Times;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record of a view's topic says: a row under its key, or that there is no row of this key.
 *
 * @param key the values of the key's columns, see {@link RowJson#keyColumns}
 * @param row the row; empty if it was deleted
 */
record Change(View view, List<Optional<Object>> key, Optional<Row> row) {
  /**
   * Decodes a record.
   *
   * @throws IllegalArgumentException if it is not one of the view; the message says why
   */
  static Change of(View view, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      throw new IllegalArgumentException("the record has no key");
    }
    var key = RowJson.readKey(view, record.key());
    key.forEach(value -> value.ifPresent(Change::check));
    if (record.value() == null) {
      return new Change(view, key, Optional.empty());
    }
    var row = RowJson.read(view, record.value());
    for (var column = 0; column < view.columns().size(); column++) {
      row.find(column).ifPresent(Change::check);
    }
    if (!RowJson.keyColumns(view).stream().map(row::find).toList().equals(key)) {
      throw new IllegalArgumentException("the key of the record is not that of its row");
    }
    return new Change(view, key, Optional.of(row));
  }

  /** Times of other years than events have do not fit into every column of a database. */
  private static void check(Object value) {
    var time =
        value instanceof LocalDate date
            ? Optional.of(date.atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC))
            : value instanceof Instant instant ? Optional.of(instant) : Optional.<Instant>empty();
    if (time.filter(one -> !isSupported(one)).isPresent()) {
      throw new IllegalArgumentException(value + " is not within the years 0001 to 9999");
    }
  }

  private static boolean isSupported(Instant time) {
    return time.isAfter(Instant.ofEpochMilli(Long.MIN_VALUE))
        && time.isBefore(Instant.ofEpochMilli(Long.MAX_VALUE))
        && Times.isSupported(time.toEpochMilli());
  }

  /** The value of a column of the key, empty if the key does not have it. */
  Optional<Object> keyValue(String column) {
    var columns = RowJson.keyColumns(view);
    for (var i = 0; i < columns.size(); i++) {
      if (view.columns().get(columns.get(i)).name().equals(column)) {
        return key.get(i);
      }
    }
    return Optional.empty();
  }

  /** What browsers are told of it. */
  FeedEvent.Rows event() {
    return new FeedEvent.Rows(
        view.name(),
        keyValue("device").map(String.class::cast),
        keyValue("date").map(LocalDate.class::cast),
        keyValue("opened_at").map(Instant.class::cast));
  }
}
