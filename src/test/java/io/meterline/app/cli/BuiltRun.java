package io.meterline.app.cli;

import io.meterline.app.launch.Live;
import io.meterline.app.launch.Replay;
import io.meterline.app.launch.RunHandler;
import io.meterline.app.process.ExitCode;
import io.meterline.connect.versions.Recipe;
import io.meterline.connect.versions.VersionViews;
import io.meterline.pipeline.MeterlinePipeline;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine;

/** What the options of a run describe: its pipeline, built but not run, and the options of Beam and its runner. */
record BuiltRun(Pipeline pipeline, List<String> beamOptions) {
  static BuiltRun of(String... arguments) {
    var builder = new Builder();
    var commandLine = Meterline.configured(new CommandLine(new RunCommand(spec -> builder)));
    commandLine.parseArgs(arguments);
    RunCommand command = commandLine.getCommand();
    command.call();
    return builder.built;
  }

  /** Builds instead of running; without runner-specific options, as not every runner is available. */
  private static final class Builder implements RunHandler {
    private BuiltRun built;

    @Override
    public int replay(Replay replay, List<String> beamOptions) {
      var pipeline = Pipeline.create(PipelineOptionsFactory.create());
      var sink = new VersionViews(replay.target(), "views", "1", Recipe.of(Map.of()), replay.dates());
      MeterlinePipeline.build(pipeline, replay.origin().open().source(), replay.rules(), replay.analyses(), sink);
      built = new BuiltRun(pipeline, beamOptions);
      return ExitCode.OK;
    }

    @Override
    public int live(Live live, List<String> beamOptions) {
      built = new BuiltRun(live.pipeline(PipelineOptionsFactory.create()), beamOptions);
      return ExitCode.OK;
    }
  }
}
