package io.meterline.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists versions of views, publishes one of them, and removes them. */
@Command(
    name = "views",
    mixinStandardHelpOptions = true,
    description = "Lists the versions of views, publishes or rolls back to one, and removes versions and leftovers of failed runs.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ViewsListCommand.class, ViewsSwitchCommand.class, ViewsRemoveCommand.class, ViewsCleanCommand.class})
final class ViewsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
