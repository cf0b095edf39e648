/**
 * Keyed state of a device, in plain Java: its readings are paired with its own settings, and later analysed in order. In both
 * steps, readings wait until their window is complete.
 */
package io.meterline.engine.device;
