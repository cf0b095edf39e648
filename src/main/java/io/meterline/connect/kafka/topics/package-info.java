/** The topics of the log and of the views: made, looked at, and held against what they must be. */
package io.meterline.connect.kafka.topics;
