package io.arrears.explain;

import io.arrears.model.feature.FeatureEncoding;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The weightiest reasons of one row in words.
 *
 * @param features names, numeric ones first
 * @param featureOfSlot which feature each slot of the vector belongs to: slots of one feature count together
 * @param effect what a contribution raises or lowers, "risk" or "chance"
 */
public record Reasons(
        FeatureEncoding encoding,
        Contributions contributions,
        Phrases phrases,
        List<String> features,
        int[] featureOfSlot,
        String effect)
        implements Serializable {

    static final int MOST = 3;
    private static final double NOTHING = 1e-12;

    /** Up to three reasons, the weightiest first; the rest null. */
    public String[] of(double[] numbers, String[] texts) {
        double[] sums = byFeature(numbers, texts);
        int[] order = IntStream.range(0, sums.length)
                .boxed()
                .sorted((a, b) -> Double.compare(Math.abs(sums[b]), Math.abs(sums[a])))
                .limit(MOST)
                .filter(feature -> Math.abs(sums[feature]) > NOTHING)
                .mapToInt(Integer::intValue)
                .toArray();
        String[] reasons = new String[MOST];
        for (int i = 0; i < order.length; i++) {
            int feature = order[i];
            String said = feature < numbers.length
                    ? phrases.number(features.get(feature), numbers[feature])
                    : phrases.text(features.get(feature), texts[feature - numbers.length]);
            reasons[i] = said + (sums[feature] > 0 ? " (raises the " : " (lowers the ") + effect + ")";
        }
        return reasons;
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
