/** What the rows that differ between two states of the views mean: rows, devices and dates. Knows no files. */
package io.meterline.engine.effect;
