/** Embedded Flink: its configuration, its checkpoints and its metrics. */
package io.meterline.app.flink;
