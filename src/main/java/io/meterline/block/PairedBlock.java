package io.meterline.block;

import io.meterline.settings.Timeline;
import java.util.List;

/**
 * The readings of a device and an epoch with what the device's own settings say over the epoch.
 *
 * @param epoch the start of the epoch, epoch milliseconds UTC
 * @param readings the readings, in one or more blocks
 * @param own the device's own settings over the epoch
 */
public record PairedBlock(long epoch, List<PackedBlock> readings, Timeline own) {}
