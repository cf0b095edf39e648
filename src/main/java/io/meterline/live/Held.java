package io.meterline.live;

import io.meterline.MeterlineException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A folder of checkpoints that one run has, and no other meanwhile. */
public final class Held implements AutoCloseable {
  private static final String LOCK = ".meterline-lock";
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

  private final FileChannel lock;

  private Held(FileChannel lock) {
    this.lock = lock;
  }

  static Held of(Path folder, Checkpoints.Access access) {
    try {
      make(folder, access);
      return new Held(locked(folder));
    } catch (IOException e) {
      throw new MeterlineException("checkpoints cannot be kept in " + folder + ": " + e, e);
    }
  }

  private static void make(Path folder, Checkpoints.Access access) throws IOException {
    var whole = folder.toAbsolutePath();
    var permissions = Optional.ofNullable(Files.getFileAttributeView(whole, PosixFileAttributeView.class));
    if (access == Checkpoints.Access.CLUSTER || permissions.isEmpty()) {
      Files.createDirectories(whole);
    } else if (Files.isDirectory(whole)) {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(whole))) {
        permissions.get().setPermissions(OWNER);
      }
    } else {
      Files.createDirectories(whole.getParent());
      Files.createDirectory(whole, PosixFilePermissions.asFileAttribute(OWNER));
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Another run in this process.
    }
    channel.close();
    throw new MeterlineException(
        "another run has the checkpoints in " + folder + ": stop it, or name another folder for --checkpoints");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new MeterlineException("the lock of a folder of checkpoints cannot be given back: " + e, e);
    }
  }
}
