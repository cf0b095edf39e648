package io.meterline.model.settings;

import java.util.Optional;

/**
 * A value of one (scope, setting) and when it starts to hold.
 *
 * @param from when it starts to hold, inclusive, epoch milliseconds UTC
 * @param scope the devices it applies to
 * @param setting the setting
 * @param value the value from then on, empty if there is none
 */
public record Step(long from, Scope scope, Setting setting, Optional<Value> value) {}
