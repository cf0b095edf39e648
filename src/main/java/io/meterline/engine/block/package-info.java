/** Blocks: the readings of one device that arrive in one window, as columns of primitives. Readings travel as blocks. */
package io.meterline.engine.block;
