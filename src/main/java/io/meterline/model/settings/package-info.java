/** Settings: the catalogue, the fold of changes into values over time, and the settings in force for a device. */
package io.meterline.model.settings;
