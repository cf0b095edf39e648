package io.meterline.connect.versions;

import io.meterline.model.view.RowChange;
import io.meterline.model.view.RowDifferences;
import io.meterline.model.view.ShardChanges;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The rows that differ between files and those that replace some of them. Only replaced files are read, one at a time.
 *
 * @param before the files
 * @param after these files, some of them replaced
 */
public record FileDifferences(ViewFiles before, ViewFiles after) implements RowDifferences {
  @Override
  public void read(View view, Consumer<RowChange> changes) {
    var names = new TreeSet<>(before.of(view).places().keySet());
    names.addAll(after.of(view).places().keySet());
    names.removeIf(name -> before.path(name).equals(after.path(name)));
    names.forEach(name -> new ShardChanges(table(before, name, view), table(after, name, view)).emitTo(changes));
  }

  private static Table table(ViewFiles files, String name, View view) {
    var rows = new Table(view);
    files.read(name, view, rows::row);
    return rows;
  }
}
