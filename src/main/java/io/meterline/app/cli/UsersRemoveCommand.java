package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.app.users.Users;
import io.meterline.model.MeterlineException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a user. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Removes a user. If the page is being served, this ends the sessions of the user.", ""})
final class UsersRemoveCommand implements Callable<Integer> {
  @Mixin private UsersOption users;

  @Parameters(paramLabel = "NAME", description = "The name, as 'meterline users list' shows it.")
  private String name;

  @Override
  public Integer call() {
    users.file().change(this::without);
    return ExitCode.OK;
  }

  private Users without(Users all) {
    if (all.find(name).isEmpty()) {
      throw new MeterlineException("there is no user " + name);
    }
    return all.without(name);
  }
}
