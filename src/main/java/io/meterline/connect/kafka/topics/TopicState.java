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
    switch (shape) {
      case LOG -> findings.addAll(deleted());
      case VIEW -> {
        // Views are exempt: their compaction deletes replaced rows.
      }
    }
    return findings;
  }

  private Finding finding(RequiredTopicConfig required, String value) {
    return required.config().equals(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG) && written() > 0
        ? new Finding.ProducerTimestamps(topic, required.config(), value, required.value(), written())
        : new Finding.WrongConfig(topic, required.config(), value, required.value(), required.requirement());
  }

  private List<Finding> deleted() {
    var deleted = new ArrayList<Finding>();
    for (var partition = 0; partition < beginnings.size(); partition++) {
      if (beginnings.get(partition) > 0) {
        deleted.add(new Finding.EventsDeleted(topic, partition, beginnings.get(partition)));
      }
    }
    return deleted;
  }

  /** The number of records written to it so far. */
  long written() {
    return ends.stream().mapToLong(Long::longValue).sum();
  }
}
