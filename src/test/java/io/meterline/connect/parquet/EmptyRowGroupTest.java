package io.meterline.connect.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.ReadingColumns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other writers may leave row groups without rows, as of an empty table: they are nothing to read, and no error. */
class EmptyRowGroupTest {
  private static final int TAIL = 8;

  @TempDir private Path folder;

  @Test
  void changesBeforeAndAfterAnEmptyRowGroupAreReadOnce() throws Exception {
    var row =
        "SELECT 'everyone' AS scope, 'plan' AS name, 'CLEAR' AS op, '' AS value, make_timestamptz(5000) AS effective_at,"
            + " NULL::VARCHAR AS author, NULL::VARCHAR AS reason, make_timestamptz(6000) AS logged_at, 1::INTEGER AS partition,"
            + " i::BIGINT AS \"offset\" FROM range(3000) numbers(i)";
    var file = withEmptyRowGroups(DuckDb.write(folder.resolve("settings/a.parquet"), row, ", ROW_GROUP_SIZE 2048"));
    var all = new ArrayList<LoggedChange>();
    SettingsReader.readArchive(folder, all::add, rejection -> {});
    assertEquals(3_000, all.size());
    var byGroup = new ArrayList<LoggedChange>();
    var name = file.toString();
    for (var group = 0; group < SettingsReader.groups(ChannelInputFile.at(name), name); group++) {
      SettingsReader.read(ChannelInputFile.at(name), name, group, byGroup::add, rejection -> {});
    }
    assertEquals(all, byGroup);
  }

  @Test
  void readingsBeforeAndAfterAnEmptyRowGroupAreReadOnce() throws Exception {
    var row =
        "SELECT 'm1' AS device, make_timestamptz(i * 1800000000) AS at, 1800::INTEGER AS seconds, i::BIGINT AS milliwatt_hours,"
            + " make_timestamptz(i * 1800000000) AS logged_at, 0::INTEGER AS partition, i::BIGINT AS \"offset\""
            + " FROM range(3000) numbers(i)";
    var file = withEmptyRowGroups(DuckDb.write(folder.resolve("readings/a.parquet"), row, ", ROW_GROUP_SIZE 2048"));
    var readings = new ReadingColumns();
    try (var reader = ReadingReader.open(ChannelInputFile.at(file.toString()), file.toString())) {
      for (var group = 0; group < reader.groups(); group++) {
        reader.read(group, readings, rejection -> {});
      }
    }
    assertEquals(3_000, readings.size());
  }

  /** Says in the footer of a file that there are row groups without rows: before, between and after the others. */
  private static Path withEmptyRowGroups(Path file) throws Exception {
    var bytes = Files.readAllBytes(file);
    var length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - TAIL);
    var start = bytes.length - TAIL - length;
    var footer = Util.readFileMetaData(new ByteArrayInputStream(bytes, start, length));
    var groups = new ArrayList<RowGroup>();
    for (var group : List.copyOf(footer.getRow_groups())) {
      groups.add(emptied(group));
      groups.add(group);
    }
    groups.add(emptied(groups.get(1)));
    for (var i = 0; i < groups.size(); i++) {
      groups.get(i).setOrdinal((short) i);
    }
    footer.setRow_groups(groups);
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, start);
    Util.writeFileMetaData(footer, out);
    var tail = ByteBuffer.allocate(TAIL).order(ByteOrder.LITTLE_ENDIAN).putInt(out.size() - start).put(bytes, bytes.length - 4, 4);
    out.write(tail.array());
    return Files.write(file, out.toByteArray());
  }

  private static RowGroup emptied(RowGroup group) {
    var empty = new RowGroup(group).setNum_rows(0);
    empty.getColumns().forEach(column -> column.getMeta_data().setNum_values(0));
    return empty;
  }
}
