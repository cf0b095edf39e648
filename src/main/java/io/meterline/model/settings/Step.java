package io.meterline.model.settings;

import java.util.Optional;

/**
 * One value of one (scope, setting) and from when it holds.
 *
 * @param from from when, inclusive, epoch milliseconds UTC
 * @param scope whom it is for
 * @param setting which setting
 * @param value the value from then on, empty where there is none any more
 */
public record Step(long from, Scope scope, Setting setting, Optional<Value> value) {}
