/** What Dataflow's runner makes of the pipeline. */
package io.meterline.dataflow;
