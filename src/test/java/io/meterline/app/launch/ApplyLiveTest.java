package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.ChildRun;
import io.meterline.app.cli.CommandRun;
import io.meterline.cluster.Waiting;
import io.meterline.connect.archive.Archive;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.log.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that is applied while a live run archives its log. */
class ApplyLiveTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int READINGS = 20;

  @TempDir private Path folder;

  @Test
  void theVersionIsWhatIsKnownNowAndTheTopicsAreWhatWasKnownThen() throws Exception {
    var archive = folder.resolve("archive");
    var views = folder.resolve("views");
    var plan = folder.resolve("plan");
    var now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    try (var log = new TestLog(folder.resolve("broker"), 1)) {
      var bootstrap = log.cluster().bootstrap();
      succeed("settings", "set", "--bootstrap", bootstrap, "--scope=everyone", "--reason=first", "--price=0.10/kWh");
      try (var live =
          ChildRun.start(
              "run", "--kafka", bootstrap, "--lateness=PT1H", "--window=PT1S", "--wait=PT0S", "--compare-every=PT1S",
              "--archive=" + archive, "--archive-every=PT2S")) {
        send(log, now.minusSeconds(READINGS * 60L));
        Waiting.until(PATIENCE, () -> isArchived(archive), live::output);
        succeed("run", "--archive", archive, "--views", views, "--snapshot-every=P1D");
        var planned =
            CommandRun.of(
                "plan", "--archive", archive, "--views", views, "--set", "everyone price 0.25/kWh from " + now.minus(2, ChronoUnit.DAYS), "--out", plan);
        assertEquals(1, planned.exitCode(), planned::toString);

        var refused = CommandRun.of("apply", plan);
        assertEquals(2, refused.exitCode(), refused::toString);
        for (var repeated = 0; repeated < 2; repeated++) {
          var applied = CommandRun.of("apply", plan, "--kafka", bootstrap);
          assertEquals(0, applied.exitCode(), applied::toString);
          assertTrue(applied.out().contains("the version is known=now"), applied::toString);
        }
        var full = folder.resolve("full");
        succeed("run", "--archive", archive, "--views", full);
        succeed("verify", full, views);
        var then = folder.resolve("then");
        succeed("run", "--archive", archive, "--views", then, "--known=then", "--lateness=PT1H");
        var last = new AtomicReference<CommandRun>();
        Waiting.until(
            PATIENCE,
            () -> {
              last.set(CommandRun.of("verify", "kafka://" + bootstrap, then, "--show", 20));
              return last.get().exitCode() == 0;
            },
            () -> last.get() + live.output());
        assertTrue(live.isAlive(), live::output);
      }
    }
  }

  private static void send(TestLog log, Instant start) {
    var events = new ReadingEvents();
    for (var minute = 0; minute < READINGS; minute++) {
      var at = start.plusSeconds(minute * 60L);
      log.send(Kind.READING, 0, Optional.of(events.encode("m1", new Reading(at.toEpochMilli(), 60, 1_000_000))));
    }
  }

  private static boolean isArchived(Path folder) {
    try {
      var archive = Archive.at(new LocalFolder(folder));
      var changes = new AtomicLong();
      for (var path : archive.settings()) {
        SettingsReader.read(ChannelInputFile.at(path), path, change -> changes.incrementAndGet(), rejection -> {});
      }
      return archive.countReadings() == READINGS && changes.get() == 1;
    } catch (MeterlineException e) {
      // It is no archive before its first files are there.
      return false;
    }
  }

  private static void succeed(Object... command) {
    var run = CommandRun.of(command);
    assertEquals(0, run.exitCode(), run::toString);
  }
}
