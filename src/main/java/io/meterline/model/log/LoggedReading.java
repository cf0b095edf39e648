package io.meterline.model.log;

/**
 * A reading as the log holds it.
 *
 * @param device the meter, not empty
 * @param reading what it measured
 * @param position its place in the log
 */
public record LoggedReading(String device, Reading reading, Position position) {}
