package io.meterline.connect.kafka.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The current state of a topic.
 *
 * @param topic its name
 * @param replicas its replication factor
 * @param configs its topic configs, including defaults of the broker
 * @param beginnings the first offset of each partition
 * @param ends the end offset of each partition, exclusive
 */
record TopicState(String topic, int replicas, Map<String, String> configs, List<Long> beginnings, List<Long> ends) {
  /** How it differs from what the shape requires. */
  List<Finding> findings(TopicShape shape) {
    var findings = new ArrayList<Finding>();
    for (var required : shape.required()) {
      var value = configs.get(required.config());
      if (!required.isMetBy(value)) {
        findings.add(finding(required, value));
      }
    }
    return findings;
  }

  private Finding finding(RequiredTopicConfig required, String value) {
    return required.config().equals(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG) && written() > 0
        ? new Finding.ProducerTimestamps(topic, required.config(), value, required.value(), written())
        : new Finding.WrongConfig(topic, required.config(), value, required.value(), required.requirement());
  }

  /** What a user should know about a topic of the log: for how long it keeps events, and whether some were deleted. */
  List<TopicNote> notes(TopicShape shape) {
    return switch (shape) {
      case LOG -> logNotes();
      case VIEW -> List.of();
    };
  }

  private List<TopicNote> logNotes() {
    var notes = new ArrayList<TopicNote>();
    for (var config : List.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)) {
      if (!configs.get(config).equals(TopicShape.ENDLESS)) {
        notes.add(
            isSettings()
                ? new TopicNote.SettingsFor(topic, config, configs.get(config))
                : new TopicNote.ReadingsFor(topic, config, configs.get(config)));
      }
    }
    if (notes.isEmpty() && !isSettings()) {
      notes.add(new TopicNote.ReadingsForEver(topic));
    }
    deleted().forEach(gone -> notes.add(new TopicNote.Begins(topic, gone.partition(), gone.beginning())));
    return notes;
  }

  private boolean isSettings() {
    return topic.equals(Topics.SETTINGS);
  }

  /** The partitions of which the first events were deleted. */
  List<Finding.EventsDeleted> deleted() {
    var deleted = new ArrayList<Finding.EventsDeleted>();
    for (var partition = 0; partition < beginnings.size(); partition++) {
      if (beginnings.get(partition) > 0) {
        deleted.add(new Finding.EventsDeleted(topic, partition, beginnings.get(partition)));
      }
    }
    return deleted;
  }

  /** Whether a partition has a record, or may have one: some offsets have none. */
  boolean hasRecords() {
    return !beginnings.equals(ends);
  }

  /** The number of records written to it so far. */
  long written() {
    return ends.stream().mapToLong(Long::longValue).sum();
  }
}
