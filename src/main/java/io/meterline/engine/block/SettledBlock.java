package io.meterline.engine.block;

import io.meterline.model.settings.InForce;
import java.util.List;

/**
 * The readings of a device that arrive in an epoch with every setting that is in force at them.
 *
 * @param epoch the start of the epoch, epoch milliseconds UTC
 * @param readings the readings, in one or more blocks
 * @param inForce the settings from the earliest reading to the end of the epoch
 */
public record SettledBlock(long epoch, List<PackedBlock> readings, InForce inForce) {}
