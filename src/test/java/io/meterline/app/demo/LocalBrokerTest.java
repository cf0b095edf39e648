package io.meterline.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.cluster.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {
  @TempDir private Path folder;

  @Test
  void aBrokerWhosePortIsInUseSaysSoAndItsProcessEnds() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = String.valueOf(taken.getLocalPort());
      var arguments = List.of(folder.resolve("data").toString(), port);
      var log = folder.resolve("broker.log");
      try (var process = JavaProcess.start(log, List.of("-Xmx512m"), LocalBroker.class.getName(), arguments)) {
        assertEquals(1, process.await(Duration.ofMinutes(1)), process::output);
        assertTrue(process.output().contains("cannot start a broker on port " + port), process::output);
      }
    }
  }
}
