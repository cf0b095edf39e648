/**
 * Meterline: readings and settings through one pipeline, live or replayed, with the same rows.
 *
 * <p>{@code log}, {@code time}, {@code settings}, {@code analysis}, {@code view}, {@code block} and {@code wire} are plain
 * Java and know nothing of Beam. {@code pipeline} wraps them in Beam steps. {@code parquet}, {@code simulate} and {@code
 * cli} are the edge.
 */
package io.meterline;
