/**
 * What everything is about: event time, the log, settings, and views, with the bytes they are written as. Plain Java, which knows
 * nothing of Beam, Kafka or files.
 */
package io.meterline.model;
