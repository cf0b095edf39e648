/** Versioned views: each run writes a version of its own, and readers see one complete version at a time. */
package io.meterline.connect.versions;
