/** The log at rest: read by a replay, written by a live run, each event once, and compacted. */
package io.meterline.connect.archive;
