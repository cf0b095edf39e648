package io.meterline.connect.kafka.views;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.TopicReader;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.Row;
import io.meterline.model.view.StoredView;
import io.meterline.model.view.View;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A view read from its topic: the last row of each key, except for tombstones. Only the offsets of these rows are held
 * in memory, not the rows.
 */
public final class TopicView implements StoredView {
  private final KafkaCluster cluster;
  private final View view;

  /** The offset of the last row of each key, by partition, ascending. */
  private final Map<Integer, long[]> last;

  private TopicView(KafkaCluster cluster, View view, Map<Integer, long[]> last) {
    this.cluster = cluster;
    this.view = view;
    this.last = last;
  }

  /**
   * A snapshot of the view. What is published later is not included.
   *
   * @throws MeterlineException if it has no topic, or Kafka does not answer, or does not authorize it
   */
  public static TopicView of(KafkaCluster cluster, View view) {
    var keys = new HashMap<ByteBuffer, Place>();
    TopicReader.readToEnd(cluster, Topics.of(view), record -> add(record, keys));
    var offsets = new TreeMap<Integer, List<Long>>();
    keys.values().forEach(place -> offsets.computeIfAbsent(place.partition, any -> new ArrayList<>()).add(place.offset));
    var last = new TreeMap<Integer, long[]>();
    offsets.forEach((partition, some) -> last.put(partition, some.stream().mapToLong(Long::longValue).sorted().toArray()));
    return new TopicView(cluster, view, last);
  }

  private record Place(int partition, long offset) {}

  private static void add(ConsumerRecord<byte[], byte[]> record, Map<ByteBuffer, Place> keys) {
    // Other programs may have written records without a key. These count as having the same, empty key.
    var key = record.key() == null ? new byte[0] : record.key();
    if (record.value() == null) {
      keys.remove(ByteBuffer.wrap(key));
    } else {
      keys.put(ByteBuffer.wrap(key), new Place(record.partition(), record.offset()));
    }
  }

  @Override
  public View view() {
    return view;
  }

  @Override
  public long count() {
    return last.values().stream().mapToLong(offsets -> offsets.length).sum();
  }

  @Override
  public void read(Consumer<Row> rows) {
    var read = new long[1];
    TopicReader.readToEnd(
        cluster,
        Topics.of(view),
        record -> {
          if (isLast(record)) {
            read[0]++;
            rows.accept(row(record));
          }
        });
    if (read[0] != count()) {
      throw new MeterlineException(
          Topics.of(view) + ": rows were replaced while they were read; stop the run that publishes them, or try again");
    }
  }

  private boolean isLast(ConsumerRecord<byte[], byte[]> record) {
    var offsets = last.getOrDefault(record.partition(), new long[0]);
    return Arrays.binarySearch(offsets, record.offset()) >= 0;
  }

  private Row row(ConsumerRecord<byte[], byte[]> record) {
    try {
      return RowJson.read(view, record.value());
    } catch (IllegalArgumentException e) {
      throw new MeterlineException(
          record.topic() + ", partition " + record.partition() + ", offset " + record.offset() + ": " + e.getMessage(), e);
    }
  }
}
