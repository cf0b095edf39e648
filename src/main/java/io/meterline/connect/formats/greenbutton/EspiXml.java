package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.csv.TextFile;
import io.meterline.model.MeterlineException;
import io.meterline.model.Printable;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The elements of a file of XML, one after the other, told by their names without prefix, in any namespace or none, as files declare
 * namespaces wrongly. Nothing outside of the file is read. Every method fails with a {@link MeterlineException} if the file is not
 * well-formed.
 */
final class EspiXml {
  /** The characters of an element that are kept, more than any value that is used. */
  private static final int MAX_TEXT = 1000;

  private final Path path;
  private final XMLStreamReader in;

  EspiXml(TextFile file) throws IOException {
    this.path = file.path();
    try {
      this.in = factory().createXMLStreamReader(withoutBlankStart(file.reader()));
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  /** XML allows no blank lines before its declaration; files have them. */
  private static Reader withoutBlankStart(Reader reader) throws IOException {
    do {
      reader.mark(1);
    } while (Character.isWhitespace(reader.read()));
    reader.reset();
    return reader;
  }

  /** The parser's message has lines for the place and the problem. */
  private RuntimeException failure(XMLStreamException e) throws IOException {
    if (e.getNestedException() instanceof IOException io) {
      throw io;
    }
    var line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
    var what = e.getMessage().substring(e.getMessage().indexOf("Message: ") + 1).replaceFirst("^essage: ", "");
    return new MeterlineException(
        path + ": is not well-formed XML at line " + line + ": " + Printable.line(what.strip()) + "; is it cut off? Get the file again", e);
  }

  private int next() throws IOException {
    try {
      return in.next();
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  /**
   * Advances to the start of the next element with a name; returns false if there is none.
   *
   * @throws MeterlineException if the file has a document type definition
   */
  boolean advanceTo(String name) throws IOException {
    while (in.getEventType() != XMLStreamConstants.END_DOCUMENT) {
      var event = next();
      if (event == XMLStreamConstants.DTD) {
        throw new MeterlineException(path + ": has a document type definition, which is not read; remove '<!DOCTYPE ...>'");
      }
      if (event == XMLStreamConstants.START_ELEMENT && name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Advances, and returns whether the element that was begun with this name ends. Elements of one name are not nested. */
  boolean isEndOf(String name) throws IOException {
    next();
    return in.isEndElement() && name().equals(name);
  }

  /** Whether an element begins here. */
  boolean isStart() {
    return in.isStartElement();
  }

  /** The name of the element that begins or ends here. */
  String name() {
    var name = in.getLocalName();
    return name.substring(name.indexOf(':') + 1);
  }

  /** An attribute of the element that begins here; empty if it has none. */
  String attribute(String name) {
    return Optional.ofNullable(in.getAttributeValue(null, name)).orElse("");
  }

  /** The line in the file. */
  int line() {
    return in.getLocation().getLineNumber();
  }

  /** The text of the element that begins here, without that of elements in it; reads to its end. */
  String text() throws IOException {
    var text = new StringBuilder();
    for (var depth = 1; depth > 0; ) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (depth == 1 && text.length() < MAX_TEXT) {
            text.append(in.getText(), 0, Math.min(in.getTextLength(), MAX_TEXT));
          }
        }
        default -> {
          // Comments and processing instructions are no text.
        }
      }
    }
    return text.toString().strip();
  }
}
