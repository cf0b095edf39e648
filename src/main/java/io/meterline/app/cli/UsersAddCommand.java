package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.app.terminal.NewPassword;
import io.meterline.app.users.Account;
import io.meterline.app.users.PasswordHash;
import io.meterline.app.users.Role;
import io.meterline.app.users.User;
import io.meterline.app.users.Users;
import io.meterline.model.MeterlineException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a user. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adds a user who may sign in to the page. It asks for the password twice at a terminal, or reads it from the first line of"
          + " standard input. The file has a salted hash of it. A page that is being served sees the change at once.",
      "",
      "A home sees its own device, and what it is compared with. An observer sees everything. An administrator can also plan and apply"
          + " settings changes, and publish versions.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  meterline users add --users users --role administrator ada",
      "  meterline users add --users users --role home --device home-0007 berta",
      "  meterline users add --users users --role observer --replace carl < password"
    })
final class UsersAddCommand implements Callable<Integer> {
  @Mixin private UsersOption users;

  @Parameters(paramLabel = "NAME", description = "The name: letters, digits and . _ @ + -")
  private String name;

  @Option(names = "--role", required = true, paramLabel = "ROLE", description = "home, observer or administrator.")
  private Role role;

  @Option(names = "--device", paramLabel = "ID", description = "The device of a home.")
  private Optional<String> device = Optional.empty();

  @Option(names = "--replace", description = "Replaces the user of this name, as to change the password. This ends its sessions.")
  private boolean isReplaced;

  @Override
  public Integer call() {
    var user = new User(name, role, device);
    requireNew(users.file().readIfThere());
    var hash = PasswordHash.of(NewPassword.read("Password of " + name + ": "));
    users.file().change(all -> requireNew(all).with(new Account(user, hash)));
    return ExitCode.OK;
  }

  private Users requireNew(Users all) {
    if (!isReplaced && all.find(name).isPresent()) {
      throw new MeterlineException("there is a user " + name + " already; to change it, add --replace");
    }
    return all;
  }
}
