package io.meterline.app.cli;

import io.meterline.app.launch.Runners;
import io.meterline.app.process.ExitCode;
import io.meterline.app.verify.DiffText;
import io.meterline.app.verify.ViewDiff;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.StoredView;
import io.meterline.model.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.io.FileSystems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Compares two sets of views, in files or in topics. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares two sets of views by key and content: folders, or the topics of a live run.",
      "",
      "Of a topic, the last row of each key at the start of the command is compared: let the run catch up first.",
      "",
      "Rows are matched by their key, in any order; 'rejected' has no key and is compared as an unordered list. Columns "
          + "that a view does not have, such as 'revision', are not compared. A repeated key on one side is also a "
          + "difference.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:identical", "1:they differ", "2:something could not be read"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  meterline verify views-of-live views-of-replay",
      "  meterline verify before after --show 20 | less",
      "  meterline verify views views@2026-11-prices",
      "  meterline verify kafka://localhost:9092 views-of-replay"
    })
final class VerifyCommand implements Callable<Integer> {
  /** About half a gigabyte of rows. */
  private static final int ROWS_AT_ONCE = 500_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "LEFT",
      description =
          "A folder or URI of views, as in --views of a run; append @NAME for one of its versions; or kafka://HOST:PORT,"
              + " for the topics of the views.")
  private String left;

  @Parameters(paramLabel = "RIGHT", description = "What to compare it with, in the same form.")
  private String right;

  @Mixin private KafkaConfigOption kafkaConfig;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many differences to show per view, in the order of their keys. Default: ${DEFAULT-VALUE}.")
  private int show;

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Override
  public Integer call() {
    FileSystems.setDefaultPipelineOptions(Runners.options(beamOptions));
    if (show < 0) {
      throw new ParameterException(spec.commandLine(), "--show must be at least 0, not " + show);
    }
    var sides = sides();
    var out = spec.commandLine().getOut();
    var text = new DiffText(out);
    var differing = new LinkedHashMap<View, ViewDiff.Result>();
    text.heading();
    sides.forEach(
        (left, right) -> {
          var result = ViewDiff.compare(left, right, show, ROWS_AT_ONCE);
          text.counts(left.view(), result);
          out.flush();
          if (!result.isIdentical()) {
            differing.put(left.view(), result);
          }
        });
    if (show > 0) {
      differing.forEach(text::differences);
    }
    out.println(differing.isEmpty() ? "identical" : "\nthe views differ");
    out.flush();
    return differing.isEmpty() ? ExitCode.OK : ExitCode.ATTENTION;
  }

  /** Both sides of every view, so that a missing one is reported before any is compared. */
  private Map<StoredView, StoredView> sides() {
    var lefts = views(left);
    var rights = views(right);
    var sides = new LinkedHashMap<StoredView, StoredView>();
    for (var view : Analyses.standard().views()) {
      sides.put(lefts.of(view), rights.of(view));
    }
    return sides;
  }

  private ViewsAt views(String side) {
    return ViewsAt.of(side, kafkaConfig);
  }
}
