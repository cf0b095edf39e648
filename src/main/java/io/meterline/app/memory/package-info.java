/** A runner for pipelines whose data fits in memory. */
package io.meterline.app.memory;
