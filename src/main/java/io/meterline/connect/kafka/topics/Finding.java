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
   * @param setting its name
   * @param value its value
   * @param demanded the value to set
   * @param inWords the requirement, for messages
   */
  record WrongSetting(String topic, String setting, String value, String demanded, String inWords) implements Finding {
    @Override
    public String problem() {
      return setting + " is " + value + ", must be " + inWords;
    }

    @Override
    public String remedy(String bootstrap) {
      return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
          .formatted(bootstrap, topic, setting, demanded);
    }
  }

  /**
   * Events of the log may have timestamps that their producers set.
   *
   * @param setting the topic config that allows them
   * @param value its value
   * @param demanded the required value
   * @param events how many events there are
   */
  record ForeignTimes(String topic, String setting, String value, String demanded, long events) implements Finding {
    @Override
    public String problem() {
      return "%s is %s, must be %s; its events, %d so far, may have timestamps that the broker did not set"
          .formatted(setting, value, demanded, events);
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
      return "no setting brings them back: replay from an archive that has them, or start with a new log";
    }
  }
}
