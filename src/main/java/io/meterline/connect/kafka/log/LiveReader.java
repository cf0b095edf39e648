package io.meterline.connect.kafka.log;

import io.meterline.connect.kafka.Pace;
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

/** Reads a partition of the log as it grows. */
public final class LiveReader extends UnboundedSource.UnboundedReader<RawEvents> {
  /** Long enough to spare a runner that asks over and over, short enough to go unnoticed. */
  private static final Duration PATIENCE = Duration.ofMillis(5);

  private static final Duration BETWEEN_LOOKS_AT_THE_END = Duration.ofMillis(100);
  private static final Duration BETWEEN_LOOKS_AT_THE_TOPIC = Duration.ofSeconds(2);
  private static final int LOOKS_TO_BE_SURE = 3;

  private final LiveSource source;
  private final InstantSource clock;
  private final PartitionConsumer consumer;
  private final PartitionWatermark watermark;
  private final String rules;
  private final Pace ends = new Pace(BETWEEN_LOOKS_AT_THE_END);
  private final Pace topics = new Pace(BETWEEN_LOOKS_AT_THE_TOPIC);
  private long next;
  private long handedOut;
  private long handedOutBytes;
  private volatile long backlogBytes = BACKLOG_UNKNOWN;
  private int advances;
  private int looksThatDiffer;
  private Optional<RawEvents> current = Optional.empty();
  private Instant time = BoundedWindow.TIMESTAMP_MIN_VALUE;

  LiveReader(LiveSource source, int partition, PartitionMark mark, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    this.consumer = new PartitionConsumer(source.cluster(), source.kind(), partition, mark.next());
    this.watermark = new PartitionWatermark(source.waitTime().toMillis(), source.slack().toMillis(), mark.promised());
    this.next = mark.next();
    this.rules = mark.rules();
  }

  /** Hands out nothing yet: see {@link #getWatermark}. */
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
    current = consumer.next(PATIENCE);
    current.ifPresentOrElse(this::handOut, this::lookForTheEnd);
    return current.isPresent();
  }

  private void handOut(RawEvents events) {
    // Events behind the promise are handed out at it: readings correct what was published, changes take hold from there.
    time = beam(watermark.timeOf(events.loggedAt(0)));
    for (var i = 0; i < events.size(); i++) {
      watermark.handedOut(events.loggedAt(i));
      handedOutBytes += events.value(i).length;
    }
    handedOut += events.size();
    next = events.offset(events.size() - 1) + 1;
    report();
  }

  private void lookForTheEnd() {
    if (!ends.isDue()) {
      return;
    }
    // Read before the question: what the broker then has is all that it logged by then.
    var before = clock.millis();
    var end = consumer.end();
    if (end.isPresent() && consumer.isAt(end.getAsLong())) {
      watermark.readToEnd(before);
    }
    report();
  }

  private void checkPartitions() {
    var found = consumer.partitions();
    var differs = found.isPresent() && found.get() != source.partitions();
    looksThatDiffer = differs ? looksThatDiffer + 1 : 0;
    // A broker that has just started may not know yet.
    if (looksThatDiffer >= LOOKS_TO_BE_SURE) {
      var topic = Topics.of(source.kind());
      var what =
          found.get() == 0
              ? topic + ": there is no such topic any more, and with it the log is gone"
              : topic + " has " + found.get() + " partitions, and had " + source.partitions() + " when the run began";
      throw new MeterlineException(what + "; start again without the checkpoint");
    }
  }

  private void report() {
    consumer.backlog().ifPresent(this::reportBacklog);
    if (watermark.promised() != PartitionWatermark.UNKNOWN) {
      Counters.watermarkLag(consumer.toString()).set(clock.millis() - watermark.promised());
    }
  }

  private void reportBacklog(long records) {
    Counters.backlog(consumer.toString()).set(records);
    if (handedOut > 0) {
      backlogBytes = records * (handedOutBytes / handedOut);
    }
  }

  /** By what an event mostly takes, for runners that take more machines for more of them. */
  @Override
  public long getSplitBacklogBytes() {
    return backlogBytes;
  }

  /**
   * Nothing is said of time before the second advance. Flink takes the least watermark of the readers it knows of in a
   * task, and knows a reader from its first advance on; they take turns, so that all are known when one advances again.
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
    return current.orElseThrow(() -> new NoSuchElementException("there is no batch now"));
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
    consumer.close();
  }
}
