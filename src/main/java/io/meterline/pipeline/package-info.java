/**
 * The Beam pipeline, see {@link io.meterline.pipeline.MeterlinePipeline}. Its steps are thin shells around {@code engine}, which is
 * plain Java.
 */
package io.meterline.pipeline;
