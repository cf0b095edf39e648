package io.meterline.app.simulate;

import io.meterline.model.log.Reading;

/** A reading that a device sends. */
record Upload(String device, Reading reading) implements Event {}
