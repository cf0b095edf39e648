package io.meterline.block;

import io.meterline.settings.Timeline;

/**
 * A block with what its device's own settings say over its epoch.
 *
 * @param epoch the start of its epoch, epoch milliseconds UTC
 * @param block the readings
 * @param own the device's own settings over the epoch
 */
public record PairedBlock(long epoch, Block block, Timeline own) {}
