/** Views: their columns and keys, and the rows that the pipeline writes into them. */
package io.meterline.model.view;
