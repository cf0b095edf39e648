package io.meterline.connect.imports;

/**
 * How settings changes and readings fit together.
 *
 * @param unusable changes that a run would reject, such as those of an unknown setting
 * @param unmet scopes of changes of this import that no reading meets: of a device without readings, or of a plan or cohort that no
 *     device is in
 * @param unnamed devices with readings that no setting names, though one names another device
 * @param unpriced local days of a device with readings for which no price is in force, though there are prices
 */
public record SettingsFindings(Finding unusable, Finding unmet, Finding unnamed, Finding unpriced) {
  /** Nothing was found. */
  static final SettingsFindings NONE = new SettingsFindings(Finding.NONE, Finding.NONE, Finding.NONE, Finding.NONE);
}
