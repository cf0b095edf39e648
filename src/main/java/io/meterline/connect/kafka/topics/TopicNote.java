package io.meterline.connect.kafka.topics;

import java.time.Duration;

/** What the config of a topic means to its user, who decides whether it is wanted. */
public sealed interface TopicNote {
  /** How long Kafka needs to keep readings that a live run archives: time enough to notice that it has stopped, and to repair it. */
  Duration ENOUGH = Duration.ofDays(7);

  /** The topic. */
  String topic();

  /**
   * What it means.
   *
   * @param bootstrap the address of Kafka, for commands in the text
   */
  String text(String bootstrap);

  /** Readings are kept for ever, which is more than a run with an archive needs. */
  record ReadingsForEver(String topic) implements TopicNote {
    @Override
    public String text(String bootstrap) {
      return ("every event is kept for ever; if a live run archives them (--archive), a week is enough:"
              + " kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config retention.ms=%d")
          .formatted(bootstrap, topic, ENOUGH.toMillis());
    }
  }

  /** Readings are deleted after a time. */
  record ReadingsFor(String topic, String config, String value) implements TopicNote {
    @Override
    public String text(String bootstrap) {
      return "%s is %s: a live run must archive the events (--archive) before they are deleted, and then reads the first ones from the archive"
          .formatted(config, value);
    }
  }

  /** Settings changes are deleted after a time. */
  record SettingsFor(String topic, String config, String value) implements TopicNote {
    @Override
    public String text(String bootstrap) {
      return ("%s is %s: a live run must archive the events (--archive) before they are deleted, and 'meterline settings' needs all of"
              + " them in Kafka; they are few, so keep them: kafka-configs.sh --bootstrap-server %s --alter --entity-type topics"
              + " --entity-name %s --add-config %s=-1")
          .formatted(config, value, bootstrap, topic, config);
    }
  }

  /**
   * The first events of a partition were deleted.
   *
   * @param beginning the first remaining offset, more than 0
   */
  record Begins(String topic, int partition, long beginning) implements TopicNote {
    @Override
    public String text(String bootstrap) {
      return "partition %d begins at offset %d: a run that starts over needs the archive of a live run for the events before it (--archive)"
          .formatted(partition, beginning);
    }
  }
}
