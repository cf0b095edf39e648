package io.meterline.app.serve;

import io.meterline.connect.kafka.KafkaCluster;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What the page shows, and to whom.
 *
 * @param views the location of views with versions, on a disk; empty if only live views are shown
 * @param then views that show what was known at the time, or {@code VIEWS@NAME}, on a disk; shown beside those of {@code views}
 * @param archive the log that the views were made of, on a disk; without it nothing is explained or planned
 * @param kafka where a live run publishes its views
 * @param host the address to listen on
 * @param port the port to listen on, 0 for any that is free
 * @param users who may sign in; empty: everyone on this machine is an administrator
 * @param currency the currency of all money; empty: money is shown without a unit
 * @param beamOptions options of Beam and its runners, for plans
 */
public record PageOptions(
    Optional<String> views,
    Optional<String> then,
    Optional<String> archive,
    Optional<KafkaCluster> kafka,
    String host,
    int port,
    Optional<Path> users,
    Optional<Currency> currency,
    List<String> beamOptions) {
  public PageOptions {
    beamOptions = List.copyOf(beamOptions);
  }
}
