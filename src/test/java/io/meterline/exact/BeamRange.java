package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.app.launch.FolderBytes;
import io.meterline.app.launch.GrowingArchive;
import io.meterline.app.launch.Replay;
import io.meterline.app.launch.RunObserver;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.Target;
import io.meterline.connect.versions.Target.WhenComplete;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.Row;
import io.meterline.oracle.Log;
import io.meterline.oracle.Views;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.beam.sdk.options.PipelineOptions;

/** A version of views over an archive, and range replays of it, one after the other, each after files were added to the archive. */
final class BeamRange {
  private final RangeScenario scenario;
  private final PipelineOptions options;
  private final Path folder;
  private final GrowingArchive archive;

  /**
   * Runs over an archive that does not exist yet.
   *
   * @param folder where the archive and the views are written, empty
   */
  BeamRange(RangeScenario scenario, PipelineOptions options, Path folder) {
    this.scenario = scenario;
    this.options = options;
    this.folder = folder;
    this.archive = new GrowingArchive(folder.resolve("log"));
  }

  /** Fails unless the rows of every version are the oracle's, and the files of the last one those of a full replay. */
  void check() throws IOException {
    add(scenario.log().base());
    replay("views", 0).run(options, RunObserver.NONE);
    scenario.check(0, views("views", 0));
    for (var run = 1; run < scenario.runs(); run++) {
      add(scenario.log().batches().get(run - 1));
      replay("views", run).since(version(run - 1)).run(options, RunObserver.NONE);
      scenario.check(run, views("views", run));
    }
    var last = scenario.runs() - 1;
    replay("full", last).run(options, RunObserver.NONE);
    assertEquals(files("full", last), files("views", last));
  }

  private void add(Log batch) {
    var readings = shuffled(batch.readings());
    for (var part = 1; part < scenario.files(); part++) {
      archive.add(readings.subList(0, readings.size() / 2), List.of());
      readings = readings.subList(readings.size() / 2, readings.size());
    }
    archive.add(readings, shuffled(batch.changes()));
  }

  private <T> List<T> shuffled(List<T> events) {
    var shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(scenario.order()));
    return shuffled;
  }

  private Replay replay(String views, int run) {
    var target = new Target(new LocalFolder(folder.resolve(views)), Optional.of(version(run)), WhenComplete.PUBLISH, 1);
    return new Replay(
        new LocalFolder(archive.path()), target, scenario.rules(run), Analyses.standard(), scenario.dates());
  }

  private static String version(int run) {
    return "v" + run;
  }

  private Views views(String views, int run) {
    var version = Versions.at(new LocalFolder(folder.resolve(views))).complete(version(run));
    var rows = new ArrayList<Row>();
    Analyses.standard().views().forEach(view -> ViewReader.of(version, view).read(rows::add));
    return Views.of(rows);
  }

  private Map<String, String> files(String views, int run) throws IOException {
    var version = (LocalFolder) Versions.at(new LocalFolder(folder.resolve(views))).complete(version(run));
    return FolderBytes.of(version.path());
  }
}
