package io.meterline.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An address to listen on.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 0 to 65535; 0 is any that is free
 */
record HostAndPort(String host, int port) {
  private static final int MAX_PORT = 65_535;

  /** Reads {@code HOST:PORT}. */
  static final class Text implements ITypeConverter<HostAndPort> {
    @Override
    public HostAndPort convert(String text) {
      var colon = text.lastIndexOf(':');
      var port = colon < 1 ? "" : text.substring(colon + 1);
      if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT) {
        throw new TypeConversionException("'" + text + "' is not HOST:PORT, such as 127.0.0.1:8080");
      }
      var host = text.substring(0, colon);
      return new HostAndPort(host.matches("\\[.*\\]") ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }
  }
}
