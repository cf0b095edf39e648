/** Event time: valid and transaction time, windows, local days, and the dates that a run writes. */
package io.meterline.model.time;
