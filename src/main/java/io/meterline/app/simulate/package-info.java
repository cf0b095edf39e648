/**
 * A believable log made up from a seed: homes that use energy, meters that report it as meters do, and settings that
 * are changed as people change them. {@link io.meterline.app.simulate.Simulation} is the way in.
 */
package io.meterline.app.simulate;
