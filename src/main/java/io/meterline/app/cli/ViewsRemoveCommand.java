package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a version of views. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Removes a version, complete or not, but never the current one. A run that is still writing it elsewhere fails"
          + " in the end.",
      ""
    })
final class ViewsRemoveCommand implements Callable<Integer> {
  @Mixin private VersionsAt location;

  @Parameters(index = "1", paramLabel = "NAME", description = "The version, as 'meterline views list' shows it.")
  private String name;

  @Override
  public Integer call() {
    location.versions().remove(name);
    return ExitCode.OK;
  }
}
