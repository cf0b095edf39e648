package io.meterline.app.launch;

import io.meterline.model.view.RowDifferences;

/**
 * What a range replay would change, before anything is published.
 *
 * @param size what was computed again, of what there is
 * @param counts what the run counted
 * @param differences the rows that would differ from those of the base; readable until the plan's scratch folder is removed
 * @param runner the name of the runner, such as {@code DirectRunner}
 * @param seconds how long it took
 */
public record Planned(RangeSize size, Counts counts, RowDifferences differences, String runner, double seconds) {}
