/**
 * Which devices and which ranges of time a longer log can change, in plain Java: the devices with added readings, and those for
 * which other settings are in force. What is not in the plan has the same rows as before.
 */
package io.meterline.engine.range;
