package io.meterline.bench.live;

import io.meterline.model.log.Reading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.VersionedKeyValueStore;

/** Adds up the days of the devices of a partition, and gives the rows that changed once a window. */
final class DayProcessor implements Processor<String, DayProcessor.OnPlan, String, byte[]> {
  /** The store of prices by plan. */
  static final String PRICES = "prices";

  /** The store of sums by device and day. */
  static final String DAYS = "days";

  private final Set<UsageOfDay.Key> changed = new HashSet<>();
  private ProcessorContext<String, byte[]> context;
  private VersionedKeyValueStore<String, Long> prices;
  private KeyValueStore<String, DaySums> days;

  /** A reading, and the plan of its device as of its start. */
  record OnPlan(Reading reading, Optional<String> plan) {}

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    prices = context.getStateStore(PRICES);
    days = context.getStateStore(DAYS);
    context.schedule(LiveContender.WINDOW, PunctuationType.WALL_CLOCK_TIME, this::publish);
  }

  @Override
  public void process(Record<String, OnPlan> record) {
    var reading = record.value().reading();
    var date = LocalDate.ofInstant(Instant.ofEpochMilli(reading.atMillis()), ZoneOffset.UTC);
    var key = new UsageOfDay.Key(record.key(), date);
    var sums = Optional.ofNullable(days.get(name(key))).orElseGet(DaySums::new);
    sums.add(reading, price(record.value().plan(), reading.atMillis()));
    days.put(name(key), sums);
    changed.add(key);
  }

  private OptionalLong price(Optional<String> plan, long at) {
    var version = plan.map(name -> prices.get(name, at));
    return version.isPresent() ? OptionalLong.of(version.get().value()) : OptionalLong.empty();
  }

  private void publish(long now) {
    for (var key : changed) {
      var row = days.get(name(key)).row(key.device(), key.date());
      context.forward(new Record<>(name(key), row.json(), now));
    }
    changed.clear();
  }

  private static String name(UsageOfDay.Key key) {
    return key.device() + ' ' + key.date();
  }
}
