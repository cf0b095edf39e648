package io.meterline.page.access;

import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Where a request is from.
 *
 * <p>Behind a proxy on this machine, which connects from a loopback address, the last address of {@code X-Forwarded-For} counts, and
 * {@code X-Forwarded-Proto} says whether the browser uses https. From anywhere else these headers are ignored, as anyone can send
 * them. So a proxy on another machine is one address for all its users, and they share its limit of wrong passwords.
 *
 * @param address the address, or the network of an IPv6 address (its first 64 bits), which one subscriber has for itself
 * @param isHttps whether the browser uses https
 */
record Caller(String address, boolean isHttps) {
  private static final String FOR = "X-Forwarded-For";
  private static final String PROTOCOL = "X-Forwarded-Proto";
  private static final int NETWORK_BYTES = 8;

  static Caller of(Context context) {
    var connection = context.req().getRemoteAddr();
    var isLocal = isLoopback(connection);
    var forwarded = context.req().getHeaders(FOR);
    var last = "";
    while (isLocal && forwarded.hasMoreElements()) {
      last = forwarded.nextElement();
    }
    var address = last.substring(last.lastIndexOf(',') + 1).strip();
    var isHttps = context.req().isSecure() || isLocal && "https".equalsIgnoreCase(context.header(PROTOCOL));
    return new Caller(isAddress(address) ? network(address) : network(connection), isHttps);
  }

  /** Whether a proxy sent the request on. */
  static boolean isForwarded(Context context) {
    return context.header(FOR) != null || context.header("Forwarded") != null;
  }

  /** What its browser shows before the path. */
  String origin(Context context) {
    return (isHttps ? "https://" : "http://") + String.valueOf(context.header("Host")).toLowerCase(Locale.ROOT);
  }

  private static boolean isLoopback(String address) {
    return isAddress(address) && parsed(address).isLoopbackAddress();
  }

  private static String network(String address) {
    if (isAddress(address) && parsed(address) instanceof Inet6Address six && !six.isLoopbackAddress()) {
      return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES));
    }
    return address;
  }

  /** Whether a text is a literal address, which is never looked up. */
  private static boolean isAddress(String text) {
    return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || text.matches("\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[0-9A-Za-z]+)?]?");
  }

  private static InetAddress parsed(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      return InetAddress.getLoopbackAddress();
    }
  }
}
