package io.meterline.app.cli;

import io.meterline.app.users.UsersFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option for the file of users. */
final class UsersOption {
  @Option(names = "--users", required = true, paramLabel = "FILE", description = "The file of users. Only its owner may read it.")
  private Path file;

  UsersFile file() {
    return new UsersFile(file);
  }
}
