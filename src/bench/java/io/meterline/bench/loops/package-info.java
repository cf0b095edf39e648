/** What is done for every reading, measured by itself. */
package io.meterline.bench.loops;
