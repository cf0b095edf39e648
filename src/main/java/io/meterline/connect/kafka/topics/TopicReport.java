package io.meterline.connect.kafka.topics;

import java.util.List;

/**
 * The result of creating or checking a topic.
 *
 * @param topic its name
 * @param origin whether it existed before
 * @param partitions the number of its partitions
 * @param replicas its replication factor
 * @param written the number of records written to it so far
 * @param findings what is wrong with it
 * @param notes what its config means to its user
 */
public record TopicReport(
    String topic, Origin origin, int partitions, int replicas, long written, List<Finding> findings, List<TopicNote> notes) {

  /** Whether a topic existed before. */
  public enum Origin {
    /** It existed before. */
    FOUND,
    /** It was just created. */
    CREATED
  }

  public TopicReport {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }
}
