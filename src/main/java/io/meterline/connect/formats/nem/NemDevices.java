package io.meterline.connect.formats.nem;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.FormatOptions.Export;
import io.meterline.connect.formats.FormatOptions.Registers;
import io.meterline.connect.formats.nem.NemStream.Flow;
import io.meterline.model.MeterlineException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The devices of the registers of a file of NEM12 or NEM13. By default the energy consumed is {@code NMI} and that sent back {@code
 * NMI/export}, each the sum of its registers. With registers apart each has its own, such as {@code NMI/E1} or {@code NMI/B1}.
 */
final class NemDevices {
  private final Path path;
  private final FormatOptions options;
  private Optional<String> only = Optional.empty();

  NemDevices(Path path, FormatOptions options) {
    this.path = path;
    this.options = options;
  }

  /**
   * The name of a meter: that given by the user, or its NMI.
   *
   * @throws MeterlineException if the user gave one, and this is the second meter of the file
   */
  String meter(String nmi) {
    if (options.device().isEmpty()) {
      return nmi;
    }
    if (!only.orElse(nmi).equals(nmi)) {
      throw new MeterlineException(path + ": has more than one meter, " + only.get() + " and " + nmi + "; leave out --device");
    }
    only = Optional.of(nmi);
    return options.device().get();
  }

  /** The device of a register. */
  String device(String meter, String register, Flow flow) {
    if (options.registers() == Registers.APART) {
      return meter + "/" + register;
    }
    return flow == Flow.EXPORTED && options.export() == Export.APART ? meter + "/export" : meter;
  }

  /** The sign of a register's energy in its device. */
  int sign(Flow flow) {
    return flow == Flow.EXPORTED && options.export() == Export.NEGATIVE ? -1 : 1;
  }
}
