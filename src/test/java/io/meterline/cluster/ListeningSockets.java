package io.meterline.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The TCP sockets on which a process of this machine listens, as Linux lists them in {@code /proc}. */
public final class ListeningSockets {
  private static final String LISTEN = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningSockets() {}

  /** The sockets of a process now; empty once it has ended. */
  public static Set<InetSocketAddress> of(long process) {
    try {
      return found(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that other machines can reach. */
  public static List<String> open(Set<InetSocketAddress> sockets) {
    return sockets.stream().filter(socket -> !socket.getAddress().isLoopbackAddress()).map(InetSocketAddress::toString).toList();
  }

  private static Set<InetSocketAddress> found(long process) throws IOException {
    var own = sockets(process);
    var found = new HashSet<InetSocketAddress>();
    for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (var line : Files.readAllLines(Path.of(table))) {
        var columns = line.strip().split("\\s+");
        if (columns.length > INODE && columns[STATE].equals(LISTEN) && own.contains("socket:[" + columns[INODE] + "]")) {
          found.add(address(columns[LOCAL_ADDRESS]));
        }
      }
    }
    return found;
  }

  private static Set<String> sockets(long process) throws IOException {
    var names = new HashSet<String>();
    try (var files = Files.newDirectoryStream(Path.of("/proc/" + process + "/fd"))) {
      for (var file : files) {
        try {
          names.add(Files.readSymbolicLink(file).toString());
        } catch (NoSuchFileException e) {
          // Closed since.
        }
      }
    } catch (NoSuchFileException e) {
      // Ended since.
    }
    return names;
  }

  /** An address as the kernel writes it: words of 32 bits in the order of this machine, and a port. */
  private static InetSocketAddress address(String text) throws UnknownHostException {
    var parts = text.split(":");
    var words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
    var bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      bytes.putInt(words.getInt());
    }
    return new InetSocketAddress(InetAddress.getByAddress(bytes.array()), Integer.parseInt(parts[1], 16));
  }
}
