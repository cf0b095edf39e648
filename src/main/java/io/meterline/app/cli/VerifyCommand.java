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

/** Compares views with views, at rest or live. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares two sets of views by key and content: folders, or the topics of a live run.",
      "",
      "Of a topic, the last row of each key is compared, as it stands when the command begins: let the run come to rest first.",
      "",
      "Rows are matched by their key, wherever they stand; 'rejected' has none and is compared as a list whose order does "
          + "not matter. Columns that a view does not have, such as 'revision', are not compared. A key that a side has "
          + "twice is a difference too.",
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
          "A folder of views, as the --views of a run; FOLDER@NAME for one of its versions, and either as a URI; or"
              + " kafka://HOST:PORT, where views are topics.")
  private String left;

  @Parameters(paramLabel = "RIGHT", description = "What to compare it with, one as the other.")
  private String right;

  @Mixin private KafkaConfigOption kafkaConfig;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many differences to show of each view, in the order of their keys. Default: ${DEFAULT-VALUE}.")
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

  /** Both sides of every view, so that a missing one is told before any is compared. */
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
