package io.meterline.connect.kafka.topics;

/** A problem with a topic. */
public sealed interface Finding {
  /** The topic. */
  String topic();

  /** What is wrong with it. */
  String problem();

  /**
   * How to fix it.
   *
   * @param bootstrap the address of Kafka, for commands in the text
   */
  String remedy(String bootstrap);

  /** There is no such topic. */
  record Missing(String topic) implements Finding {
    @Override
    public String problem() {
      return "there is no such topic";
    }

    @Override
    public String remedy(String bootstrap) {
      return "meterline topics --bootstrap " + bootstrap;
    }
  }

  /**
   * A topic config has a wrong value.
   *
   * @param config its name
   * @param value its value
   * @param required the value to set
   * @param requirement the requirement, for messages
   */
  record WrongConfig(String topic, String config, String value, String required, String requirement) implements Finding {
    @Override
    public String problem() {
      return config + " is " + value + ", must be " + requirement;
    }

    @Override
    public String remedy(String bootstrap) {
      return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
          .formatted(bootstrap, topic, config, required);
    }
  }

  /**
   * Events of the log may have timestamps that their producers set.
   *
   * @param config the topic config that allows them
   * @param value its value
   * @param required the required value
   * @param events how many events there are
   */
  record ProducerTimestamps(String topic, String config, String value, String required, long events) implements Finding {
    @Override
    public String problem() {
      return "%s is %s, must be %s; its events, %d so far, may have timestamps that the broker did not set"
          .formatted(config, value, required, events);
    }

    @Override
    public String remedy(String bootstrap) {
      return ("keep its events elsewhere, kafka-topics.sh --bootstrap-server %s --delete --topic %s,"
              + " meterline topics --bootstrap %s, and send them again")
          .formatted(bootstrap, topic, bootstrap);
    }
  }

  /**
   * Events of the log were deleted.
   *
   * @param partition the partition they were in
   * @param beginning the first remaining offset, more than 0
   */
  record EventsDeleted(String topic, int partition, long beginning) implements Finding {
    @Override
    public String problem() {
      return "partition " + partition + " begins at offset " + beginning + ": the events before it were deleted";
    }

    @Override
    public String remedy(String bootstrap) {
      return "no topic config brings them back: replay from an archive that has them, or start with a new log";
    }
  }
}
