package io.meterline.app.plan;

import io.meterline.app.launch.PlanBase;
import io.meterline.app.launch.Planned;
import io.meterline.engine.effect.Effects;
import io.meterline.model.settings.Proposal;
import java.util.List;

/**
 * What a proposal would change, or what has been logged since a version was made.
 *
 * @param version the version of the views that it is held against
 * @param added what was logged since the version was made, and is part of the plan, too
 * @param proposal the proposed changes; none if only what was logged is planned
 * @param notes what is worth knowing of the proposal, each in one line
 * @param hidden what hides the proposed changes
 * @param effects what differs
 * @param planned what was computed
 */
public record Plan(
    String version,
    PlanBase.Added added,
    Proposal proposal,
    List<String> notes,
    List<Hidden> hidden,
    Effects effects,
    Planned planned) {
  public Plan {
    notes = List.copyOf(notes);
    hidden = List.copyOf(hidden);
  }
}
