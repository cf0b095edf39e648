/** CSV files as portals and tools export them: Fluvius, Enedis, Octopus and Home Assistant. */
package io.meterline.connect.formats.portal;
