package io.meterline.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. Results go to standard output, everything else to standard error. */
@Command(
    name = "meterline",
    mixinStandardHelpOptions = true,
    version = "Meterline 0.1.0",
    description = "Usage, alerts and comparisons from meter readings, with the settings that were in force.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Start with 'meterline demo'. 'meterline COMMAND --help' explains a command.",
      "'./meterline bench' in the sources measures its speed beside that of others, and './meterline package' makes a jar for"
          + " a cluster."
    },
    subcommands = {
      DemoCommand.class,
      SimulateCommand.class,
      ImportCommand.class,
      RunCommand.class,
      VerifyCommand.class,
      ViewsCommand.class,
      ArchiveCommand.class,
      ExplainCommand.class,
      TopicsCommand.class,
      SettingsCommand.class
    })
public final class Meterline implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs the program and exits with its code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The program, to be run with {@link CommandLine#execute}. */
  static CommandLine commandLine() {
    IExecutionExceptionHandler onError =
        (exception, commandLine, result) -> {
          commandLine.getErr().println("meterline: " + Errors.message(exception));
          return ExitCode.FAILED;
        };
    var commandLine =
        configured(new CommandLine(new Meterline()))
            .setExecutionExceptionHandler(onError)
            .setParameterExceptionHandler(Meterline::onUsageError);
    commandLine.setErr(new PrintWriter(System.err, true));
    return commandLine;
  }

  /** A program or command that reads its options as this program does. */
  static CommandLine configured(CommandLine commandLine) {
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        // What is on the command line overrides what a file of options before it says.
        .setOverwrittenOptionsAllowed(true)
        .registerConverter(LocalDate.class, new DateText())
        .registerConverter(Duration.class, new DurationText());
  }

  private static int onUsageError(ParameterException exception, String[] args) {
    var command = exception.getCommandLine();
    var name = command.getCommandSpec().qualifiedName();
    command.getErr().println("meterline: " + exception.getMessage() + " (see '" + name + " --help')");
    return ExitCode.FAILED;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
