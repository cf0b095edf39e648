package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a version of views. */
@Command(
    name = "switch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Atomically publishes a complete version: one that was held, or an earlier one (rollback).",
      ""
    })
final class ViewsSwitchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private VersionsAt location;

  @Parameters(index = "1", paramLabel = "NAME", description = "The version, as 'meterline views list' shows it.")
  private String name;

  @Override
  public Integer call() {
    var versions = location.versions();
    var before = versions.current();
    versions.switchTo(name);
    var out = spec.commandLine().getOut();
    out.println(name + before.filter(old -> !old.equals(name)).map(old -> ", before: " + old).orElse(""));
    out.flush();
    return ExitCode.OK;
  }
}
