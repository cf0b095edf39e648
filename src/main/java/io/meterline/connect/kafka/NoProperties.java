package io.meterline.connect.kafka;

import java.util.Map;

/** No properties. */
record NoProperties() implements ClientProperties {
  @Override
  public Map<String, String> read() {
    return Map.of();
  }

  @Override
  public String toString() {
    return "none";
  }
}
