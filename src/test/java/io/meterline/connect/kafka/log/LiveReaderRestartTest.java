package io.meterline.connect.kafka.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader during a restart of its broker. */
class LiveReaderRestartTest {
  @Test
  void aReaderSurvivesARestartOfItsBrokerAndResumes(@TempDir Path folder) {
    try (var log = new TestLog(folder, 1)) {
      var source = new LiveSource(log.cluster(), Kind.READING, 1, Duration.ZERO, Duration.ofSeconds(1));
      var split = source.split(1, null).get(0);
      try (var reader = split.reader(Optional.empty(), InstantSource.system())) {
        reader.start();
        send(log, "one");
        advanceTo(reader, 1);
        log.restart(
            () -> {
              var before = reader.getCheckpointMark();
              for (var i = 0; i < 3; i++) {
                assertFalse(reader.advance());
              }
              // An unreachable broker proves nothing.
              assertEquals(before, reader.getCheckpointMark());
            });
        send(log, "two");
        advanceTo(reader, 2);
      }
    }
  }

  private static void send(TestLog log, String text) {
    log.send(Kind.READING, 0, Optional.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void advanceTo(LiveReader reader, long next) {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (reader.getCheckpointMark().next() < next) {
      reader.advance();
      assertTrue(System.nanoTime() < deadline, () -> "still at " + reader.getCheckpointMark());
    }
  }
}
