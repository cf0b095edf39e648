package io.meterline.model.settings;

import io.meterline.model.MeterlineException;
import java.util.List;

/**
 * What is to be said of a proposal before it is planned, each in one line.
 *
 * @param errors why it cannot be planned; empty if it can
 * @param notes what is probably not meant, or worth knowing
 * @param changesNothing whether every setting has the same values at all times with it as without it
 */
public record ProposalFindings(List<String> errors, List<String> notes, boolean changesNothing) {
  public ProposalFindings {
    errors = List.copyOf(errors);
    notes = List.copyOf(notes);
  }

  /**
   * Checks that it can be planned.
   *
   * @throws MeterlineException if not, with the first error
   */
  public void requireUsable() {
    if (!errors.isEmpty()) {
      throw new MeterlineException(errors.get(0) + (errors.size() > 1 ? "; and " + (errors.size() - 1) + " more" : ""));
    }
  }
}
