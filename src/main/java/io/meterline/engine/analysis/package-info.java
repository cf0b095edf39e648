/**
 * Analyses: each folds one device's readings, in order, into rows. To add one, implement {@link
 * io.meterline.engine.analysis.Analysis} and register it in {@link io.meterline.engine.analysis.Analyses}.
 */
package io.meterline.engine.analysis;
