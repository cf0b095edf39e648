package io.meterline.app.cli;

import io.meterline.app.launch.SubmittedRuns;
import io.meterline.model.MeterlineException;
import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * The main class of a bundled jar: submits a run, with the options of {@code meterline run}, to the cluster that started it.
 *
 * <p>It never exits the JVM, and throws exceptions: Flink's client, its application mode and Dataflow's launcher rely on
 * them.
 */
public final class Job {
  private Job() {}

  /**
   * Submits a run.
   *
   * @param args options of {@code meterline run}, or {@code @FILE} with some of them
   * @throws MeterlineException if it cannot be run
   * @throws CommandLine.ParameterException if an option is invalid
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
          "--checkpoints is for 'meterline run': on a cluster, configure Flink (state.checkpoints.dir, and 'flink run -s' to resume)");
    }
    RunCommand command = commandLine.getCommand();
    command.call();
  }
}
