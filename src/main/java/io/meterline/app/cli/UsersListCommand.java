package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.app.terminal.TextTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the users. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Lists those who may sign in to the page: name, role, and the device of a home.", ""})
final class UsersListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private UsersOption users;

  @Override
  public Integer call() {
    var table = new TextTable("name", "role", "device");
    for (var account : users.file().read().accounts()) {
      var user = account.user();
      table.row(user.name(), user.role().word(), user.device().orElse(""));
    }
    table.print(spec.commandLine().getOut());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
