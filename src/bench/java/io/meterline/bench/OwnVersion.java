package io.meterline.bench;

import java.util.OptionalLong;

/**
 * A version of a device's own settings, as versioned tables have them.
 *
 * @param plan its plan, or {@link SqlSettings#NOBODY}
 * @param cohort its cohort, or {@link SqlSettings#NOBODY}
 * @param threshold of its own, watts
 */
record OwnVersion(String plan, String cohort, OptionalLong threshold) {
  /** Of a device that has none. */
  static final OwnVersion NOTHING = new OwnVersion(SqlSettings.NOBODY, SqlSettings.NOBODY, OptionalLong.empty());
}
