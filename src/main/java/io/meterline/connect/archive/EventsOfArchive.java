package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;
import io.meterline.connect.kafka.log.ArchivedEvents;
import io.meterline.model.log.Kind;
import java.util.Optional;

/**
 * The events of the archive of a live run, by partition.
 *
 * @param archive the folder of the archive
 */
public record EventsOfArchive(Folder archive) implements ArchivedEvents {
  private static final long serialVersionUID = 1;

  @Override
  public Reader read(Kind kind, int partition, long from) {
    return new ArchivedPartition(archive, kind, partition, from);
  }

  @Override
  public Optional<String> location() {
    return Optional.of(archive.toString());
  }
}
