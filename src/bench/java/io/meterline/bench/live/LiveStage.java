package io.meterline.bench.live;

import io.meterline.app.cli.Meterline;
import io.meterline.bench.LargePages;
import io.meterline.cluster.BrokerProcess;
import io.meterline.cluster.JavaProcess;
import io.meterline.connect.files.Disk;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.TopicReader;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A broker of its own with empty topics, for one trial, and what was published there beside what should have been.
 *
 * @param folder where its data is, which is removed at the end
 */
record LiveStage(Path folder, BrokerProcess broker, KafkaCluster cluster) implements AutoCloseable {
  /**
   * Of contenders and of the replay alike. The compiler's thresholds are those of Meterline's launcher: on few cores the C2 compiler takes
   * as much as the work for minutes, whatever the program.
   */
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx4g",
          "-XX:+UseParallelGC",
          "-XX:ActiveProcessorCount=2",
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=10000",
          "-XX:Tier4CompileThreshold=100000",
          "-XX:Tier4BackEdgeThreshold=400000",
          "-XX:MaxInlineLevel=9",
          "-XX:InlineSmallCode=1500",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

  private static final Duration REPLAY_PATIENCE = Duration.ofMinutes(20);

  /** Starts a broker and creates the topics. */
  static LiveStage open(Path folder) {
    remove(folder);
    var broker = BrokerProcess.start(folder.resolve("broker"));
    var cluster = KafkaCluster.at(broker.bootstrap());
    LiveTopics.create(cluster);
    return new LiveStage(folder, broker, cluster);
  }

  /** Starts a contender. */
  JavaProcess start(LiveContender contender) {
    return start(contender.word() + ".log", contender.program(), contender.arguments(broker.bootstrap()));
  }

  private JavaProcess start(String log, String program, List<String> arguments) {
    var options = Stream.concat(OPTIONS.stream(), LargePages.options().stream()).toList();
    return JavaProcess.start(folder.resolve(log), options, program, arguments);
  }

  /** Counts the last rows of a contender that are not those of a replay of the log, {@code known=then}. */
  WrongRows wrong(LiveContender contender) {
    return WrongRows.of(published(contender), replayed());
  }

  private Map<UsageOfDay.Key, UsageOfDay> published(LiveContender contender) {
    var rows = new HashMap<ByteBuffer, UsageOfDay>();
    TopicReader.readToEnd(
        cluster,
        contender.topic(),
        record -> {
          var key = ByteBuffer.wrap(record.key());
          if (record.value() == null) {
            rows.remove(key);
          } else {
            rows.put(key, UsageOfDay.read(record.value()));
          }
        });
    return byKey(rows.values().stream());
  }

  private Map<UsageOfDay.Key, UsageOfDay> replayed() {
    var views = folder.resolve("views-" + System.nanoTime());
    var arguments =
        List.of(
            "run",
            "--kafka=" + broker.bootstrap(),
            "--until=latest",
            "--known=then",
            "--views=" + views,
            "--runner=FlinkRunner",
            "--parallelism=2");
    try (var replay = start("replay.log", Meterline.class.getName(), arguments)) {
      if (replay.await(REPLAY_PATIENCE) != 0) {
        throw new MeterlineException("the replay failed: " + replay.output());
      }
    }
    var rows = Stream.<UsageOfDay>builder();
    ViewReader.of(Versions.read(views.toString()), Usage.VIEW)
        .read(
            row ->
                rows.add(
                    new UsageOfDay(
                        (String) row.find("device").orElseThrow(),
                        (LocalDate) row.find("date").orElseThrow(),
                        (Long) row.find("milliwatt_hours").orElseThrow(),
                        row.find("cost_micros").map(Long.class::cast),
                        (Long) row.find("readings").orElseThrow(),
                        (Long) row.find("peak_watts").orElseThrow())));
    return byKey(rows.build());
  }

  /** Those that count. */
  private static Map<UsageOfDay.Key, UsageOfDay> byKey(Stream<UsageOfDay> rows) {
    return rows
        .filter(row -> Meters.counts(row.device()))
        .collect(Collectors.toMap(UsageOfDay::key, Function.identity()));
  }

  @Override
  public void close() {
    broker.close();
    remove(folder);
  }

  private static void remove(Path folder) {
    try {
      if (Files.exists(folder)) {
        Disk.remove(folder);
      }
    } catch (IOException e) {
      throw new MeterlineException("cannot remove " + folder + ": " + e, e);
    }
  }
}
