package io.meterline.app.cli;

import io.meterline.app.launch.CompactionProgress;
import io.meterline.app.launch.MissingEvents;
import io.meterline.app.launch.Runners;
import io.meterline.app.terminal.Progress;
import io.meterline.connect.archive.Compaction;
import io.meterline.connect.archive.OffsetGap;
import io.meterline.connect.files.Folder;
import io.meterline.model.MeterlineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.io.FileSystems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Compacts the many small files of an archive. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compacts the many small files of a live run's archive: what a partition logged on a day becomes one file, with each"
          + " event once.",
      "",
      "Only days before the last one in the archive are compacted. The live run may continue; it also compacts once"
          + " an hour itself. Readers see each event once at every moment, even if this command is killed; then run it again.",
      "",
      "Replaced files are kept aside for a day, for readers that have listed them. The first compaction"
          + " after that removes them. Until then they take space.",
      "",
      "Every file is read to its end and its checksums are verified. If a file is damaged, it is named and nothing is changed.",
      "",
      "Offsets that are missing between files are reported: a file was deleted, or the topic never had them, as with transactions"
          + " or if the topic itself is compacted. Files on both sides of a gap stay separate, so that it is reported again,"
          + " by this command and by 'run --archive'. If you know that the topic never had these offsets, use --accept-gaps.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done, or nothing to do", "1:done, but offsets are missing", "2:failed; the archive is unchanged"},
    footerHeading = "%nExamples:%n",
    footer = {"  meterline archive compact log", "  meterline archive compact gs://bucket/log"})
final class ArchiveCompactCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ARCHIVE",
      description = "The archive of a live run: a folder on a disk or in an object store, such as gs://BUCKET/log.")
  private String archive;

  @Option(
      names = "--accept-gaps",
      description = "Merge files across missing offsets. These are no longer reported afterwards.")
  private boolean acceptGaps;

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Override
  public Integer call() {
    FileSystems.setDefaultPipelineOptions(Runners.options(beamOptions));
    var commandLine = spec.commandLine();
    var start = System.nanoTime();
    var gaps = acceptGaps ? Compaction.Gaps.ACCEPTED : Compaction.Gaps.STAY;
    var progress = new CompactionProgress();
    var outcome =
        new Progress(commandLine.getErr(), progress::text)
            .during(() -> new Compaction(Folder.at(archive), gaps).run(progress))
            .orElseThrow(() -> new MeterlineException("the archive " + archive + " is being compacted by another process"));
    print(outcome, (System.nanoTime() - start) / 1e9);
    var missing = acceptGaps ? List.<OffsetGap>of() : outcome.missing();
    return MissingEvents.report(archive, missing, commandLine.getErr());
  }

  private void print(Compaction.Outcome outcome, double seconds) {
    var out = spec.commandLine().getOut();
    if (outcome.replaced() == 0) {
      out.println("nothing to do: every day but the last is compacted");
    } else {
      out.printf(Locale.ROOT, "days           %,d%n", outcome.days());
      out.printf(Locale.ROOT, "files before   %,d%n", outcome.replaced());
      out.printf(Locale.ROOT, "files now      %,d%n", outcome.written());
      out.printf(Locale.ROOT, "events         %,d%n", outcome.events());
    }
    out.printf(Locale.ROOT, "seconds        %.1f%n", seconds);
    out.flush();
  }
}
