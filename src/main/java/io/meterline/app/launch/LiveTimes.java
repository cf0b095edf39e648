package io.meterline.app.launch;

import java.time.Duration;

/**
 * How long a live run waits. No final result depends on it.
 *
 * @param waitTime how long results wait for readings on their way
 * @param slack how far the broker's clock may be behind this machine's
 * @param unreachableTimeout how long the run continues without a broker or with a topic missing, before it ends
 */
public record LiveTimes(Duration waitTime, Duration slack, Duration unreachableTimeout) {}
