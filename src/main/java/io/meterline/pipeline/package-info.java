/** The Beam pipeline. Its steps are thin shells around the plain packages; {@link io.meterline.pipeline.MeterlinePipeline} is the whole. */
package io.meterline.pipeline;
