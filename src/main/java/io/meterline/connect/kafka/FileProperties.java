package io.meterline.connect.kafka;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A file of properties, which must exist under the same path on every machine that runs a part of the pipeline.
 *
 * @param path its absolute path
 */
record FileProperties(String path) implements ClientProperties {
  static FileProperties at(String path) {
    return new FileProperties(Path.of(path).toAbsolutePath().toString());
  }

  @Override
  public Map<String, String> read() {
    var read = new Properties();
    try (var in = Files.newBufferedReader(Path.of(path))) {
      read.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new MeterlineException(
          "Kafka client properties " + path + " cannot be read: " + e + "; a run on a cluster reads this file on each of its machines", e);
    }
    return read.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, read::getProperty));
  }

  @Override
  public String toString() {
    return path;
  }
}
