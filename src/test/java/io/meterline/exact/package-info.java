/** The promise: any runner, order, parallelism and epoch gives the oracle's views. */
package io.meterline.exact;
