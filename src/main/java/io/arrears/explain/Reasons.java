package io.arrears.explain;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The weightiest reasons of one row in words.
 *
 * @param features names, numeric ones first
 * @param numeric how many of them are numeric
 * @param featureOfSlot which feature each slot of the vector belongs to: slots of one feature count together
 * @param effect what a contribution does, "risk" or "chance"
 */
record Reasons(Contributions contributions, Phrases phrases, List<String> features, int numeric, int[] featureOfSlot,
        String effect) implements Serializable {

    private static final int MOST = 3;
    private static final double NOTHING = 1e-12;

    /** Up to three reasons, the weightiest first; the rest null. */
    String[] of(double[] row, List<Double> numbers, List<String> texts) {
        double[] sums = new double[features.size()];
        double[] bySlot = contributions.of(row);
        for (int slot = 0; slot < bySlot.length; slot++) {
            sums[featureOfSlot[slot]] += bySlot[slot];
        }
        int[] order = IntStream.range(0, sums.length).boxed()
                .sorted((a, b) -> Double.compare(Math.abs(sums[b]), Math.abs(sums[a])))
                .limit(MOST).filter(feature -> Math.abs(sums[feature]) > NOTHING).mapToInt(Integer::intValue).toArray();
        String[] reasons = new String[MOST];
        for (int i = 0; i < order.length; i++) {
            int feature = order[i];
            String said = feature < numeric ? phrases.number(features.get(feature), numbers.get(feature))
                    : phrases.text(features.get(feature), texts.get(feature - numeric));
            reasons[i] = said + (sums[feature] > 0 ? " (raises the " : " (lowers the ") + effect + ")";
        }
        return reasons;
    }
}
