package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.versions.Target;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.oracle.LogBuilder;
import io.meterline.pipeline.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reason of a failure is reported, however soon it fails. */
class EndingTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path temp;

  @Test
  void aRunThatFailsBeforeItIsWaitedForReportsWhy() throws IOException {
    var archive = temp.resolve("log");
    var log = new LogBuilder().set("everyone", "timezone", "UTC").halfHours("m1", "2024-03-04T00:00:00Z", 1, 2, 3).build();
    try (var writer = ArchiveWriter.create(archive)) {
      log.readings().forEach(writer::write);
      log.changes().forEach(writer::write);
      writer.finish();
    }
    var file = archive.resolve("readings/part-00000.parquet");
    var bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 40, 120, (byte) 0x5a);
    Files.write(file, bytes);
    var rules = new Rules(Known.NOW, Duration.ofDays(7), Windows.of(Duration.ofDays(91)));
    var replay = new Replay(new LocalFolder(archive), Target.of(temp.resolve("views")), rules, Analyses.standard(), DateRange.ALL);
    var options = PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--blockOnRun=false").create();
    var failure = assertThrows(RuntimeException.class, () -> replay.run(options, new UntilNothingRuns()));
    var said = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      said.append(cause.getMessage()).append('\n');
    }
    assertTrue(said.toString().contains(file.toString()), said::toString);
  }

  /** Lets a run continue until the runner has no more threads than before. */
  private static final class UntilNothingRuns implements RunObserver {
    private final Set<Thread> ofOthers = workers();

    @Override
    public void starting(OptionalLong readings) {}

    @Override
    public void running(Supplier<Counts> counts) {
      var deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!ofOthers.containsAll(workers())) {
        assertTrue(System.nanoTime() < deadline, "it does not end");
      }
    }

    private static Set<Thread> workers() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("direct-runner-worker"))
          .collect(Collectors.toSet());
    }
  }
}
