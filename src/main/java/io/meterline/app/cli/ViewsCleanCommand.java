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

/** Removes what failed runs left among versions of views. */
@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists what runs left that failed or were killed: incomplete versions, and temporary files. With --yes it is removed.",
      "",
      "Only what is known to be left is removed. A version that a run is writing on this machine is never touched. Of one that"
          + " was handed over to a cluster, and of any in an object store, no one can tell whether its run goes on: it stays,"
          + " unless it is named. A run whose version is removed fails in the end; readers are as they were.",
      "",
      "Complete and damaged versions are for 'views remove'.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing is left", "1:something is left, as it was not removed", "2:could not be done"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  meterline views clean views",
      "  meterline views clean views --yes",
      "  meterline views clean gs://bucket/views 2026-11-prices --yes"
    })
final class ViewsCleanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private VersionsAt place;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description = "Incomplete versions whose runs have ended, as you know (default: all of which that is known).")
  private List<String> names = new ArrayList<>();

  @Option(names = "--yes", description = "Remove what is listed with 'removes'.")
  private boolean yes;

  @Override
  public Integer call() {
    var versions = place.versions();
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
          "no run left a version " + name + ": it is complete, damaged, being written, or not there; see 'meterline views list'");
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
      out.println("nothing is left of runs that failed");
    } else if (yes) {
      out.println("removed: " + removed);
    } else if (!chosen.isEmpty()) {
      out.println("nothing was removed yet: say --yes");
    }
    if (names.isEmpty() && chosen.size() < left.size()) {
      out.println("of a run that may go on elsewhere, name the version if you know that it has ended: views clean VIEWS NAME --yes");
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
      case MAY_BE_RUNNING -> "may go on elsewhere";
    };
  }
}
