/** Starts runs, live or as a replay, on the runner that the options name, and watches them until they end. */
package io.meterline.app.launch;
