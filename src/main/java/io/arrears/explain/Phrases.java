package io.arrears.explain;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Says a feature and its value in plain words. */
final class Phrases implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String FILE = "/explain/phrases.properties";

    private final TreeMap<String, String> byFeature = new TreeMap<>();

    private Phrases(Map<String, String> phrases) {
        byFeature.putAll(phrases);
    }

    static Phrases load() {
        try (Reader in = new InputStreamReader(Phrases.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(in);
            Map<String, String> phrases = new TreeMap<>();
            properties.stringPropertyNames().forEach(name -> phrases.put(name, properties.getProperty(name)));
            return new Phrases(phrases);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /** @param value NaN when the row has none */
    String number(String feature, double value) {
        if (Double.isNaN(value)) {
            return name(feature) + " unknown";
        }
        return phrase(feature)
                .replace("{value}", rounded(value, Math.abs(value) < 10 ? 1 : 0))
                .replace("{percent}", rounded(100 * value, 0) + " %");
    }

    /** @param value null when the row has none */
    String text(String feature, String value) {
        return value == null ? name(feature) + " unknown" : phrase(feature).replace("{value}", value);
    }

    private String phrase(String feature) {
        return byFeature.getOrDefault(feature, name(feature) + " {value}");
    }

    private static String name(String feature) {
        return feature.replace('_', ' ');
    }

    private static String rounded(double value, int digits) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
