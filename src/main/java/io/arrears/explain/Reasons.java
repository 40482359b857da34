package io.arrears.explain;

import io.arrears.explain.Natures.Nature;
import io.arrears.model.feature.FeatureEncoding;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The weightiest reasons of one row in words. Features that move together are one reason: the sum of their
 * contributions decides its direction, and the weightiest of them whose value points that way by nature is named. What
 * none of them explains is left out.
 *
 * @param features names, numeric ones first
 * @param featureOfSlot which feature each slot of the vector belongs to: slots of one feature count together
 * @param effect what a contribution raises or lowers
 */
public record Reasons(
        FeatureEncoding encoding,
        Contributions contributions,
        Phrases phrases,
        Natures natures,
        List<String> features,
        int[] featureOfSlot,
        Effect effect)
        implements Serializable {

    static final int MOST = 3;
    private static final double NOTHING = 1e-12;
    private static final Pattern FIRST_NUMBER = Pattern.compile("[0-9]+");

    /** What a model predicts. */
    enum Effect {
        /** That the debt is not paid. */
        RISK,
        /** That it is. */
        CHANCE;

        private String said(boolean raises) {
            return (raises ? " (raises the " : " (lowers the ") + (this == RISK ? "risk)" : "chance)");
        }
    }

    /** Features that move together, by their places, and what they add up to. */
    private record Group(List<Integer> places, double sum) {}

    /** Up to three reasons, the weightiest first; the rest null. */
    public String[] of(double[] numbers, String[] texts) {
        double[] sums = byFeature(numbers, texts);
        String[] reasons = new String[MOST];
        int found = 0;
        for (Group group : groups(sums)) {
            Optional<String> said = said(group, sums, numbers, texts);
            if (said.isPresent() && found < MOST) {
                reasons[found++] = said.get();
            }
        }
        return reasons;
    }

    /** The weightiest first. */
    private List<Group> groups(double[] sums) {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int place = 0; place < sums.length; place++) {
            places.computeIfAbsent(natures.of(features.get(place)).group(), any -> new ArrayList<>())
                    .add(place);
        }
        return places.values().stream()
                .map(group -> new Group(
                        group, group.stream().mapToDouble(place -> sums[place]).sum()))
                .filter(group -> Math.abs(group.sum()) > NOTHING)
                .sorted(Comparator.comparingDouble(group -> -Math.abs(group.sum())))
                .toList();
    }

    private Optional<String> said(Group group, double[] sums, double[] numbers, String[] texts) {
        boolean raises = group.sum() > 0;
        boolean inFavour = raises == (effect == Effect.CHANCE);
        return group.places().stream()
                .filter(place -> sums[place] > NOTHING == raises && Math.abs(sums[place]) > NOTHING)
                .filter(place -> nature(place).tells(value(place, numbers, texts), inFavour, median(place)))
                .max(Comparator.comparingDouble(place -> Math.abs(sums[place])))
                .map(place -> said(place, inFavour, numbers, texts) + effect.said(raises));
    }

    private String said(int place, boolean inFavour, double[] numbers, String[] texts) {
        String feature = features.get(place);
        return place < numbers.length
                ? phrases.number(
                        feature,
                        numbers[place],
                        currency(numbers, texts),
                        nature(place).tellsLittle(inFavour))
                : phrases.text(feature, texts[place - numbers.length]);
    }

    private Nature nature(int place) {
        return natures.of(features.get(place));
    }

    /** A text is worth the first number in it, as an ageing bucket is; NaN: nothing is known. */
    private double value(int place, double[] numbers, String[] texts) {
        if (place < numbers.length) {
            return phrases.told(features.get(place), numbers[place]);
        }
        String text = texts[place - numbers.length];
        Matcher number = FIRST_NUMBER.matcher(text == null ? "" : text);
        return text == null ? Double.NaN : number.find() ? Double.parseDouble(number.group()) : 0;
    }

    private double median(int place) {
        return place < encoding.numeric().size() ? encoding.numeric().get(place).fill() : 0;
    }

    private String currency(double[] numbers, String[] texts) {
        int place = features.indexOf("currency");
        return place < numbers.length ? null : texts[place - numbers.length];
    }

    /** What each feature adds to the raw score, in the order of {@link #features}. */
    public double[] byFeature(double[] numbers, String[] texts) {
        double[] sums = new double[features.size()];
        double[] bySlot = contributions.of(encoding.vector(numbers, texts));
        for (int slot = 0; slot < bySlot.length; slot++) {
            sums[featureOfSlot[slot]] += bySlot[slot];
        }
        return sums;
    }
}
