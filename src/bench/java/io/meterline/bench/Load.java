package io.meterline.bench;

import io.meterline.bench.DataShape.Kind;
import java.util.SplittableRandom;

/**
 * The energy of every half hour of every device. A function of the device and the half hour alone, so that files can be
 * made in any order.
 */
final class Load {
  /** What real meters resolve: a watt-hour, in milliwatt-hours. */
  private static final long STEP = 1000;

  private static final long SEED = 0x4d65746572L;

  /** A home's day in half hours, in watt-hours: nights, breakfast, a quiet noon, the evening. */
  private static final int[] DAY = {
    150, 140, 130, 125, 120, 120, 120, 125, 130, 140, 160, 200, 280, 380, 450, 470, 430, 380, 340, 310, 300, 300, 310, 330,
    340, 330, 310, 300, 300, 310, 330, 370, 430, 520, 640, 760, 850, 900, 890, 840, 760, 670, 570, 470, 380, 300, 230, 180
  };

  private final Kind kind;

  Load(Kind kind) {
    this.kind = kind;
  }

  /**
   * The energy of a half hour, a multiple of 1000 mWh, at least 0.
   *
   * @param device from 0
   * @param halfHour from 0
   * @return milliwatt-hours
   */
  long milliwattHours(int device, int halfHour) {
    return switch (kind) {
      case SMOOTH -> STEP * smooth(device, halfHour);
      case VARIED, WHOLE -> STEP * varied(device, halfHour);
    };
  }

  /** Neighbours in the log differ by steps that come again and again. */
  private static long smooth(int device, int halfHour) {
    var ofDevice = (device >> 2) % 16;
    return DAY[halfHour % DataShape.A_DAY] + 10L * ofDevice + 5L * (halfHour / DataShape.A_DAY % 28);
  }

  private static long varied(int device, int halfHour) {
    var home = random(device, -1);
    // Homes differ by a factor of ten, some rise early and some late.
    var scale = 0.25 + 2.0 * home.nextDouble() * home.nextDouble();
    var shift = home.nextInt(9);
    var now = random(device, halfHour);
    var chance = now.nextInt(1000);
    if (chance < 3) {
      return 0;
    }
    var noise = 0.55 + 0.9 * now.nextDouble();
    var load = DAY[(halfHour + shift) % DataShape.A_DAY] * scale * noise;
    // A kettle or an oven; now and then a car.
    if (chance < 150) {
      load += 50 + 700 * now.nextDouble();
    } else if (chance < 165) {
      load += 1000 + 1500 * now.nextDouble();
    }
    return (long) load;
  }

  private static SplittableRandom random(int device, int halfHour) {
    return new SplittableRandom(SEED + device * 0x9E3779B97F4A7C15L + halfHour * 0xD1B54A32D192ED03L);
  }
}
