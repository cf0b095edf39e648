package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.MemoryStore;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Where views may be kept. */
public enum Kind {
  PATH,
  OBJECT_STORE;

  /** A place of this kind with nothing in it. */
  public Folder place(Path temp) {
    return Folder.at(name(temp));
  }

  /** As {@link #place}, how a user names it. */
  public String name(Path temp) {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    return switch (this) {
      case PATH -> temp.resolve("views").toString();
      case OBJECT_STORE -> MemoryStore.create().uri("some/views");
    };
  }
}
