package io.meterline.model.settings;

import java.util.List;

/**
 * What settings say over some time: the values at its start, then every change of a value inside it.
 *
 * @param steps in the order of the time they hold from; those at the start are the state there. Later ones of the
 *     same (scope, setting) replace earlier ones, also at the same time.
 */
public record Timeline(List<Step> steps) {
  public static final Timeline EMPTY = new Timeline(List.of());

  public Timeline {
    steps = List.copyOf(steps);
  }
}
