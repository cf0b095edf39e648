/** The benchmark: data, contenders that do the same work on it, and the harness that compares them. */
package io.meterline.bench;
