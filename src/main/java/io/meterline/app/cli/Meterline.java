package io.meterline.app.cli;

import io.meterline.app.launch.BeamOptions;
import io.meterline.app.process.Errors;
import io.meterline.app.process.ExitCode;
import io.meterline.app.process.LibraryExit;
import io.meterline.app.process.Scratch;
import io.meterline.app.terminal.PrintableWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program. Results are written to standard output, everything else to standard error. */
@Command(
    name = "meterline",
    mixinStandardHelpOptions = true,
    version = "Meterline 0.1.0",
    description = "Usage, alerts and comparisons from meter readings, with the settings that were in force.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Start with 'meterline demo'. 'meterline COMMAND --help' explains a command.",
      "In the sources, './meterline bench' compares its speed with alternatives, and './meterline package' builds a jar for"
          + " a cluster."
    },
    subcommands = {
      DemoCommand.class,
      SimulateCommand.class,
      ImportCommand.class,
      RunCommand.class,
      PlanCommand.class,
      ApplyCommand.class,
      VerifyCommand.class,
      ViewsCommand.class,
      ArchiveCommand.class,
      ExplainCommand.class,
      ServeCommand.class,
      UsersCommand.class,
      TopicsCommand.class,
      SettingsCommand.class,
      HelpCommand.class
    })
public final class Meterline implements Runnable {
  /** Commands that need Beam's options. */
  private static final Set<String> WITH_BEAM = Set.of("demo", "run", "plan", "apply", "verify", "views", "archive", "serve");

  @Spec private CommandSpec spec;

  /** Runs the program and exits with its code. */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out);
    var err = new PrintWriter(System.err);
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> onUncaught(thrown, PrintableWriter.to(err)));
    var watch = LibraryExit.watch(PrintableWriter.to(err));
    var exitCode = ExitCode.FAILED;
    try {
      if (args.length > 0 && WITH_BEAM.contains(args[0])) {
        BeamOptions.loadAhead();
      }
      Scratch.enter();
      exitCode = commandLine(out, err).execute(args);
      out.flush();
      err.flush();
      Scratch.leave();
    } finally {
      if (exitCode == ExitCode.FAILED) {
        // Threads of a failed runner may block for ever.
        Runtime.getRuntime().halt(exitCode);
      }
    }
    if (watch.end()) {
      System.exit(exitCode);
    }
    // Else a signal or a library has started the exit, and decides its code.
  }

  /** An uncaught exception in a thread of a library. A VM error ends the program; the library has to handle anything else. */
  private static void onUncaught(Throwable thrown, PrintWriter err) {
    try {
      Errors.report(thrown, err);
    } finally {
      if (thrown instanceof VirtualMachineError) {
        Runtime.getRuntime().halt(ExitCode.FAILED);
      }
    }
  }

  /**
   * The program, to be run with {@link CommandLine#execute}.
   *
   * @param out for results; made printable
   * @param err for everything else; made printable
   */
  static CommandLine commandLine(Writer out, Writer err) {
    IExecutionExceptionHandler onException =
        (exception, commandLine, result) -> Errors.report(exception, commandLine.getErr());
    var program = new CommandLine(new Meterline());
    GroupedHelp.use(program.getSubcommands().get("import"));
    program.getSubcommands().get("help").getCommandSpec().usageMessage().description("Explains a command: 'help run' is 'run --help'.");
    return configured(program)
        .setExecutionStrategy(Meterline::execute)
        .setExecutionExceptionHandler(onException)
        .setParameterExceptionHandler(UsageErrors::report)
        // Colors are escape sequences, too.
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(PrintableWriter.to(out))
        .setErr(PrintableWriter.to(err));
  }

  /** Picocli does not handle errors that are no exceptions; the JVM would then exit with 1. */
  private static int execute(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      return Errors.report(e, parsed.commandSpec().commandLine().getErr());
    }
  }

  /** Configures a program or command to parse options as this program does. */
  static CommandLine configured(CommandLine commandLine) {
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        // The command line overrides the option file before it.
        .setOverwrittenOptionsAllowed(true)
        .registerConverter(LocalDate.class, new DateText())
        .registerConverter(Duration.class, new DurationText());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
