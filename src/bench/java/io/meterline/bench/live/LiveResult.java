package io.meterline.bench.live;

import java.util.Optional;

/**
 * What a contender came to with so many devices.
 *
 * @param highest at the highest rate it held; empty if it held none
 * @param half at half that rate
 * @param wrong its rows after that at half the rate
 */
public record LiveResult(
    LiveContender contender, int devices, Optional<Trial> highest, Optional<Trial> half, Optional<WrongRows> wrong) {}
