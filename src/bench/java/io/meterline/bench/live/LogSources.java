package io.meterline.bench.live;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.settings.Scope;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The log as Flink's own source of Kafka gives it, in types that Flink sends in few bytes. */
final class LogSources {
  private static final TypeInformation<Tuple4<String, Long, Integer, Long>> READING =
      Types.TUPLE(Types.STRING, Types.LONG, Types.INT, Types.LONG);
  private static final TypeInformation<Tuple4<String, Long, Long, String>> VERSION =
      Types.TUPLE(Types.STRING, Types.LONG, Types.LONG, Types.STRING);

  private LogSources() {}

  /**
   * Readings: device, start in epoch milliseconds UTC, seconds, milliwatt-hours. The watermark of a partition is its
   * latest start less the slack; an idle partition holds nothing back.
   */
  static DataStream<Tuple4<String, Long, Integer, Long>> readings(StreamExecutionEnvironment flink, String bootstrap) {
    var watermarks =
        WatermarkStrategy.<Tuple4<String, Long, Integer, Long>>forBoundedOutOfOrderness(LiveContender.SLACK)
            .withTimestampAssigner((reading, before) -> reading.f1)
            .withIdleness(LiveContender.SLACK);
    return flink.fromSource(source(bootstrap, Topics.READINGS, new Readings()), watermarks, "readings", READING);
  }

  /**
   * Versions of settings at a level: name, from when they hold and when they are effective in epoch milliseconds UTC,
   * value. As they are few, their watermark is the clock less the slack.
   */
  static DataStream<Tuple4<String, Long, Long, String>> versions(
      StreamExecutionEnvironment flink, String bootstrap, Scope.Level level) {
    var watermarks =
        WatermarkStrategy.<Tuple4<String, Long, Long, String>>forGenerator(context -> new ByTheClock())
            .withTimestampAssigner((version, before) -> version.f1);
    return flink
        .fromSource(source(bootstrap, Topics.SETTINGS, new Versions(level)), watermarks, level.name(), VERSION)
        .setParallelism(1);
  }

  private static <T> KafkaSource<T> source(String bootstrap, String topic, KafkaRecordDeserializationSchema<T> events) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(bootstrap)
        .setTopics(topic)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(events)
        .build();
  }

  private static final class Readings implements KafkaRecordDeserializationSchema<Tuple4<String, Long, Integer, Long>> {
    private static final long serialVersionUID = 1;

    private transient ReadingEvents events;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> record, Collector<Tuple4<String, Long, Integer, Long>> out) {
      if (events == null) {
        events = new ReadingEvents();
      }
      LiveSerdes.reading(events, record.value())
          .ifPresent(
              of -> {
                var reading = of.reading();
                out.collect(Tuple4.of(of.device(), reading.atMillis(), reading.seconds(), reading.milliwattHours()));
              });
    }

    @Override
    public TypeInformation<Tuple4<String, Long, Integer, Long>> getProducedType() {
      return READING;
    }
  }

  private static final class Versions implements KafkaRecordDeserializationSchema<Tuple4<String, Long, Long, String>> {
    private static final long serialVersionUID = 1;

    private final Scope.Level level;

    Versions(Scope.Level level) {
      this.level = level;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Tuple4<String, Long, Long, String>> out) {
      Version.of(new ChangeEvents(), record.value(), record.timestamp())
          .filter(version -> version.scope().level() == level)
          .ifPresent(version -> out.collect(row(version)));
    }

    private static Tuple4<String, Long, Long, String> row(Version version) {
      return Tuple4.of(version.scope().name(), version.from(), version.effectiveAt(), version.value());
    }

    @Override
    public TypeInformation<Tuple4<String, Long, Long, String>> getProducedType() {
      return VERSION;
    }
  }

  private static final class ByTheClock implements WatermarkGenerator<Tuple4<String, Long, Long, String>> {
    @Override
    public void onEvent(Tuple4<String, Long, Long, String> version, long time, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.emitWatermark(new Watermark(System.currentTimeMillis() - LiveContender.SLACK.toMillis()));
    }
  }
}
