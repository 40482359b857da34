package io.arrears.desk.file;

import io.arrears.model.feature.FeatureSet;
import io.arrears.terms.NumberText;
import io.arrears.terms.TextValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the features of one model come from in one file: a column of their own name, else the row's facts, else a
 * column of another name. A feature without a source is missing, and the model treats it as in training.
 */
public final class FeatureColumns {

    private static final int FAST_DIGITS = 15;
    private static final List<String> PLACES = List.of("region", "segment");

    /** Where a feature comes from, in words; null when it is missing. */
    public record Origin(String feature, String from) {}

    private final FeatureSet features;
    private final Columns columns;
    private final boolean counted;
    private final int[] numeric;
    private final int[] categorical;
    private final UnreadableValues unreadable;
    private final Map<String, String> texts = new HashMap<>();

    /**
     * @param counted whether the claims of the file are counted from its rows, one an attempt
     * @param unreadable where to count values that are no numbers
     */
    FeatureColumns(
            FeatureSet features,
            Columns columns,
            boolean trustFinalRetries,
            boolean counted,
            UnreadableValues unreadable) {
        this.counted = counted;
        this.features = features;
        this.columns = columns;
        this.unreadable = unreadable;
        this.numeric = features.numeric().stream()
                .mapToInt(name -> place(name, trustFinalRetries))
                .toArray();
        this.categorical = features.categorical().stream()
                .mapToInt(name -> place(name, false))
                .toArray();
    }

    /** The place of the column, −1 when the facts give the feature or nothing does. */
    private int place(String name, boolean trustFinalRetries) {
        if (name.equals("amount") || name.equals("amount_bucket") || name.equals("currency")) {
            return -1;
        }
        if (name.equals("final_retries")) {
            return trustFinalRetries
                    ? columns.feature("final_retries")
                            .or(() -> columns.feature("retries"))
                            .orElse(-1)
                    : -1;
        }
        if (isCounted(name)) {
            return -1;
        }
        Integer own = columns.byName().get(name);
        return own != null ? own : isDerived(name) ? -1 : columns.feature(name).orElse(-1);
    }

    private boolean isCounted(String name) {
        return counted && isCountedFromRows(name);
    }

    private boolean isDerived(String name) {
        if (isCounted(name) || counted && name.equals("paid_share")) {
            return true;
        }
        boolean aged = name.equals("days_since_last_attempt")
                && columns.has(Field.ATTEMPT_AGE)
                && columns.has(Field.INVOICE_DATE)
                && columns.has(Field.RESULT_STATUS);
        return aged
                || Facts.DERIVED.containsKey(name)
                        && Facts.DERIVED.get(name).stream().allMatch(columns::has);
    }

    /** Of every feature, in the model's order. */
    public List<Origin> origins() {
        return features.all().stream().map(name -> new Origin(name, from(name))).toList();
    }

    /** The features that no column gives. */
    public List<String> missing() {
        return origins().stream()
                .filter(origin -> origin.from() == null)
                .map(Origin::feature)
                .toList();
    }

    /** Whether this is a feature that a file of attempts gives by its rows, whatever its columns say. */
    public static boolean isCountedFromRows(String feature) {
        return Facts.COUNTED.contains(feature);
    }

    private String from(String name) {
        int index = features.numeric().indexOf(name);
        int place =
                index >= 0 ? numeric[index] : categorical[features.categorical().indexOf(name)];
        if (place >= 0) {
            return columns.header().get(place);
        }
        if (name.equals("amount_bucket")) {
            return "from the amount";
        }
        if (name.equals("currency")) {
            return columns.has(Field.CURRENCY) ? columns.name(Field.CURRENCY) : "the configured currency";
        }
        boolean late = columns.has(Field.DAYS_LATE) && (name.equals("days_past_due") || name.equals("days_overdue"));
        return late
                ? columns.name(Field.DAYS_LATE)
                : isCounted(name) ? "counted from the rows" : isDerived(name) ? "worked out" : null;
    }

    double[] numbers(String[] cells, Facts facts, int line) {
        double[] numbers = new double[numeric.length];
        for (int i = 0; i < numeric.length; i++) {
            numbers[i] = numeric[i] >= 0
                    ? number(cells[numeric[i]], numeric[i], line)
                    : facts.derived(features.numeric().get(i));
        }
        return numbers;
    }

    String[] texts(String[] cells, Facts facts, String currency) {
        String[] found = new String[categorical.length];
        for (int i = 0; i < categorical.length; i++) {
            String name = features.categorical().get(i);
            String text = categorical[i] >= 0
                    ? TextValue.clean(cells[categorical[i]])
                    : name.equals("currency") ? currency : name.equals("amount_bucket") ? facts.amountBucket() : null;
            // The base tables write reasons in lower case and say Unknown where there is no region or segment.
            text = text != null && name.equals("reason_code") ? text.toLowerCase(Locale.ROOT) : text;
            text = text == null && PLACES.contains(name) ? "Unknown" : text;
            found[i] = text == null ? null : texts.computeIfAbsent(text, same -> same);
        }
        return found;
    }

    private double number(String text, int column, int line) {
        if (text == null) {
            return Double.NaN;
        }
        if (isPlain(text)) {
            return Double.parseDouble(text);
        }
        String clean = TextValue.clean(text);
        if (clean == null) {
            return Double.NaN;
        }
        if (clean.equalsIgnoreCase("true") || clean.equalsIgnoreCase("false")) {
            return clean.equalsIgnoreCase("true") ? 1 : 0;
        }
        double number = NumberText.number(clean);
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            unreadable.add(column, line);
            return Double.NaN;
        }
        return number;
    }

    /** Digits with at most a minus before and a point inside: what nearly every value is. */
    private static boolean isPlain(String text) {
        int points = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && points == 0) {
                points++;
            } else if (c != '-' || i > 0) {
                return false;
            }
        }
        return digits > 0 && digits <= FAST_DIGITS;
    }
}
