/** How primitives and text are written compactly, for the coders of blocks and states. */
package io.meterline.model.wire;
