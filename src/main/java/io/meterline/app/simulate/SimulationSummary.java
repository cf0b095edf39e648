package io.meterline.app.simulate;

import io.meterline.app.terminal.Progress;
import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The result of a simulation.
 *
 * @param readings number of readings in the archive
 * @param changes number of settings changes
 * @param files number of files
 * @param seconds duration
 */
public record SimulationSummary(long readings, long changes, int files, double seconds) {
  /**
   * Writes an archive with the simulated log, and shows progress on {@code progress} if it takes long.
   *
   * @throws io.meterline.model.MeterlineException if the archive exists or cannot be written
   */
  public static SimulationSummary of(Simulation simulation, Path archive, PrintWriter progress) {
    var start = System.nanoTime();
    var count = new Count();
    try (var writer = ArchiveWriter.create(archive)) {
      return new Progress(progress, () -> count.text(simulation.measured()))
          .during(
              () -> {
                simulation.run(count.on(writer));
                writer.finish();
                var seconds = (System.nanoTime() - start) / 1e9;
                return new SimulationSummary(count.readings.get(), count.changes.get(), writer.files(), seconds);
              });
    }
  }

  /** Counts the events on their way into the archive. */
  private static final class Count {
    private final AtomicLong readings = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();

    LogSink on(ArchiveWriter archive) {
      return new LogSink() {
        @Override
        public void reading(LoggedReading reading) {
          archive.write(reading);
          readings.incrementAndGet();
        }

        @Override
        public void change(LoggedChange change) {
          archive.write(change);
          changes.incrementAndGet();
        }
      };
    }

    String text(long measured) {
      return String.format(Locale.ROOT, "simulated %,d of about %,d readings", readings.get(), measured);
    }
  }
}
