/** How much a live run bears: measured, not tested. See docs/live.md. */
package io.meterline.load;
