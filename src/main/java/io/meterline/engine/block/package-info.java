/** Blocks: the readings of one device that arrive in one window, as columns of primitives, which is how readings travel. */
package io.meterline.engine.block;
