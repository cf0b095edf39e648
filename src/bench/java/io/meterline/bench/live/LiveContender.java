package io.meterline.bench.live;

import io.meterline.app.cli.Meterline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who takes part live. The first is what the others are compared with. */
public enum LiveContender {
  METERLINE("Meterline", "Meterline, Flink runner", Meterline.class.getName()),
  KAFKA_STREAMS("LiveKafkaStreams", "Kafka Streams, versioned table", LiveKafkaStreams.class.getName()),
  FLINK_SQL("LiveFlinkSql", "Flink SQL, temporal join", LiveFlinkSql.class.getName()),
  FLINK_BY_HAND("LiveFlinkByHand", "Flink DataStream, by hand", LiveFlinkByHand.class.getName());

  /** How often rows are published. */
  static final Duration WINDOW = Duration.ofSeconds(1);

  /** How long results wait for events on their way. */
  static final Duration SLACK = Duration.ofSeconds(1);

  private final String word;
  private final String label;
  private final String program;

  LiveContender(String word, String label, String program) {
    this.word = word;
    this.label = label;
    this.program = program;
  }

  /** What it is called in options. */
  public String word() {
    return word;
  }

  /** What it is called in tables. */
  public String label() {
    return label;
  }

  /** The contender with that word, in any case. */
  public static Optional<LiveContender> named(String word) {
    return List.of(values()).stream().filter(one -> one.word.equalsIgnoreCase(word)).findFirst();
  }

  /** The class whose main runs until it is stopped. */
  String program() {
    return program;
  }

  /** The topic of its rows. */
  String topic() {
    return this == METERLINE ? LiveTopics.METERLINE : LiveTopics.USAGE;
  }

  List<String> arguments(String bootstrap) {
    return switch (this) {
      case METERLINE ->
          List.of(
              "run",
              "--kafka=" + bootstrap,
              "--window=" + WINDOW,
              "--wait=PT0S",
              "--slack=" + SLACK,
              "--runner=FlinkRunner",
              "--parallelism=2");
      case KAFKA_STREAMS, FLINK_SQL, FLINK_BY_HAND -> List.of(bootstrap);
    };
  }
}
