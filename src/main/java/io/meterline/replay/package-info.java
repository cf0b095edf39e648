/** Replaying an archive into a folder of views: the source, the sink and the publication of a bounded run. */
package io.meterline.replay;
