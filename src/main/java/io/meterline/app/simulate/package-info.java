/**
 * A realistic log generated from a seed: homes that use energy, meters that report it, and people who change settings.
 * {@link io.meterline.app.simulate.Simulation} is the entry point.
 */
package io.meterline.app.simulate;
