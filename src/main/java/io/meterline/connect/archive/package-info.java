/** The log at rest: read in a replay, filled by a live run with each event once, and compacted. */
package io.meterline.connect.archive;
