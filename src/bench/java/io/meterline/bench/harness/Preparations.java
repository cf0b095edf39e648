package io.meterline.bench.harness;

import io.meterline.bench.BenchData;
import io.meterline.cluster.BrokerProcess;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What contenders need before their time begins.
 *
 * @param commands how programs are run
 * @param folder where what they need is kept from run to run
 */
record Preparations(Commands commands, Path folder, Heat.Say say) {
  private static final String FILLED = "filled";

  /** What is there for one run, until it is closed. */
  interface Prepared extends AutoCloseable {
    /** What the contender is told besides its data and output. */
    List<String> arguments();

    @Override
    void close();
  }

  Prepared of(Contender contender, Path data) {
    return switch (contender) {
      case KAFKA_STREAMS -> broker(data);
      case METERLINE_MEMORY, METERLINE_WARM, METERLINE_FLINK, METERLINE_DIRECT, DUCKDB_ALL_PLAIN, DUCKDB_ALL_BEST, DUCKDB_ASOF,
              DUCKDB_RANGES, DUCKDB_PROBES, FLINK_BY_HAND, FLINK_SQL, BEAM_PER_READING, COLUMN_LOOP ->
          new Nothing();
    };
  }

  private record Nothing() implements Prepared {
    @Override
    public List<String> arguments() {
      return List.of();
    }

    @Override
    public void close() {}
  }

  private record Broker(BrokerProcess process) implements Prepared {
    @Override
    public List<String> arguments() {
      return List.of(process.bootstrap());
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /** A broker of its own for each log, there only while it is needed; its topics stay. */
  private Prepared broker(Path data) {
    var place = folder.resolve(data.getFileName());
    try {
      var isFilled = Files.exists(place.resolve(FILLED));
      if (!isFilled && Files.exists(place)) {
        BenchData.remove(place);
      }
      var broker = new Broker(BrokerProcess.start(Files.createDirectories(place)));
      if (!isFilled) {
        fill(data, place, broker);
      }
      return broker;
    } catch (IOException e) {
      throw new MeterlineException("cannot prepare a broker in " + place + ": " + e, e);
    }
  }

  private void fill(Path data, Path place, Broker broker) throws IOException {
    say.line("filling the topics of a broker: " + place);
    var program = commands.java("KafkaStreamsPrepare", List.of(data.toString(), broker.process().bootstrap()));
    try {
      Child.run(program, Map.of(), place.resolve("prepare.log"), 0);
    } catch (MeterlineException e) {
      broker.close();
      throw e;
    }
    Files.createFile(place.resolve(FILLED));
  }
}
