package io.meterline.bench.harness;

import java.util.OptionalLong;

/**
 * One run of a contender, from its start to its exit.
 *
 * @param readings how many it worked on
 * @param seconds how long the process lived
 * @param peakBytes the most memory it had resident; empty where the machine does not tell
 */
public record Run(long readings, double seconds, OptionalLong peakBytes) {}
