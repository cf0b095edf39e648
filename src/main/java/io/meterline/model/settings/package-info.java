/** Settings: the catalogue, the fold of changes into values over time, and what is in force for a device. */
package io.meterline.model.settings;
