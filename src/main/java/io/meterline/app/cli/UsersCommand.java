package io.meterline.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says who may sign in to the page. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    description = "Adds, lists and removes those who may sign in to the page that 'meterline serve --users' serves.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {UsersAddCommand.class, UsersListCommand.class, UsersRemoveCommand.class})
final class UsersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
