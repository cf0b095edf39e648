/** The immutable log: what a reading and a settings change are, their order, and why one may not be used. */
package io.meterline.model.log;
