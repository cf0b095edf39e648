package io.meterline.kafka;

import io.meterline.MeterlineException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.beam.sdk.util.GcpSecret;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Client properties in Google's Secret Manager: a secret whose content is a file of them. What a run is made of, and its
 * checkpoints, hold where each value is; a client asks for the value when it is made, on the machine that it is made on.
 */
public class SecretProperties implements ConfigProvider {
  private static final String SCHEME = "secret://";
  private static final Pattern VERSION = Pattern.compile("projects/[^/:{}]+/secrets/[^/:{}]+/versions/[^/:{}]+");
  private static final String PROVIDER = "secret";

  /** Whether a place of properties is said to be a secret. */
  static boolean isAt(String place) {
    return place.startsWith(SCHEME);
  }

  /**
   * The properties with a reference in place of each value, and with what resolves it.
   *
   * @param place {@code secret://projects/P/secrets/S/versions/V}
   * @throws MeterlineException if that is not the name of a version, or it cannot be read
   */
  final Map<String, String> references(String place) {
    var version = place.substring(SCHEME.length());
    if (!VERSION.matcher(version).matches()) {
      throw new MeterlineException(place + " is no secret: it must be secret://projects/P/secrets/S/versions/V");
    }
    var references = new HashMap<String, String>();
    for (var name : properties(version).stringPropertyNames()) {
      references.put(name, "${" + PROVIDER + ":" + version + ":" + name + "}");
    }
    references.put("config.providers", PROVIDER);
    references.put("config.providers." + PROVIDER + ".class", getClass().getName());
    return references;
  }

  @Override
  public final ConfigData get(String version) {
    return get(version, properties(version).stringPropertyNames());
  }

  @Override
  public final ConfigData get(String version, Set<String> names) {
    var properties = properties(version);
    var values = new HashMap<String, String>();
    names.stream().filter(properties::containsKey).forEach(name -> values.put(name, properties.getProperty(name)));
    return new ConfigData(values);
  }

  private Properties properties(String version) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(new String(read(version), StandardCharsets.UTF_8)));
    } catch (IOException | RuntimeException e) {
      // Nothing of the content is to be told.
      throw new MeterlineException("the secret " + version + " cannot be read, or is no file of properties", e);
    } catch (LinkageError e) {
      throw new MeterlineException("the secret " + version + " cannot be read: only what is bundled for Dataflow can", e);
    }
    return properties;
  }

  /** The content of a version of a secret. */
  byte[] read(String version) {
    return new GcpSecret(version).getSecretBytes();
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
