package io.meterline.connect.kafka.topics;

import java.util.List;

/**
 * What came of a topic that was to be there.
 *
 * @param topic its name
 * @param origin whether it was there
 * @param partitions how many partitions it has
 * @param replicas how many copies of each
 * @param written how many records were written to it so far
 * @param findings what is not as it must be
 */
public record TopicReport(
    String topic, Origin origin, int partitions, int replicas, long written, List<Finding> findings) {

  /** Since when there is a topic. */
  public enum Origin {
    /** It was there before. */
    FOUND,
    /** It was created now. */
    CREATED
  }

  /** A copy that no one else can change. */
  public TopicReport {
    findings = List.copyOf(findings);
  }
}
