package io.meterline.model.log;

/**
 * A reading as stored in the log.
 *
 * @param device the meter, not empty
 * @param reading what it measured
 * @param position its position in the log
 */
public record LoggedReading(String device, Reading reading, Position position) {}
