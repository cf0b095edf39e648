package io.meterline.connect.parquet;

import io.meterline.model.view.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Writes rows of a view to a Parquet file, with Beam's sink. */
public final class ViewWriter {
  private ViewWriter() {}

  /**
   * Writes a file with the rows, in their order, to a channel that the caller closes. The revision is left out, as it
   * belongs to the run, not to the view. The whole file is held in memory, as its {@link Checksums} are only known once
   * it is complete.
   *
   * @throws IOException if it cannot be written; it is then incomplete
   */
  public static void write(WritableByteChannel channel, Table rows) throws IOException {
    var records = new ViewRecords(rows);
    var sink =
        ParquetIO.sink(records.schema())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withConfiguration(configuration());
    var bytes = new ByteArrayOutputStream();
    sink.open(Channels.newChannel(bytes));
    for (var row = 0; row < rows.size(); row++) {
      sink.write(records.record(row));
    }
    sink.flush();
    var file = ByteBuffer.wrap(ChecksumWriter.withChecksums(bytes.toByteArray()));
    while (file.hasRemaining()) {
      channel.write(file);
    }
  }

  /**
   * Writes lists as the format specifies: three levels, the inner two named list and element. Page checksums are on by
   * default.
   */
  private static Configuration configuration() {
    var configuration = new Configuration(false);
    configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
    return configuration;
  }
}
