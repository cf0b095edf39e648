package io.meterline.connect.kafka.log;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.model.log.Kind;
import io.meterline.model.time.Arrival;
import io.meterline.pipeline.Log;
import io.meterline.pipeline.Rules;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;

/** Reads the log from Kafka, as an unbounded or a bounded source. */
public final class KafkaLog implements Log.Source {
  private final Events events;
  private final Arrivals arrivals;
  private final Optional<PTransform<PCollection<RawEvents>, PDone>> archive;
  private final Optional<LogStart> start;

  /** A source of batches of events. */
  @FunctionalInterface
  private interface Events {
    PCollection<RawEvents> read(Pipeline pipeline, Kind kind, Rules rules, Optional<LogStart> start);
  }

  private KafkaLog(
      Events events, Arrivals arrivals, Optional<PTransform<PCollection<RawEvents>, PDone>> archive, Optional<LogStart> start) {
    this.events = events;
    this.arrivals = arrivals;
    this.archive = archive;
    this.start = start;
  }

  /** As {@link #live(KafkaCluster, Map, ArchivedEvents, Duration, Duration)}, without an archive. */
  public static KafkaLog live(KafkaCluster cluster, Map<Kind, Integer> partitions, Duration waitTime, Duration slack) {
    return live(cluster, partitions, ArchivedEvents.none(), waitTime, slack);
  }

  /**
   * The log as an unbounded source.
   *
   * @param partitions the number of partitions of each topic
   * @param archived the events that are read from an archive if Kafka no longer has them
   * @param waitTime how long results wait for readings in transit, at least zero
   * @param slack how far the broker's clock may be behind this machine's, at least zero
   */
  public static KafkaLog live(
      KafkaCluster cluster, Map<Kind, Integer> partitions, ArchivedEvents archived, Duration waitTime, Duration slack) {
    return new KafkaLog(
        (pipeline, kind, rules, start) -> {
          pipeline.getOptions().as(RunRules.class).setRunRules(RunRules.text(rules, waitTime, slack, start));
          var source = new LiveSource(cluster, kind, partitions.get(kind), archived, waitTime, slack);
          return pipeline.apply(name(kind), Read.from(start.map(at -> startingAt(at, kind, source)).orElse(source)));
        },
        time -> Arrival.asLogged(waitTime, time),
        Optional.empty(),
        Optional.empty());
  }

  /** The log from its beginning to the given ends, as a bounded source. */
  public static KafkaLog until(KafkaCluster cluster, LogEnds ends) {
    return new KafkaLog(
        (pipeline, kind, rules, start) -> pipeline.apply(name(kind), new ReadRanges(cluster, ends.ranges(kind))),
        time -> Arrival.IN_TIME,
        Optional.empty(),
        Optional.empty());
  }

  /** The same log, with every event also written to an archive. */
  public KafkaLog archivedTo(PTransform<PCollection<RawEvents>, PDone> transform) {
    return new KafkaLog(events, arrivals, Optional.of(transform), start);
  }

  /** The same log from another start, unless the run resumes. */
  public KafkaLog startingAt(LogStart other) {
    return new KafkaLog(events, arrivals, archive, Optional.of(other));
  }

  private static LiveSource startingAt(LogStart start, Kind kind, LiveSource source) {
    return switch (kind) {
      case READING -> source.startingAt(start.readings());
      case SETTING -> source;
    };
  }

  @Override
  public Log read(Pipeline pipeline, Rules rules) {
    var readings = events.read(pipeline, Kind.READING, rules, start);
    var settings = events.read(pipeline, Kind.SETTING, rules, start);
    archive.ifPresent(
        transform ->
            PCollectionList.of(readings).and(settings).apply("All events", Flatten.pCollections()).apply("Archive", transform));
    var blocks = readings.apply("Decode readings", new DecodeReadings(rules, arrivals));
    var changes = settings.apply("Decode changes", new DecodeChanges());
    var rejected =
        PCollectionList.of(blocks.get(DecodeReadings.REJECTED)).and(changes.get(DecodeChanges.REJECTED));
    return new Log(
        blocks.get(DecodeReadings.READINGS),
        changes.get(DecodeChanges.CHANGES),
        rejected,
        start.map(from -> from.snapshots().read(pipeline)));
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case READING -> "Readings";
      case SETTING -> "Settings";
    };
  }
}
