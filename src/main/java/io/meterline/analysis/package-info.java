/**
 * What is made of readings: analyses fold one device's readings, in order, into rows. To add one, implement {@link
 * io.meterline.analysis.Analysis} and name it in {@link io.meterline.analysis.Analyses}.
 */
package io.meterline.analysis;
