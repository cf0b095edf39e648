/** The main guarantee: with any runner, order, parallelism and window, a run writes the oracle's views. */
package io.meterline.exact;
