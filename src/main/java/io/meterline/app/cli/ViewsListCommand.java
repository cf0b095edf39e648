package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.app.terminal.TextTable;
import io.meterline.connect.versions.Version;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.View;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists versions of views. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the versions of views: their state, whether they are current, and the number of rows of each view.",
      "",
      "An 'incomplete' version is being written elsewhere, or was left by a run that failed. The manifest of a 'damaged' one"
          + " cannot be read; 'views remove' removes it. 'previous' was current before; 'views switch' rolls back to it.",
      ""
    })
final class ViewsListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private VersionsAt location;

  @Override
  public Integer call() {
    var all = location.versions().list();
    var views = Analyses.standard().views().stream().map(View::name).collect(Collectors.toCollection(LinkedHashSet::new));
    // Views of another build of the program come last.
    all.forEach(version -> views.addAll(version.rows().keySet()));
    var headings = Stream.concat(Stream.of("version", "state", "readers"), views.stream());
    var table = new TextTable(headings.toArray(String[]::new));
    all.forEach(version -> table.row(cells(version, List.copyOf(views)).toArray()));
    table.print(spec.commandLine().getOut());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static Stream<Object> cells(Version version, List<String> views) {
    var rows = views.stream().map(view -> version.rows().containsKey(view) ? version.rows().get(view) : "");
    return Stream.concat(Stream.of(version.name(), state(version), readers(version)), rows);
  }

  private static String state(Version version) {
    return switch (version.state()) {
      case COMPLETE -> "complete";
      case WHAT_IF -> "what if";
      case BEING_WRITTEN -> "writing";
      case INCOMPLETE -> "incomplete";
      case DAMAGED -> "damaged";
    };
  }

  private static String readers(Version version) {
    return switch (version.standing()) {
      case CURRENT -> "current";
      case PREVIOUS -> "previous";
      case OTHER -> "";
    };
  }
}
