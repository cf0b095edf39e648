package io.meterline.parquet;

import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Takes texts from a column, each entry of a dictionary decoded once. */
final class TextConverter extends PrimitiveConverter {
  private String[] decoded = new String[0];
  private String text = "";

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary dictionary) {
    decoded = new String[dictionary.getMaxId() + 1];
    for (var id = 0; id < decoded.length; id++) {
      decoded[id] = dictionary.decodeToBinary(id).toStringUsingUTF8();
    }
  }

  @Override
  public void addValueFromDictionary(int id) {
    text = decoded[id];
  }

  @Override
  public void addBinary(Binary value) {
    text = value.toStringUsingUTF8();
  }

  /** The text taken last. */
  String text() {
    return text;
  }
}
