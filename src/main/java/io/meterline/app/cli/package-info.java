/** The command line: one class a command. */
package io.meterline.app.cli;
