/**
 * Meterline: readings and settings through one pipeline, live or replayed, with the same rows.
 *
 * <p>{@code time}, {@code log}, {@code settings}, {@code view}, {@code block}, {@code analysis}, {@code device} and {@code
 * wire} are plain Java and know nothing of Beam. {@code pipeline} wraps them in Beam steps, and {@code replay} runs it over
 * an archive. {@code parquet}, {@code csv}, {@code simulate}, {@code demo} and {@code cli} are the edge.
 */
package io.meterline;
