package io.meterline.bench.live;

import java.util.OptionalDouble;

/**
 * What a contender did at one rate.
 *
 * @param rate readings a second
 * @param isHeld whether it did not fall further and further behind
 * @param p50Millis median of the time from when a reading was logged to when its row was published
 * @param p99Millis its 99th percentile
 * @param lagSeconds how far behind it was in the last quarter
 * @param processorSeconds of the contender's process for each reading; empty where the machine does not tell
 */
public record Trial(
    int rate, boolean isHeld, long p50Millis, long p99Millis, double lagSeconds, OptionalDouble processorSeconds) {}
