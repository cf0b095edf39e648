/** Runs contenders, compares what they make, and tells how long they took. */
package io.meterline.bench.harness;
