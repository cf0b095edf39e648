/** Views in versions: each run writes one of its own, and readers see one whole version at a time. */
package io.meterline.connect.versions;
