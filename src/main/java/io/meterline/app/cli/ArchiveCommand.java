package io.meterline.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Maintains an archive. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = "Maintains the archive of a live run.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ArchiveCompactCommand.class, ArchiveStatusCommand.class})
final class ArchiveCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
