package io.meterline.connect.kafka.log;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.Decoded;
import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.TopicReader;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.Proposal;
import io.meterline.model.settings.ProposalMark;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes and reads the settings changes of the log, for commands that edit settings. */
public final class SettingsTopic {
  /** Producer properties for a single change: a user waits until it is logged. */
  private static final Map<String, String> ONE_CHANGE =
      Map.of(
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(KafkaClients.TIMEOUT.toMillis()),
          CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, String.valueOf(KafkaClients.TIMEOUT.toMillis() / 2),
          ProducerConfig.LINGER_MS_CONFIG, "0");

  private SettingsTopic() {}

  /**
   * Publishes a change, without validation, and returns once the log has it.
   *
   * @param change the change; its position is ignored
   * @return its position in the log
   * @throws io.meterline.model.MeterlineException if the topic is missing or invalid, or Kafka does not acknowledge the
   *     change, which may nevertheless be in the log
   */
  public static Position publish(KafkaCluster cluster, LoggedChange change) {
    try (var admin = cluster.admin()) {
      Topics.requireSettings(admin);
    }
    var key = change.scope().getBytes(StandardCharsets.UTF_8);
    var event = new ProducerRecord<>(Topics.SETTINGS, key, new ChangeEvents().encode(change));
    try (var producer = cluster.producer(ONE_CHANGE)) {
      var logged = KafkaClients.await(producer.send(event), "confirm that the change is in the log");
      return new Position(Instant.ofEpochMilli(logged.timestamp()), logged.partition(), logged.offset());
    }
  }

  /**
   * Publishes the changes of a proposal that the topic does not have, one after the other, marked as {@link ProposalMark} says, without
   * validation. Returns once the log has all. If it fails, some may be in the log; repeating it sends the others.
   *
   * @return the positions of all changes of the proposal, those that were there before among them, in order
   * @throws io.meterline.model.MeterlineException as {@link #read} and {@link #publish}
   */
  public static List<Position> publishMissing(KafkaCluster cluster, Proposal proposal) {
    var log = new ArrayList<LoggedChange>();
    read(cluster, event -> event.take(log::add, malformed -> {}));
    var positions = new ArrayList<Position>();
    for (var change : ProposalMark.marked(proposal)) {
      var there = log.stream().filter(one -> ProposalMark.isMarkedAs(change, one)).map(LoggedChange::position).findFirst();
      positions.add(there.orElseGet(() -> publish(cluster, change)));
    }
    return positions;
  }

  /**
   * Reads every change currently in the log.
   *
   * @param each accepts each event, in order within a partition
   * @throws io.meterline.model.MeterlineException if the topic is missing or invalid, some of its events were deleted, or
   *     Kafka does not answer
   */
  public static void read(KafkaCluster cluster, Consumer<Decoded<LoggedChange>> each) {
    try (var admin = cluster.admin()) {
      Topics.requireWholeSettings(admin);
    }
    var events = new ChangeEvents();
    TopicReader.readToEnd(
        cluster, Topics.SETTINGS, record -> each.accept(events.decode(value(record), position(record))));
  }

  private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? new byte[0] : record.value();
  }

  private static Position position(ConsumerRecord<byte[], byte[]> record) {
    return new Position(Instant.ofEpochMilli(record.timestamp()), record.partition(), record.offset());
  }
}
