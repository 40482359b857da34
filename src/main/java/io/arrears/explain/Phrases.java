package io.arrears.explain;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says a feature and its value in plain words. */
final class Phrases implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String FILE = "/explain/phrases.properties";
    private static final Pattern COUNT = Pattern.compile("\\{count ([^}]*)\\}");

    private final TreeMap<String, String> byFeature = new TreeMap<>();

    private Phrases(Map<String, String> phrases) {
        byFeature.putAll(phrases);
    }

    static Phrases load() {
        return new Phrases(read());
    }

    /** The lines of the file, those that give natures among them. */
    static Map<String, String> read() {
        try (Reader in = new InputStreamReader(Phrases.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(in);
            Map<String, String> lines = new TreeMap<>();
            properties.stringPropertyNames().forEach(name -> lines.put(name, properties.getProperty(name)));
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /**
     * @param value NaN when the row has none
     * @param currency of the row; null when it is not known
     * @param isLittle whether the value is told as a small one
     */
    String number(String feature, double value, String currency, boolean isLittle) {
        if (Double.isNaN(value)) {
            return name(feature) + " unknown";
        }
        double told = told(feature, value);
        String zero = byFeature.get(feature + ".zero");
        if (told == 0 && zero != null) {
            return zero;
        }
        String only = isLittle && told > 0 ? "only " : "";
        String phrase = phrase(feature)
                .replace("{only}", only)
                .replace("{value}", plain(told))
                .replace("{percent}", plain(100 * told) + " %")
                .replace("{money}", plain(told) + (currency == null ? "" : " " + currency))
                .replace("{days}", counted(told, "day"))
                .replace("{late}", late(told))
                .replace("{due}", due(told, only, "overdue"))
                .replace("{past}", due(told, only, "past due"));
        return COUNT.matcher(phrase).replaceAll(found -> Matcher.quoteReplacement(counted(told, found.group(1))));
    }

    /** @param value null when the row has none */
    String text(String feature, String value) {
        return value == null ? name(feature) + " unknown" : phrase(feature).replace("{value}", value);
    }

    /** The value as the sentence says it: rounded to what it shows. */
    double told(String feature, double value) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        return phrase(feature).contains("{percent}")
                ? rounded(100 * value, 0).movePointLeft(2).doubleValue()
                : rounded(value, Math.abs(value) < 10 ? 1 : 0).doubleValue();
    }

    private String phrase(String feature) {
        return byFeature.getOrDefault(feature, name(feature) + " {value}");
    }

    private static String name(String feature) {
        return feature.replace('_', ' ');
    }

    private static String late(double days) {
        return days == 0 ? "on time" : counted(Math.abs(days), "day") + (days > 0 ? " late" : " early");
    }

    private static String due(double days, String only, String past) {
        return days == 0
                ? "due today"
                : days > 0 ? only + counted(days, "day") + " " + past : "due in " + counted(-days, "day");
    }

    private static String counted(double count, String one) {
        boolean isRetry = one.endsWith("ry");
        String many = isRetry ? one.substring(0, one.length() - 1) + "ies" : one + "s";
        return plain(count) + " " + (count == 1 ? one : many);
    }

    private static String plain(double value) {
        return new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(rounded(value, 2));
    }

    private static BigDecimal rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    }
}
