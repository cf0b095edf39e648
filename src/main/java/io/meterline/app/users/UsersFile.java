package io.meterline.app.users;

import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.FileLocks;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A file of users that only its owner may read or write, as with a private key of ssh. It is replaced as a whole, so a reader
 * never sees half of it; whoever changes it holds the lock of a file beside it. Where there are no POSIX permissions, they are not checked.
 *
 * @param path the file; it need not exist to be written
 */
public record UsersFile(Path path) {
  private static final Set<PosixFilePermission> OF_OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

  /**
   * Reads it.
   *
   * @throws MeterlineException if it does not exist, others may read or write it, or a line is damaged
   */
  public Users read() {
    try {
      requireOwnerOnly();
      return UserLines.parse(path.toString(), Files.readString(path));
    } catch (NoSuchFileException e) {
      throw new MeterlineException("users " + path + ": there is no such file; 'meterline users add' makes it", e);
    } catch (CharacterCodingException e) {
      throw new MeterlineException("users " + path + ": it is not UTF-8", e);
    } catch (IOException e) {
      throw new MeterlineException("users " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads it; there are no users if it does not exist.
   *
   * @throws MeterlineException otherwise as {@link #read()} does
   */
  public Users readIfThere() {
    return Files.exists(path) ? read() : new Users(List.of());
  }

  /**
   * Changes it, one change at a time on this machine. Its lines of comment are lost.
   *
   * @param change gives the users after it; given none if there is no file yet
   * @throws MeterlineException as {@link #read()} does if there is a file, or if it cannot be written
   */
  public void change(UnaryOperator<Users> change) {
    try {
      var file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
      FileLocks.locked(
          file.resolveSibling("." + file.getFileName() + ".lock"),
          FileLocks.Sharing.EXCLUSIVE,
          () -> {
            write(file, change.apply(readIfThere()));
            return path;
          });
    } catch (NoSuchFileException e) {
      throw new MeterlineException("users " + path + " cannot be written: there is no folder " + path.toAbsolutePath().getParent(), e);
    } catch (IOException e) {
      throw new MeterlineException("users " + path + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void write(Path file, Users users) throws IOException {
    // Temporary files belong to their owner alone from the start.
    var partial = Files.createTempFile(file.getParent(), ".", AtomicFile.PARTIAL);
    try {
      try (var channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(UserLines.text(users).getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      AtomicFile.rename(partial, file);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private void requireOwnerOnly() throws IOException {
    if (Files.getFileAttributeView(path, PosixFileAttributeView.class) == null) {
      return;
    }
    if (!OF_OWNER.containsAll(Files.getPosixFilePermissions(path))) {
      throw new MeterlineException("users " + path + ": others on this machine may read or write it; run chmod 600 " + path);
    }
  }
}
