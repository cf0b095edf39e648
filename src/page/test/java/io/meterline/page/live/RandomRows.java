package io.meterline.page.live;

import io.meterline.connect.kafka.views.RowJson;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.Column;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Random rows and tombstones of few keys in every view, and what is left of them. */
final class RandomRows {
  private static final List<String> TEXTS = List.of("", "m1", "a'b\"c", "é\u0000ü", "Europe/Paris");
  private static final int KEYS = 4;
  private static final List<LocalDate> DATES =
      Stream.of("0001-01-01", "1969-12-31", "2024-02-29", "9999-12-31").map(LocalDate::parse).toList();
  private static final List<Instant> TIMES =
      Stream.of("0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "2026-03-29T01:00:00.001Z", "9999-12-31T23:59:59.999Z")
          .map(Instant::parse)
          .toList();

  private final Random random;

  /** The last row of each key, by view and key. */
  private final Map<String, Row> last = new TreeMap<>();

  RandomRows(long seed) {
    this.random = new Random(seed);
  }

  /** Publishes some. */
  void publish(Publisher publisher, int count) {
    for (var i = 0; i < count; i++) {
      var views = Analyses.standard().views();
      var row = row(views.get(random.nextInt(views.size())));
      var key = row.view().name() + new String(RowJson.key(row), StandardCharsets.UTF_8);
      if (random.nextInt(4) == 0) {
        publisher.deleted(row);
        last.remove(key);
      } else {
        publisher.row(row);
        last.put(key, row);
      }
    }
    publisher.flush();
  }

  /** The last row of each key of a view. */
  List<Row> left(View view) {
    return last.values().stream().filter(row -> row.view().equals(view)).toList();
  }

  private Row row(View view) {
    var keys = RowJson.keyColumns(view);
    var columns = view.columns();
    var values = Stream.iterate(0, i -> i + 1).limit(columns.size()).map(i -> value(columns.get(i), keys.contains(i))).toArray();
    return view.row(random.nextInt(9), values);
  }

  private Object value(Column column, boolean isKey) {
    if (column.presence() == Presence.OPTIONAL && random.nextInt(4) == 0) {
      return Optional.empty();
    }
    return switch (column.type()) {
      case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
      case INT -> random.nextInt(2);
      case LONG -> isKey ? (Object) (long) random.nextInt(KEYS) : (Object) random.nextLong();
      case DATE -> DATES.get(random.nextInt(KEYS));
      case TIMESTAMP -> TIMES.get(random.nextInt(KEYS));
      case LONGS -> random.longs(random.nextInt(3)).boxed().toList();
      case BYTES -> throw new IllegalArgumentException("no view has bytes");
    };
  }
}
