/**
 * The Beam pipeline, see {@link io.meterline.pipeline.MeterlinePipeline}. Its steps are thin wrappers around {@code engine},
 * which is plain Java.
 */
package io.meterline.pipeline;
