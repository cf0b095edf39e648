/** Events as bytes: Avro in its single-object encoding, or a JSON object written by hand. */
package io.meterline.connect.event;
