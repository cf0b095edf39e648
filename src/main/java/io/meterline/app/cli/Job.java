package io.meterline.app.cli;

import io.meterline.app.launch.SubmittedRuns;
import io.meterline.model.MeterlineException;
import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * What a bundled jar starts: a run, given to the cluster that started it, with the options of {@code meterline run}.
 *
 * <p>It never exits the JVM, and lets exceptions out: Flink's client, its application mode and Dataflow's launcher go by
 * them.
 */
public final class Job {
  private Job() {}

  /**
   * Submits a run.
   *
   * @param args options of {@code meterline run}, or {@code @FILE} with some of them
   * @throws MeterlineException if it cannot be run as described
   * @throws CommandLine.ParameterException if an option is not as it must be
   */
  public static void main(String[] args) {
    var err = new PrintWriter(System.err, true);
    var commandLine = Meterline.configured(new CommandLine(new RunCommand(spec -> new SubmittedRuns(err))));
    var parsed = commandLine.parseArgs(args);
    if (CommandLine.printHelpIfRequested(parsed)) {
      return;
    }
    if (parsed.hasMatchedOption("--checkpoints")) {
      throw new MeterlineException(
          "--checkpoints is for 'meterline run': on a cluster, tell Flink (state.checkpoints.dir, and 'flink run -s' to go on)");
    }
    RunCommand command = commandLine.getCommand();
    command.call();
  }
}
