package io.meterline.model.settings;

import java.util.List;

/**
 * The values of settings over a span of time: those at its start, then every change within it.
 *
 * @param steps in order of time; those at the start are the values in force there. Later steps of the same (scope, setting)
 *     replace earlier ones, even at the same time.
 */
public record Timeline(List<Step> steps) {
  public static final Timeline EMPTY = new Timeline(List.of());

  public Timeline {
    steps = List.copyOf(steps);
  }
}
