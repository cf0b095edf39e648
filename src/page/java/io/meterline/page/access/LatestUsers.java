package io.meterline.page.access;

import io.meterline.app.users.Users;
import io.meterline.app.users.UsersFile;
import io.meterline.model.MeterlineException;
import io.meterline.page.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users of a file as it is now: it is read again when it was replaced. While it cannot be read, nobody is signed in. */
final class LatestUsers {
  private static final Logger LOG = LoggerFactory.getLogger(LatestUsers.class);

  private final UsersFile file;
  private Stamp stamp;
  private Users users;
  private String said = "";

  /** What differs between two versions of a file. */
  private record Stamp(FileTime modified, long size, Object key) {}

  /**
   * Reads the file.
   *
   * @throws MeterlineException if it cannot be read
   */
  LatestUsers(UsersFile file) {
    this.file = file;
    this.stamp = stamp();
    this.users = file.read();
  }

  /**
   * The users.
   *
   * @throws Refusal if the file cannot be read; what is wrong with it is in the log
   */
  synchronized Users now() {
    try {
      var latest = stamp();
      if (!latest.equals(stamp)) {
        users = file.read();
        stamp = latest;
        said = "";
      }
      return users;
    } catch (MeterlineException e) {
      sayOnce(e.getMessage());
      throw Refusal.unavailable("nobody can sign in at the moment: the file of users cannot be read, its administrator can read why");
    }
  }

  private void sayOnce(String wrong) {
    if (!wrong.equals(said)) {
      LOG.error("nobody can sign in: {}", wrong);
      said = wrong;
    }
  }

  private Stamp stamp() {
    try {
      var attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      // Reading it says what is wrong.
      file.read();
      throw new MeterlineException("users " + file.path() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
