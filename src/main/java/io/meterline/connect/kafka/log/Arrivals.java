package io.meterline.connect.kafka.log;

import io.meterline.model.time.Arrival;
import java.io.Serializable;

/** Decides whether the readings of a batch are late. */
@FunctionalInterface
interface Arrivals extends Serializable {
  /**
   * The arrival of the readings of a batch.
   *
   * @param time the event time of the batch, epoch milliseconds UTC
   */
  Arrival from(long time);
}
