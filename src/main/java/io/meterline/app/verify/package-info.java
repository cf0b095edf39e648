/** Compares two sides of a view, such as two versions, or a topic and a version, row by row. */
package io.meterline.app.verify;
