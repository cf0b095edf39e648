package io.meterline.app.launch;

import java.util.OptionalLong;

/**
 * What a range replay computed again, of what there is.
 *
 * @param base the version it started from
 * @param devices the devices that it computed again
 * @param ofDevices all devices of the log
 * @param ofReadings all readings of the log, if that is known
 * @param files the files of the new version that it shares with the base
 * @param ofFiles all files of the new version
 */
public record RangeSize(String base, long devices, long ofDevices, OptionalLong ofReadings, long files, long ofFiles) {}
