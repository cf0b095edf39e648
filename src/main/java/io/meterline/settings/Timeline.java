package io.meterline.settings;

import java.util.List;

/**
 * What settings say over one epoch: the values at its start, then every change of a value inside it.
 *
 * @param steps in the order of the time they hold from; those at the epoch's start are its state there. Later ones of the
 *     same (scope, setting) replace earlier ones, also at the same time.
 */
public record Timeline(List<Step> steps) {
  public static final Timeline EMPTY = new Timeline(List.of());

  public Timeline {
    steps = List.copyOf(steps);
  }
}
