package io.meterline.app.simulate;

import java.time.Instant;
import java.util.Optional;

/**
 * A settings change that someone makes.
 *
 * @param effectiveAt from when it holds, inclusive
 */
record Change(Edit edit, Instant effectiveAt, Optional<String> author, Optional<String> reason) implements Event {}
