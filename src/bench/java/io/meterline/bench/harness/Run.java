package io.meterline.bench.harness;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One run of a contender, from its start to its exit.
 *
 * @param readings how many it worked on
 * @param seconds how long the process lived
 * @param processorSeconds processor time of the process and its children, in user mode and in the kernel; empty where the
 *     machine does not tell
 * @param peakBytes the most memory it had resident; empty where the machine does not tell
 */
public record Run(long readings, double seconds, OptionalDouble processorSeconds, OptionalLong peakBytes) {}
