/** Load measurements of live runs, not part of the tests. See docs/live.md. */
package io.meterline.load;
