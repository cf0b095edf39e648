/** A compact encoding of primitives and text, for coders of elements and state. */
package io.meterline.model.wire;
