package io.meterline.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists versions of views, turns readers from one to another, and removes them. */
@Command(
    name = "views",
    mixinStandardHelpOptions = true,
    description = "Lists the versions of views that runs wrote, turns readers from one to another and back, and removes them and what failed runs left.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ViewsListCommand.class, ViewsSwitchCommand.class, ViewsRemoveCommand.class, ViewsCleanCommand.class})
final class ViewsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
