/** The topics of the log and of the views: creates them, and checks their configs. */
package io.meterline.connect.kafka.topics;
