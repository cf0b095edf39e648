package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.app.terminal.TextTable;
import io.meterline.connect.versions.Leftover;
import io.meterline.model.MeterlineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes leftovers of failed runs. */
@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists leftovers of runs that failed or were killed: incomplete versions, and temporary files. --yes removes them.",
      "",
      "Only confirmed leftovers are removed. A version that a run is writing on this machine is never touched. For a run"
          + " on a cluster, or one that writes to an object store, it is unknown whether the run has ended: its version is kept,"
          + " unless it is named. A run whose version is removed fails in the end; the current version is unchanged.",
      "",
      "To remove complete and damaged versions, use 'views remove'.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing is left", "1:leftovers were not removed", "2:failed"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  meterline views clean views",
      "  meterline views clean views --yes",
      "  meterline views clean gs://bucket/views 2026-11-prices --yes"
    })
final class ViewsCleanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private VersionsAt location;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description = "Incomplete versions whose runs you know have ended (default: all for which that is confirmed).")
  private List<String> names = new ArrayList<>();

  @Option(names = "--yes", description = "Remove what is listed with 'removes'.")
  private boolean yes;

  @Override
  public Integer call() {
    var versions = location.versions();
    var left = versions.leftovers();
    names.forEach(name -> requireLeft(name, left));
    Predicate<Leftover> isChosen =
        names.isEmpty() ? leftover -> leftover.run() == Leftover.Run.ENDED : leftover -> isNamed(leftover);
    var chosen = left.stream().filter(isChosen).toList();
    print(left, chosen);
    return conclude(left, chosen, yes ? versions.clean(chosen).size() : 0);
  }

  private static void requireLeft(String name, List<Leftover> left) {
    if (left.stream().noneMatch(leftover -> isVersion(leftover) && leftover.name().equals(name))) {
      throw new MeterlineException(
          "version " + name + " is not a leftover: it is complete, damaged, being written, or does not exist; see 'meterline views list'");
    }
  }

  private boolean isNamed(Leftover leftover) {
    return isVersion(leftover) && names.contains(leftover.name());
  }

  private static boolean isVersion(Leftover leftover) {
    return leftover.kind() == Leftover.Kind.VERSION;
  }

  private void print(List<Leftover> left, List<Leftover> chosen) {
    if (left.isEmpty()) {
      return;
    }
    var table = new TextTable("leftover", "name", "its run", "clean");
    for (var leftover : left) {
      table.row(kind(leftover), leftover.name(), run(leftover), chosen.contains(leftover) ? "removes" : "keeps");
    }
    table.print(spec.commandLine().getOut());
  }

  private int conclude(List<Leftover> left, List<Leftover> chosen, int removed) {
    var out = spec.commandLine().getOut();
    if (left.isEmpty()) {
      out.println("no leftovers of failed runs");
    } else if (yes) {
      out.println("removed: " + removed);
    } else if (!chosen.isEmpty()) {
      out.println("nothing was removed yet: add --yes");
    }
    if (names.isEmpty() && chosen.size() < left.size()) {
      out.println("if you know that a run elsewhere has ended, name its version: views clean VIEWS NAME --yes");
    }
    out.flush();
    return removed < left.size() ? ExitCode.ATTENTION : ExitCode.OK;
  }

  private static String kind(Leftover leftover) {
    return switch (leftover.kind()) {
      case VERSION -> "version";
      case FILE -> "file";
    };
  }

  private static String run(Leftover leftover) {
    return switch (leftover.run()) {
      case ENDED -> "has ended";
      case MAY_BE_RUNNING -> "may be running elsewhere";
    };
  }
}
