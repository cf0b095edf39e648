package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;
import io.meterline.connect.kafka.log.ArchivedEvents;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.io.IOException;
import java.util.Optional;

/**
 * The events of the archive of a live run, by partition.
 *
 * @param archive the folder of the archive
 */
public record EventsOfArchive(Folder archive) implements ArchivedEvents {
  private static final long serialVersionUID = 1;

  /**
   * The archive of a log.
   *
   * @throws MeterlineException if the folder is not that
   */
  public static EventsOfArchive of(Folder archive, LogIdentity log) {
    try {
      if (archive.isMissing()) {
        throw new MeterlineException("archive " + archive + ": there is no such folder");
      }
      Marker.require(archive, log);
      return new EventsOfArchive(archive.absolute());
    } catch (IOException e) {
      throw new MeterlineException("the archive " + archive + " cannot be read: " + e, e);
    }
  }

  @Override
  public Reader read(Kind kind, int partition, long from) {
    return new ArchivedPartition(archive, kind, partition, from);
  }

  @Override
  public Optional<String> location() {
    return Optional.of(archive.toString());
  }
}
