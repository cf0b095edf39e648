package io.meterline.bench;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.VersionedKeyValueStore;

/**
 * The work on the readings of a partition, which the join gives in order of time. Its rows are added to totals that all
 * partitions have in common when it ends.
 */
final class MeterProcessor implements Processor<Long, SettledReading, Void, Void> {
  /** The store of what many share. */
  static final String SHARED = "shared";

  /** The store of what a meter has come to. */
  static final String METERS = "meters";

  private final RowTotals all;
  private final CountDownLatch ended;
  private final RowTotals rows = new RowTotals();
  private VersionedKeyValueStore<String, Long> shared;
  private KeyValueStore<Long, MeterFold> meters;

  MeterProcessor(RowTotals all, CountDownLatch ended) {
    this.all = all;
    this.ended = ended;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    shared = context.getStateStore(SHARED);
    meters = context.getStateStore(METERS);
  }

  @Override
  public void process(Record<Long, SettledReading> record) {
    if (record.key() == KafkaTopics.END) {
      end();
      return;
    }
    var reading = record.value().reading();
    var own = record.value().own();
    var price = shared(KafkaTopics.price(own.plan()), reading.at());
    var threshold =
        own.threshold().isPresent() ? own.threshold() : shared(KafkaTopics.threshold(own.cohort()), reading.at());
    var fold = meters.get(record.key());
    if (fold == null) {
      fold = new MeterFold();
    }
    fold.add(reading, price.orElse(Terms.NONE), threshold.orElse(Terms.NONE), rows);
    meters.put(record.key(), fold);
  }

  private OptionalLong shared(String key, long at) {
    var version = shared.get(key, at);
    return version == null ? OptionalLong.empty() : OptionalLong.of(version.value());
  }

  private void end() {
    try (var each = meters.all()) {
      each.forEachRemaining(meter -> meter.value.end(meter.key, rows));
    }
    synchronized (all) {
      all.add(rows);
    }
    ended.countDown();
  }
}
