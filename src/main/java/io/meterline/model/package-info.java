/**
 * The data model: event time, the log, settings and views, and how they are serialized. Plain Java, independent of Beam, Kafka
 * and files.
 */
package io.meterline.model;
