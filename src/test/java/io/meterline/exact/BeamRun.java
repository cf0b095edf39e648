package io.meterline.exact;

import io.meterline.app.launch.Replay;
import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.Row;
import io.meterline.oracle.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** A complete replay: an archive on disk, the pipeline on a runner, and the views read back from disk. */
final class BeamRun {
  private BeamRun() {}

  /** The runner and mode of a pipeline. */
  enum Mode {
    DIRECT("--runner=DirectRunner", "--targetParallelism="),
    FLINK_BATCH("--runner=FlinkRunner", "--parallelism="),
    FLINK_STREAMING("--runner=FlinkRunner", "--streaming=true", "--parallelism="),
    /** It always uses every processor. */
    IN_MEMORY("--runner=io.meterline.app.memory.InMemoryRunner", "--jobName=in-memory-");

    private final List<String> arguments;

    Mode(String... arguments) {
      this.arguments = List.of(arguments);
    }

    PipelineOptions options(int parallelism) {
      var all = new ArrayList<>(arguments);
      all.add(all.remove(all.size() - 1) + parallelism);
      return PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).create();
    }
  }

  static Views of(Scenario scenario, PipelineOptions options) {
    try {
      var folder = Files.createTempDirectory("meterline-exact");
      try {
        var archive = folder.resolve("archive");
        store(scenario, folder, archive);
        return replay(scenario, archive, folder.resolve("views"), options);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Views replay(Scenario scenario, Path archive, Path views, PipelineOptions options) {
    var counts = new Replay(archive, views, scenario.rules(), Analyses.standard(), scenario.dates()).run(options);
    var rows = read(views);
    checkCounts(scenario, counts.readings(), counts.changes(), rows.size(), counts.rows());
    return Views.of(rows);
  }

  private static void checkCounts(Scenario scenario, long readings, long changes, long rows, long counted) {
    if (readings != scenario.log().readings().size() || changes != scenario.log().changes().size() || rows != counted) {
      throw new AssertionError("counted %d readings, %d changes, %d rows, not %d".formatted(readings, changes, counted, rows));
    }
  }

  /** All rows of all views in a folder. */
  static List<Row> read(Path views) {
    var rows = new ArrayList<Row>();
    for (var view : Analyses.standard().views()) {
      ViewReader.of(Versions.read(views.toString()), view).read(rows::add);
    }
    return rows;
  }

  /** Writes the log as an archive with several files of readings, in any order. */
  private static void store(Scenario scenario, Path folder, Path archive) throws IOException {
    var readings = scenario.readings();
    for (var part = 0; part < scenario.files(); part++) {
      var whole = part == 0 ? archive : folder.resolve("part-" + part);
      try (var writer = ArchiveWriter.create(whole)) {
        for (var i = part; i < readings.size(); i += scenario.files()) {
          writer.write(readings.get(i));
        }
        if (part == 0) {
          scenario.changes().forEach(writer::write);
        }
        writer.finish();
      }
      if (part > 0) {
        var day = Files.createDirectories(archive.resolve(LogSchemas.READINGS_FOLDER).resolve("part-" + part));
        Files.move(whole.resolve(LogSchemas.READINGS_FOLDER).resolve("part-00000.parquet"), day.resolve("0.parquet"));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
