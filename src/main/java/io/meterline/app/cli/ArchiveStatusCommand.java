package io.meterline.app.cli;

import io.meterline.app.launch.Runners;
import io.meterline.app.process.ExitCode;
import io.meterline.app.terminal.TextTable;
import io.meterline.connect.archive.EventsOfArchive;
import io.meterline.connect.archive.LogIdentity;
import io.meterline.connect.files.Folder;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.ArchiveProgress;
import io.meterline.connect.kafka.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.io.FileSystems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Shows whether an archive has what Kafka is about to delete. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows how far the archive of a live run has each partition of the log, and what Kafka still has.",
      "",
      "'archived to' is the end of the events that the archive has without a gap, 'kafka from' and 'kafka to' are the beginning and the"
          + " end of the topic, 'behind' is how many offsets of the topic are not archived yet, and 'waiting since' is when the first of"
          + " them was logged. Kafka must keep events for longer than that.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every event is in the archive or in Kafka",
      "1:events are in neither: a line says which",
      "2:failed, or the archive is not that of this log"
    },
    footerHeading = "%nExample:%n",
    footer = "  meterline archive status log --bootstrap localhost:9092")
final class ArchiveStatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ARCHIVE",
      description = "The archive of a live run: a folder on a disk or in an object store, such as gs://BUCKET/log.")
  private String archive;

  @Mixin private KafkaOptions kafka;

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Override
  public Integer call() {
    FileSystems.setDefaultPipelineOptions(Runners.options(beamOptions));
    var cluster = kafka.cluster();
    var progress = ArchiveProgress.of(cluster, EventsOfArchive.of(Folder.at(archive), identity(cluster)));
    print(progress);
    var gaps = progress.stream().flatMap(each -> each.gap().stream()).toList();
    gaps.forEach(gap -> spec.commandLine().getErr().println("meterline: " + gap));
    spec.commandLine().getErr().flush();
    return gaps.isEmpty() ? ExitCode.OK : ExitCode.ATTENTION;
  }

  private static LogIdentity identity(KafkaCluster cluster) {
    try (var admin = cluster.admin()) {
      Topics.requireLog(admin);
      return LogIdentity.of(admin);
    }
  }

  private void print(List<ArchiveProgress> progress) {
    var table = new TextTable("topic", "partition", "archived to", "kafka from", "kafka to", "behind", "waiting since");
    for (var each : progress) {
      var part = each.part();
      table.row(
          Topics.of(part.kind()),
          part.partition(),
          part.archivedTo(),
          part.beginning(),
          part.end(),
          each.behind(),
          each.waiting().map(Instant::toString).orElse(""));
    }
    table.print(spec.commandLine().getOut());
    spec.commandLine().getOut().flush();
  }
}
