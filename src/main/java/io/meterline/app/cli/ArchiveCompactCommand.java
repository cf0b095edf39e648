package io.meterline.app.cli;

import io.meterline.app.launch.CompactionProgress;
import io.meterline.app.launch.MissingEvents;
import io.meterline.app.launch.Runners;
import io.meterline.app.terminal.Progress;
import io.meterline.connect.archive.Compaction;
import io.meterline.connect.archive.Gap;
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

/** Puts the many small files of an archive together. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts the many small files of a live run's archive together: what a partition logged on a day becomes one file, each"
          + " event once.",
      "",
      "Only days before the last one in the archive are compacted. The live run may go on, and does the same by itself once"
          + " an hour. Readers see each event once at every moment, also if this is killed; run it again then.",
      "",
      "Files that were replaced stay for a day, out of the way, for readers that have listed them. The first compaction"
          + " after that removes them. Until then they take space.",
      "",
      "Every file is read to its end and its checksums are looked at. What a damaged file is, is said; nothing is changed then.",
      "",
      "Offsets that are missing between files are told: a file was deleted, or the topic never had them, as with transactions or"
          + " where the topic itself is compacted. Files on both sides of what is missing stay apart, so that it is told again,"
          + " by this command and by 'run --archive'. If you know that the topic never had them, say --accept-gaps.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done, or nothing to do", "1:done, and offsets are missing", "2:not done; the archive is as it was"},
    footerHeading = "%nExamples:%n",
    footer = {"  meterline archive compact log", "  meterline archive compact gs://bucket/log"})
final class ArchiveCompactCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ARCHIVE",
      description = "The archive of a live run: a folder on a disk, or in an object store, such as gs://BUCKET/log.")
  private String archive;

  @Option(
      names = "--accept-gaps",
      description = "Put files together between which offsets are missing. They are not told any more afterwards.")
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
    var missing = acceptGaps ? List.<Gap>of() : outcome.missing();
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
