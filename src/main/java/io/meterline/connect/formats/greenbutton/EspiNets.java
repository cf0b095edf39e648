package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.formats.greenbutton.EspiReadingType.Flow;
import java.util.LinkedHashMap;
import java.util.Map;

/** Subtracts the energy received from that delivered, device by device. */
final class EspiNets {
  private final ReadingOutput out;
  private final Map<String, EspiNet> devices = new LinkedHashMap<>();

  EspiNets(ReadingOutput out) {
    this.out = out;
  }

  /** Adds a reading of energy that flows one way. */
  void add(MeterReading reading, Flow flow, long line) {
    var net = devices.computeIfAbsent(reading.device(), device -> new EspiNet(device, out));
    net.add(reading, flow == Flow.RECEIVED, line);
  }

  /** Passes the net readings. */
  void finish() {
    devices.values().forEach(EspiNet::finish);
  }
}
