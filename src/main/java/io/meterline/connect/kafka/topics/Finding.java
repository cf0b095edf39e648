package io.meterline.connect.kafka.topics;

/** Something about a topic that is not as it must be. */
public sealed interface Finding {
  /** The topic. */
  String topic();

  /** What is wrong with it. */
  String problem();

  /**
   * How to put it right.
   *
   * @param bootstrap where Kafka is, for the commands in it
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
   * A setting has a value that it must not have.
   *
   * @param setting the setting
   * @param value the value it has
   * @param demanded the value to give it
   * @param inWords what it must be
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
   * Events of the log may have the times of their producers.
   *
   * @param setting the setting that lets them
   * @param value the value it has
   * @param demanded the value it must have
   * @param events how many events there are
   */
  record ForeignTimes(String topic, String setting, String value, String demanded, long events) implements Finding {
    @Override
    public String problem() {
      return "%s is %s, must be %s; the events that it has, %d so far, may have times that the log did not set"
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
   * Events of the log are gone.
   *
   * @param partition the partition they were in
   * @param beginning the first offset that is left, more than 0
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
