package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.app.cli.CommandRun;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.versions.Target;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.pipeline.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays of one log into a version of one name, with different analyses. */
class OtherAnalysesTest {
  private static final Analyses STANDARD = Analyses.standard();

  @TempDir private Path folder;

  @BeforeEach
  void simulate() {
    assertEquals(0, CommandRun.of("simulate", "--devices=1", "--days=1", "--out", folder.resolve("log")).exitCode());
  }

  @Test
  void anAddedAnalysisNeedsAnotherVersion() {
    assertInstanceOf(Replay.Outcome.Written.class, run(STANDARD));
    assertInstanceOf(Replay.Outcome.WrittenBefore.class, run(STANDARD));
    assertEquals(
        "version x of views " + folder.resolve("views")
            + " is complete, and was made with analyses=alerts 2, device_days 2, usage 2,"
            + " not analyses=alerts 2, device_days 2, heavy_use 1, usage 2;"
            + " name another, or remove it with 'meterline views remove'",
        assertThrows(MeterlineException.class, () -> run(STANDARD.and(new HeavyUse(1)))).getMessage());
  }

  @Test
  void anotherVersionOfAnAnalysisNeedsAnotherVersionOfTheViews() {
    run(STANDARD.and(new HeavyUse(1)));
    assertInstanceOf(Replay.Outcome.WrittenBefore.class, run(STANDARD.and(new HeavyUse(1))));
    assertThrows(MeterlineException.class, () -> run(STANDARD.and(new HeavyUse(2))));
  }

  @Test
  void aRangeReplayNeedsSnapshotsOfItsOwnAnalyses() {
    run(STANDARD.and(new HeavyUse(1)));
    assertEquals(Optional.empty(), rangeOf(replay("y", STANDARD).since("x")));
    assertEquals(Optional.empty(), rangeOf(replay("z", STANDARD.and(new HeavyUse(2))).since("x")));
    assertEquals(0, rangeOf(replay("w", STANDARD.and(new HeavyUse(1))).since("x")).orElseThrow().devices());
  }

  /** What a range replay computed again; empty if the whole log was replayed. */
  private static Optional<RangeSize> rangeOf(Replay replay) {
    var outcome = replay.run(Runners.options(List.of()), RunObserver.NONE);
    return assertInstanceOf(Replay.Outcome.Written.class, outcome).range();
  }

  private Replay.Outcome run(Analyses analyses) {
    return replay("x", analyses).run(Runners.options(List.of()), RunObserver.NONE);
  }

  private Replay replay(String version, Analyses analyses) {
    var days = Duration.ofDays(30);
    var rules = new Rules(Known.NOW, Duration.ofDays(2), Windows.of(days)).withSnapshots(SnapshotTimes.every(days));
    var target = new Target(new LocalFolder(folder.resolve("views")), Optional.of(version), Target.WhenComplete.PUBLISH, 3);
    return new Replay(new LocalFolder(folder.resolve("log")), target, rules, analyses, DateRange.ALL);
  }
}
