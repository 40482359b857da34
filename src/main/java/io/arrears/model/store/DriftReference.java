package io.arrears.model.store;

import io.arrears.model.data.FeatureSample;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.judge.DriftRow;
import io.arrears.model.metric.PopulationStability;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rows looked like that a model learnt from, to compare the rows it scores with.
 *
 * @param features one profile a feature, in the order of the feature set, of training rows
 * @param score profile of the raw score, of calibration rows: of the rows it was fitted on a forest is too sure
 * @param owners customers behind the training rows
 * @param scored customers (or entities) behind the calibration rows
 */
public record DriftReference(List<DriftProfile> features, DriftProfile score, int owners, int scored) {

    static final String PSI = "psi";
    static final String SCORE = "score";
    /** Accepted share of days without any shift that raise any alarm. */
    private static final double FALSE_ALARMS = 0.01;

    private static final int FEWEST = 30;

    public static DriftReference of(FeatureSet features, FeatureSample train, double[] raw, int scored) {
        List<DriftProfile> profiles = new ArrayList<>();
        int numeric = features.numeric().size();
        for (int i = 0; i < numeric; i++) {
            profiles.add(DriftProfile.of(features.numeric().get(i), train.numbers(i)));
        }
        for (int i = 0; i < features.categorical().size(); i++) {
            profiles.add(DriftProfile.of(features.categorical().get(i), train.texts(i)));
        }
        return new DriftReference(profiles, DriftProfile.of(SCORE, raw), train.owners(), scored);
    }

    /**
     * The stability index of every feature and of the score.
     *
     * @param now rows to be scored
     * @param raw their raw scores
     */
    public List<DriftRow> compare(FeatureSample now, double[] raw) {
        List<DriftRow> rows = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            DriftProfile profile = features.get(i);
            int numeric = now.size() == 0 ? 0 : now.numbers()[0].length;
            double[] counts =
                    i < numeric ? profile.histogram(now.numbers(i)) : profile.histogram(now.texts(i - numeric));
            rows.add(row(profile, counts, owners, now));
        }
        rows.add(row(score, score.histogram(raw), scored, now));
        return rows;
    }

    private DriftRow row(DriftProfile profile, double[] counts, int then, FeatureSample now) {
        if (Math.min(then, now.owners()) < FEWEST) {
            return new DriftRow(PSI, profile.subject(), null, null, null, now.size(), DriftRow.TOO_FEW);
        }
        double index = PopulationStability.index(profile.counts(), counts);
        double limit =
                PopulationStability.limit(counts.length, then, now.owners(), FALSE_ALARMS / (features.size() + 1));
        return new DriftRow(
                PSI, profile.subject(), index, null, limit, now.size(), index > limit ? DriftRow.WARN : DriftRow.OK);
    }
}
