package io.meterline.connect.kafka.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ArchiveWaitTest {
  private static final List<Position> POSITIONS = List.of(new Position(Instant.EPOCH, 0, 4), new Position(Instant.EPOCH, 0, 5));

  /** An archive that has offsets before 5, and has more each time that it is told to. */
  private static final class Growing implements ArchivedEvents {
    private static final long serialVersionUID = 1;
    private final AtomicInteger end = new AtomicInteger(5);

    @Override
    public Reader read(Kind kind, int partition, long from) {
      return new ArchivedEvents.Nothing(kind == Kind.SETTING ? Math.max(from, end.get()) : from);
    }

    @Override
    public Optional<String> location() {
      return Optional.of("log");
    }
  }

  @Test
  void itReturnsOnceTheArchiveHasAllChanges() {
    var archive = new Growing();
    var seen = new ArrayList<Long>();
    ArchiveWait.forSettings(
        archive,
        POSITIONS,
        Duration.ofMinutes(5),
        left -> {
          seen.add(left);
          archive.end.incrementAndGet();
        });
    assertEquals(List.of(1L), seen);
  }

  @Test
  void itGivesUpAndSaysWhatToDo() {
    var says =
        assertThrows(
            MeterlineException.class, () -> ArchiveWait.forSettings(new Growing(), POSITIONS, Duration.ZERO, left -> {}));
    assertEquals(
        "the archive log does not have 1 of 2 settings changes after 0 seconds; is the live run that writes it running? They are in Kafka: try again",
        says.getMessage());
  }
}
