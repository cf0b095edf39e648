package io.meterline.connect.kafka.log;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.pipeline.Coders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * An unbounded source of the log's events of one kind, in batches. It has one split per partition, which reads from the
 * first event, or resumes from its checkpoint. Events that Kafka no longer has are read from an archive.
 *
 * <p>The timestamp of a batch is the logged time of its first event minus the wait time, or the partition's watermark
 * if that is later.
 */
public final class LiveSource extends UnboundedSource<RawEvents, PartitionMark> {
  private static final long serialVersionUID = 1;
  private static final int ALL = -1;
  private static final Duration LONGEST_GATHER = Duration.ofMillis(500);

  private final KafkaCluster cluster;
  private final Kind kind;
  private final int partitions;
  private final Duration waitTime;
  private final Duration slack;
  private final int partition;
  private final ArchivedEvents archived;
  private final Map<Integer, Long> first;

  /** As the other constructor, without an archive. */
  public LiveSource(KafkaCluster cluster, Kind kind, int partitions, Duration waitTime, Duration slack) {
    this(cluster, kind, partitions, ArchivedEvents.none(), waitTime, slack);
  }

  /**
   * All partitions of a topic of the log.
   *
   * @param partitions the number of its partitions
   * @param archived the events that are read from an archive if Kafka no longer has them
   * @param waitTime how long results wait for events in transit, at least zero
   * @param slack how far the broker's clock may be behind this machine's, at least zero
   */
  public LiveSource(
      KafkaCluster cluster, Kind kind, int partitions, ArchivedEvents archived, Duration waitTime, Duration slack) {
    this(cluster, kind, partitions, archived, waitTime, slack, ALL, Map.of());
  }

  private LiveSource(
      KafkaCluster cluster,
      Kind kind,
      int partitions,
      ArchivedEvents archived,
      Duration waitTime,
      Duration slack,
      int partition,
      Map<Integer, Long> first) {
    this.cluster = cluster;
    this.kind = kind;
    this.partitions = partitions;
    this.waitTime = waitTime;
    this.slack = slack;
    this.partition = partition;
    this.archived = archived;
    this.first = first;
  }

  /** The same source from other offsets, by partition; unless a reader resumes. */
  LiveSource startingAt(Map<Integer, Long> offsets) {
    return new LiveSource(cluster, kind, partitions, archived, waitTime, slack, partition, offsets);
  }

  /** State of earlier versions has no archive, and no first offsets. */
  private Object readResolve() {
    return archived == null || first == null
        ? new LiveSource(
            cluster,
            kind,
            partitions,
            archived == null ? ArchivedEvents.none() : archived,
            waitTime,
            slack,
            partition,
            first == null ? Map.of() : first)
        : this;
  }

  ArchivedEvents archived() {
    return archived;
  }

  KafkaCluster cluster() {
    return cluster;
  }

  Kind kind() {
    return kind;
  }

  int partitions() {
    return partitions;
  }

  Duration waitTime() {
    return waitTime;
  }

  Duration slack() {
    return slack;
  }

  /**
   * For how long readers gather readings, so that a device has few blocks in a window, each of which costs as much as many readings. At
   * most half the slack: results wait for all of it, as a quiet topic of settings is behind by that. Changes are few, and not gathered.
   */
  Duration gather() {
    return switch (kind) {
      case READING -> slack.dividedBy(2).compareTo(LONGEST_GATHER) < 0 ? slack.dividedBy(2) : LONGEST_GATHER;
      case SETTING -> Duration.ZERO;
    };
  }

  /** One split per partition, whatever number the runner desires, as the order within a partition matters. */
  @Override
  public List<LiveSource> split(int desired, PipelineOptions options) {
    if (partition != ALL) {
      return List.of(this);
    }
    return IntStream.range(0, partitions)
        .mapToObj(each -> new LiveSource(cluster, kind, partitions, archived, waitTime, slack, each, first))
        .toList();
  }

  /**
   * A reader that resumes from the mark, or begins with the first event if there is none.
   *
   * @throws MeterlineException if the mark is from a run with other {@link RunRules}
   */
  @Override
  public UnboundedReader<RawEvents> createReader(PipelineOptions options, PartitionMark mark) {
    var rules = options.as(RunRules.class).getRunRules();
    var start = Optional.ofNullable(mark).orElseGet(this::start);
    return reader(Optional.of(start.under(rules)), InstantSource.system());
  }

  /** The mark of a reader that has read nothing. */
  private PartitionMark start() {
    return new PartitionMark(first.getOrDefault(partition, 0L), PartitionWatermark.UNKNOWN, "");
  }

  /** As {@link #createReader}, with the given clock, and without a check of the mark's rules. */
  public LiveReader reader(Optional<PartitionMark> mark, InstantSource clock) {
    if (partition == ALL) {
      throw new IllegalStateException(this + " must be split before it is read");
    }
    return new LiveReader(this, partition, mark.orElseGet(this::start), clock);
  }

  @Override
  public Coder<PartitionMark> getCheckpointMarkCoder() {
    return Coders.of(new PartitionMark.Format());
  }

  @Override
  public Coder<RawEvents> getOutputCoder() {
    return Coders.of(new RawEvents.Format());
  }

  @Override
  public String toString() {
    return partition == ALL ? Topics.of(kind) : Topics.of(kind) + "-" + partition;
  }
}
