/** The promise: any runner, order, parallelism and window gives the oracle's views. */
package io.meterline.exact;
