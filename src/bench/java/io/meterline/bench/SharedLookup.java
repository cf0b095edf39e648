package io.meterline.bench;

import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import java.util.Optional;

/** Finds a setting that many devices share. */
@FunctionalInterface
interface SharedLookup {
  /** How it went over time; empty if it was never set. */
  Optional<Course> of(Scope scope, Setting setting);
}
