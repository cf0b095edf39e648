package io.meterline.app.launch;

import java.time.Duration;

/**
 * How long a live run waits. None of it decides a result.
 *
 * @param waitTime how long results wait for readings on their way
 * @param slack how far the broker's clock may be behind this machine's
 * @param unreachableTimeout how long the run goes on without a broker or a topic before it ends
 */
public record LiveTimes(Duration waitTime, Duration slack, Duration unreachableTimeout) {}
