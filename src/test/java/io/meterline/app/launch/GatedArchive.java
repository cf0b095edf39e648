package io.meterline.app.launch;

import io.meterline.connect.kafka.log.ArchivedEvents;
import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.model.log.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An archive of which each reader returns only a few events, as long as a file does not exist. So a run stays on the archive's side
 * until a test has done what it wants there.
 */
record GatedArchive(ArchivedEvents archive, String gate) implements ArchivedEvents {
  private static final long serialVersionUID = 1;
  private static final int FEW = 10;

  @Override
  public Reader read(Kind kind, int partition, long from) {
    return new Gated(archive.read(kind, partition, from), Path.of(gate));
  }

  @Override
  public Optional<String> location() {
    return archive.location();
  }

  private static final class Gated implements Reader {
    private final Reader reader;
    private final Path gate;
    private Optional<RawEvents> rest = Optional.empty();
    private boolean isFirst = true;

    Gated(Reader reader, Path gate) {
      this.reader = reader;
      this.gate = gate;
    }

    @Override
    public long end() {
      return reader.end();
    }

    @Override
    public Optional<RawEvents> next() {
      if (isFirst) {
        isFirst = false;
        var events = reader.next().orElseThrow();
        rest = Optional.of(events.range(FEW, events.size()));
        return Optional.of(events.range(0, FEW));
      }
      if (Files.notExists(gate)) {
        return Optional.empty();
      }
      var next = rest.or(reader::next);
      rest = Optional.empty();
      return next;
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
