package io.meterline.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * Takes texts from a column and what is made of them, which for each entry of a dictionary is made once.
 *
 * @param <T> what is made of a text
 */
final class TextConverter<T> extends PrimitiveConverter {
  private final Function<String, T> make;
  private List<Entry<T>> entries = List.of();
  private Entry<T> entry;

  private record Entry<T>(String text, T made) {}

  TextConverter(Function<String, T> make) {
    this.make = make;
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary dictionary) {
    var all = new ArrayList<Entry<T>>();
    for (var id = 0; id <= dictionary.getMaxId(); id++) {
      all.add(entry(dictionary.decodeToBinary(id)));
    }
    entries = all;
  }

  @Override
  public void addValueFromDictionary(int id) {
    entry = entries.get(id);
  }

  @Override
  public void addBinary(Binary value) {
    entry = entry(value);
  }

  private Entry<T> entry(Binary value) {
    var text = value.toStringUsingUTF8();
    return new Entry<>(text, make.apply(text));
  }

  /** The text taken last. */
  String text() {
    return entry.text;
  }

  /** What was made of the text taken last. */
  T made() {
    return entry.made;
  }
}
