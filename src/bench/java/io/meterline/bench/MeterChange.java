package io.meterline.bench;

import io.meterline.model.settings.Setting;

/**
 * A {@code SET} of a device's own setting.
 *
 * @param meter the number in the device's name
 * @param setting what is set
 * @param from from when it holds, epoch milliseconds UTC
 * @param value what it is set to
 */
record MeterChange(long meter, Setting setting, long from, String value) implements MeterEvent {}
