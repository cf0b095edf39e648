/** Event time: what may be known, windows, local days, and which dates a run writes. */
package io.meterline.model.time;
