package io.meterline.connect.archive;

import io.meterline.connect.kafka.log.LogStart;
import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.engine.device.Snapshot;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.view.Bytes;
import io.meterline.pipeline.Coders;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Starts devices from their newest snapshots in an archive, all as of the same time. Without snapshots it has the same steps, so that
 * a run may resume from a checkpoint of one that started with snapshots, or without.
 *
 * @param newest the snapshots; empty if the run starts with the first reading, or resumes
 */
public record StartFromSnapshots(Optional<DeviceSnapshots.Newest> newest) implements LogStart.Snapshots {
  private static final int DEVICE = Snapshots.VIEW.indexOf("device");
  private static final int STATE = Snapshots.VIEW.indexOf("state");

  @Override
  public PCollection<KV<String, Snapshot>> read(Pipeline pipeline) {
    return pipeline
        .apply("Start", Impulse.create())
        .apply("Read snapshots", ParDo.of(new ReadFn(newest.stream().toArray(DeviceSnapshots.Newest[]::new))))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), Coders.of(new Snapshot.Format())));
  }

  /**
   * The first reading to read of each partition: the first that was logged at or after the time of the snapshots, as no other starts
   * at or after it. Where the archive has none, the first that is not archived.
   *
   * @param time the time of the snapshots, epoch milliseconds UTC
   */
  public static Map<Integer, Long> first(LiveArchive archive, int partitions, long time) {
    var first = new TreeMap<Integer, Long>();
    try {
      for (var partition = 0; partition < partitions; partition++) {
        first.put(partition, firstOf(archive, partition, time));
      }
    } catch (IOException e) {
      throw new MeterlineException("the archive " + archive.folder() + " cannot be read: " + e, e);
    }
    return first;
  }

  private static long firstOf(LiveArchive archive, int partition, long time) throws IOException {
    var listing = LogListing.ofPartition(archive.folder(), Kind.READING, partition);
    var day = Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    // The name of a file's folder is the day on which its events were logged.
    var files = listing.files().stream().filter(file -> file.day().compareTo(day) >= 0);
    var from = files.mapToLong(file -> file.offsets().first()).min().orElse(Long.MAX_VALUE);
    var end = listing.end(0);
    if (from >= end) {
      return end;
    }
    try (var reader = archive.events().read(Kind.READING, partition, from)) {
      for (var events = reader.next(); events.isPresent(); events = reader.next()) {
        var since = firstSince(events.get(), time);
        if (since.isPresent()) {
          return Math.min(since.get(), end);
        }
      }
    }
    return end;
  }

  private static Optional<Long> firstSince(RawEvents events, long time) {
    for (var i = 0; i < events.size(); i++) {
      if (events.loggedAt(i) >= time) {
        return Optional.of(events.offset(i));
      }
    }
    return Optional.empty();
  }

  private static final class ReadFn extends DoFn<byte[], KV<String, Snapshot>> {
    private static final long serialVersionUID = 1;

    private final DeviceSnapshots.Newest[] newest;

    ReadFn(DeviceSnapshots.Newest[] newest) {
      this.newest = newest;
    }

    @ProcessElement
    public void read(OutputReceiver<KV<String, Snapshot>> out) {
      for (var each : newest) {
        each.read(row -> out.output(KV.of((String) row.get(DEVICE), new Snapshot(each.time(), (Bytes) row.get(STATE)))));
      }
    }
  }
}
