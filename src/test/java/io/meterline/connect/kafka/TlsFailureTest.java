package io.meterline.connect.kafka;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.demo.LocalBroker;
import io.meterline.model.MeterlineException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFailureTest {
  @Test
  void anUntrustedCertificateOrATypoInTheTlsPropertiesIsNotBlamedOnThePassword(@TempDir Path folder) throws Exception {
    try (var brokers = TlsBrokers.start(folder)) {
      KafkaCluster.at(brokers.bootstrap(), brokers.login()).admin().close();
      var cluster = KafkaCluster.at(brokers.bootstrap(), brokers.distrusting());
      var line = assertThrows(MeterlineException.class, cluster::admin).getMessage();
      assertTrue(line.contains("the TLS handshake failed") && line.contains("certif"), line);
      assertFalse(line.contains("password"), line);

      var typo = Files.readString(brokers.login()).replace("store-secret", "hunter2");
      var wrong = KafkaCluster.at(brokers.bootstrap(), Files.writeString(folder.resolve("typo.properties"), typo));
      var told = assertThrows(MeterlineException.class, wrong::admin).getMessage();
      assertFalse(told.contains("hunter2"), told);
      assertTrue(told.contains("ssl.") || told.contains("keystore") || told.contains("truststore"), told);
    }
  }

  @Test
  void aBrokerWithoutTlsIsNotBlamedOnThePassword(@TempDir Path folder) throws Exception {
    try (var broker = LocalBroker.start(folder.resolve("broker"))) {
      var file = Files.writeString(folder.resolve("ssl.properties"), "security.protocol=SSL\n");
      var line = assertThrows(MeterlineException.class, KafkaCluster.at(broker.bootstrap(), file)::admin).getMessage();
      assertFalse(line.contains("user and password"), line);
      assertTrue(line.contains("TLS"), line);
    }
  }
}
