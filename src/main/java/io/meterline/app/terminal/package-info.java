/** Terminal output: progress, tables, amounts. */
package io.meterline.app.terminal;
