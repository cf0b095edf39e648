package io.meterline.app.plan;

import io.meterline.app.terminal.Progress;
import io.meterline.connect.archive.EventsOfArchive;
import io.meterline.connect.archive.LogIdentity;
import io.meterline.connect.files.Folder;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.ArchiveWait;
import io.meterline.connect.kafka.log.SettingsTopic;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Proposal;
import io.meterline.model.settings.ProposalMark;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A log in Kafka that a live run archives.
 *
 * @param cluster the cluster
 * @param archive the archive of the live run
 * @param longest how long to wait until the archive has what was sent
 * @param progress where it is said that it waits
 */
public record LiveLog(KafkaCluster cluster, Folder archive, Duration longest, PrintWriter progress) implements PlannedLog {
  @Override
  public SortedSet<Integer> logged(Proposal proposal) {
    // The archive may not have yet what was sent.
    var changes = new ArrayList<LoggedChange>();
    SettingsTopic.read(cluster, event -> event.take(changes::add, malformed -> {}));
    return ProposalMark.logged(proposal, changes);
  }

  @Override
  public List<String> log(Proposal proposal) {
    var archived = archived();
    var positions = SettingsTopic.publishMissing(cluster, proposal);
    var marked = ProposalMark.marked(proposal);
    var lines = new ArrayList<String>();
    for (var index = 0; index < marked.size(); index++) {
      lines.add(PlannedLog.line(marked.get(index).at(positions.get(index))));
    }
    var left = new AtomicLong(positions.size());
    new Progress(progress, () -> "waiting until the archive has " + left + " settings changes")
        .during(
            () -> {
              ArchiveWait.forSettings(archived, positions, longest, left::set);
              return left;
            });
    return lines;
  }

  private EventsOfArchive archived() {
    try (var admin = cluster.admin()) {
      return EventsOfArchive.of(archive, LogIdentity.of(admin));
    }
  }
}
