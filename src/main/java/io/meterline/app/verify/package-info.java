/** Compares two versions of a view, row by row. */
package io.meterline.app.verify;
