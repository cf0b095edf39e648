/**
 * Meterline: readings and settings through one pipeline, live or replayed, with the same rows.
 *
 * <p>There are six wings, each using only those above it: {@code model}, {@code engine}, {@code pipeline}, {@code connect},
 * {@code app}, and {@code page}, which is built apart. The first two are plain Java; {@code pipeline} wraps them in Beam steps.
 */
package io.meterline;
