package io.meterline.connect.parquet;

import io.meterline.model.view.NumberLists;
import io.meterline.model.view.Numbers;
import io.meterline.model.view.Texts;
import io.meterline.model.view.Values;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/** Writes one column of a row group, page by page: straight from its values, without an object or a call for each of them. */
final class ViewColumn {
  private static final int ROWS_PER_PAGE = 20_000;

  private final ColumnDescriptor column;
  private final PageWriter pages;

  ViewColumn(ColumnDescriptor column, PageWriter pages) {
    this.column = column;
    this.pages = pages;
  }

  /** Writes the values of the rows from {@code from} to {@code to}, exclusive. */
  void write(Values values, int from, int to) throws IOException {
    if (values instanceof Texts texts) {
      write(texts, from, to);
    } else if (values instanceof Numbers numbers) {
      writePages(NumberPages.of(numbers, column), values, from, to);
    } else if (values instanceof NumberLists lists) {
      writePages(new ListPages(lists), values, from, to);
    }
  }

  private void write(Texts texts, int from, int to) throws IOException {
    var dictionary = TextDictionary.of(texts, from, to);
    if (dictionary.isWorthIt()) {
      writePages(dictionary, texts, from, to);
      pages.writeDictionaryPage(dictionary.page());
    } else {
      writePages(new TextPages(texts), texts, from, to);
    }
  }

  private void writePages(PageValues content, Values values, int from, int to) throws IOException {
    for (var start = from; start < to; start += ROWS_PER_PAGE) {
      writePage(content, values, start, Math.min(start + ROWS_PER_PAGE, to));
    }
  }

  private void writePage(PageValues content, Values values, int from, int to) throws IOException {
    var levels = new Levels(column);
    levels.add(values, from, to);
    var statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.incrementNumNulls(levels.missing());
    var data = content.write(from, to, statistics);
    pages.writePageV2(
        to - from,
        levels.missing(),
        levels.count(),
        levels.repetition(),
        levels.definition(),
        content.encoding(),
        data,
        statistics);
  }
}
