package io.meterline.block;

import io.meterline.settings.InForce;

/**
 * A block with every setting that is in force at its readings.
 *
 * @param epoch the start of its epoch, epoch milliseconds UTC
 * @param block the readings
 * @param inForce the settings over the epoch
 */
public record SettledBlock(long epoch, Block block, InForce inForce) {}
