package io.meterline.engine.block;

import io.meterline.model.settings.InForce;
import java.util.List;

/**
 * The readings of a device that arrive in a window, with all settings in force at them.
 *
 * @param window the start of the window, epoch milliseconds UTC
 * @param readings the readings, in one or more blocks
 * @param inForce the settings from the earliest reading to the end of the window
 */
public record SettledBlock(long window, List<PackedBlock> readings, InForce inForce) {}
