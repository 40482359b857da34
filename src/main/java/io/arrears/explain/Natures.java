package io.arrears.explain;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What features mean by nature: which move together, and which values may be told in favour of payment or against it.
 */
final class Natures implements Serializable {

    private static final long serialVersionUID = 1L;
    /** What a key of the phrases ends with that gives the nature of its feature. */
    private static final String NATURE = ".nature";

    private static final double MEDIAN = Double.NaN;

    /** Which way a feature points. */
    enum Direction {
        WORSE,
        BETTER,
        ANY
    }

    /**
     * The nature of one feature.
     *
     * @param group features of one name are told as one
     * @param from above it a large value is told as what it is; NaN: the median
     * @param to up to it a small value is; NaN: the median
     */
    record Nature(String group, Direction direction, double from, double to) implements Serializable {

        /** Whether the value may be told for this: in favour of payment, or against it. */
        boolean tells(double value, boolean inFavour, double median) {
            if (direction == Direction.ANY || Double.isNaN(value)) {
                return true;
            }
            return isTail(inFavour) ? value > (Double.isNaN(from) ? median : from) : isLittle(value, median);
        }

        /** Whether telling it says that the value is a small one. */
        boolean tellsLittle(boolean inFavour) {
            return direction != Direction.ANY && !isTail(inFavour);
        }

        private boolean isTail(boolean inFavour) {
            return inFavour == (direction == Direction.BETTER);
        }

        private boolean isLittle(double value, double median) {
            return value <= (Double.isNaN(to) ? median : to);
        }
    }

    private final TreeMap<String, Nature> byFeature = new TreeMap<>();

    private Natures(Map<String, String> lines) {
        lines.forEach((key, line) -> {
            if (key.endsWith(NATURE)) {
                String feature = key.substring(0, key.length() - NATURE.length());
                byFeature.put(feature, nature(List.of(line.split(",\\s*"))));
            }
        });
    }

    static Natures load() {
        return new Natures(Phrases.read());
    }

    private static Nature nature(List<String> parts) {
        Direction direction = Direction.valueOf(parts.get(1).toUpperCase(Locale.ROOT));
        return direction == Direction.ANY
                ? new Nature(parts.get(0), direction, 0, 0)
                : new Nature(parts.get(0), direction, limit(parts.get(2)), limit(parts.get(3)));
    }

    private static double limit(String text) {
        return text.equals("median") ? MEDIAN : Double.parseDouble(text);
    }

    Nature of(String feature) {
        return byFeature.getOrDefault(feature, new Nature(feature, Direction.ANY, 0, 0));
    }

    Map<String, Nature> all() {
        return Map.copyOf(byFeature);
    }
}
