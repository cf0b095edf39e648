/** The command line: one class per command. */
package io.meterline.app.cli;
