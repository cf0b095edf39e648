package io.meterline.connect.kafka.log;

import io.meterline.model.time.Arrival;
import java.io.Serializable;

/** Decides whether the readings of a batch are late. */
@FunctionalInterface
interface Arrivals extends Serializable {
  /**
   * The arrival of the readings of a batch.
   *
   * @param time the timestamp of the batch as an element, epoch milliseconds UTC
   */
  Arrival from(long time);
}
