package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.MemoryStore;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The kinds of storage for views. */
public enum Kind {
  PATH,
  OBJECT_STORE;

  /** An empty location of this kind. */
  public Folder place(Path temp) {
    return Folder.at(name(temp));
  }

  /** As {@link #place}, in the user's notation. */
  public String name(Path temp) {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    return switch (this) {
      case PATH -> temp.resolve("views").toString();
      case OBJECT_STORE -> MemoryStore.create().uri("some/views");
    };
  }
}
