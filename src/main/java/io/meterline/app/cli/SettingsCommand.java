package io.meterline.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Publishes and shows settings changes. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    description = "Publishes settings changes to the live log, and lists those in it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SettingsChangeCommand.Set.class,
      SettingsChangeCommand.Add.class,
      SettingsChangeCommand.Scale.class,
      SettingsChangeCommand.Clear.class,
      SettingsHistoryCommand.class,
      SettingsListCommand.class
    })
final class SettingsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
