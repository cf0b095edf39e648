package io.meterline.connect.kafka.log;

import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.pipeline.Counters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/** The unbounded reader of a partition of the log. */
public final class LiveReader extends UnboundedSource.UnboundedReader<RawEvents> {
  /** Long enough to keep runners from busy polling, short enough not to delay other readers. */
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(5);

  private static final Duration END_CHECK_INTERVAL = Duration.ofMillis(50);
  private static final Duration TOPIC_CHECK_INTERVAL = Duration.ofSeconds(2);
  private static final int CHECKS_TO_CONFIRM = 3;

  private final LiveSource source;
  private final InstantSource clock;
  private final PartitionEvents partition;
  private final PartitionWatermark watermark;
  private final String rules;
  private final Throttle ends = new Throttle(END_CHECK_INTERVAL);
  private final Throttle topics = new Throttle(TOPIC_CHECK_INTERVAL);
  private long next;
  private long emitted;
  private long emittedBytes;
  private volatile long backlogBytes = BACKLOG_UNKNOWN;
  private int advances;
  private int differingChecks;
  private Optional<RawEvents> current = Optional.empty();
  private Instant time = BoundedWindow.TIMESTAMP_MIN_VALUE;

  LiveReader(LiveSource source, int partition, PartitionMark mark, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    this.partition = new PartitionEvents(source.cluster(), source.archived(), source.kind(), partition, mark.next(), source.gather());
    this.watermark = new PartitionWatermark(source.waitTime().toMillis(), source.slack().toMillis(), mark.promised());
    this.next = mark.next();
    this.rules = mark.rules();
  }

  /** Returns no batch yet: see {@link #getWatermark}. */
  @Override
  public boolean start() {
    return false;
  }

  @Override
  public boolean advance() {
    advances++;
    if (topics.isDue()) {
      checkPartitions();
    }
    current = partition.next(POLL_TIMEOUT);
    current.ifPresentOrElse(this::emit, this::checkEnd);
    return current.isPresent();
  }

  private void emit(RawEvents events) {
    // A batch behind the watermark gets the watermark as its timestamp. Late readings correct what was published; late
    // changes take effect from that timestamp.
    time = beam(watermark.timestampOf(events.loggedAt(0)));
    for (var i = 0; i < events.size(); i++) {
      watermark.emitted(events.loggedAt(i));
      emittedBytes += events.value(i).length;
    }
    emitted += events.size();
    next = events.offset(events.size() - 1) + 1;
    report();
  }

  private void checkEnd() {
    if (partition.isGathering() || !ends.isDue()) {
      return;
    }
    // The clock is read before the broker is asked, so that the end covers everything logged by that time.
    var before = clock.millis();
    var end = partition.end();
    if (end.isPresent() && partition.isAt(end.getAsLong())) {
      watermark.caughtUp(before);
      // The last offsets may have no event, and are no gap if Kafka deletes them.
      next = Math.max(next, end.getAsLong());
    }
    report();
  }

  private void checkPartitions() {
    var found = partition.partitions();
    var differs = found.isPresent() && found.get() != source.partitions();
    differingChecks = differs ? differingChecks + 1 : 0;
    // Several times in a row, as a broker that has just started may not have the metadata yet.
    if (differingChecks >= CHECKS_TO_CONFIRM) {
      var topic = Topics.of(source.kind());
      var what =
          found.get() == 0
              ? topic + ": the topic no longer exists, and with it the log is gone"
              : topic + " has " + found.get() + " partitions, and had " + source.partitions() + " when the run began";
      throw new MeterlineException(what + "; start over without the checkpoint");
    }
  }

  private void report() {
    partition.backlog().ifPresent(this::reportBacklog);
    if (watermark.promised() != PartitionWatermark.UNKNOWN) {
      Counters.watermarkLag(partition.toString()).set(clock.millis() - watermark.promised());
    }
  }

  private void reportBacklog(long records) {
    Counters.backlog(partition.toString()).set(records);
    if (emitted > 0) {
      backlogBytes = records * (emittedBytes / emitted);
    }
  }

  /** An estimate from the average size of events, for runners that scale by the backlog. */
  @Override
  public long getSplitBacklogBytes() {
    return backlogBytes;
  }

  /**
   * Unknown until the second advance. Flink uses the minimum watermark of the readers that it knows in a task, and
   * knows a reader only from its first advance. Readers advance in turn, so all are known when one advances the second
   * time.
   */
  @Override
  public Instant getWatermark() {
    return beam(advances < 2 ? PartitionWatermark.UNKNOWN : watermark.promised());
  }

  private static Instant beam(long millis) {
    return Instant.ofEpochMilli(Math.max(millis, BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis()));
  }

  @Override
  public RawEvents getCurrent() {
    return current.orElseThrow(() -> new NoSuchElementException("there is no current batch"));
  }

  @Override
  public Instant getCurrentTimestamp() {
    getCurrent();
    return time;
  }

  @Override
  public PartitionMark getCheckpointMark() {
    return new PartitionMark(next, watermark.promised(), rules);
  }

  @Override
  public LiveSource getCurrentSource() {
    return source;
  }

  @Override
  public void close() {
    partition.close();
  }
}
