package io.arrears.model.store;

import io.arrears.model.data.FeatureSample;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.judge.DriftRow;
import io.arrears.model.metric.PopulationStability;
import io.arrears.model.metric.Spread;
import io.arrears.model.metric.Trend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the rows looked like that a model learnt from, to compare the rows it scores with. A warning needs more than
 * another draw of customers explains, and more than the company moved by itself on the days since.
 *
 * @param features one profile a feature, in the order of the feature set, of training rows
 * @param score profile of the raw score, of calibration rows: of the rows it was fitted on a forest is too sure
 * @param owners customers behind the training rows
 * @param scored customers (or entities) behind the calibration rows
 * @param laterDays days after the training period that were known then, counted from 1970-01-01: how far the company
 *     moves by itself is seen on them; null in cards of earlier releases
 */
public record DriftReference(
        List<DriftProfile> features, DriftProfile score, int owners, int scored, double[] laterDays) {

    static final String PSI = "psi";
    static final String SCORE = "score";
    /** Accepted share of days without any shift that raise any alarm. */
    private static final double FALSE_ALARMS = 0.01;

    private static final int FEWEST = 30;

    /**
     * @param raw scores of calibration rows
     * @param customer of each of these rows
     * @param later rows of the days after the training period
     * @param laterRaw their raw scores
     */
    public static DriftReference of(
            FeatureSet features,
            FeatureSample train,
            double[] raw,
            int[] customer,
            FeatureSample later,
            double[] laterRaw) {
        List<DriftProfile> profiles = new ArrayList<>();
        int numeric = features.numeric().size();
        for (int i = 0; i < numeric; i++) {
            profiles.add(DriftProfile.of(features.numeric().get(i), train.numbers(i), train.owner()));
        }
        for (int i = 0; i < features.categorical().size(); i++) {
            profiles.add(DriftProfile.of(features.categorical().get(i), train.texts(i), train.owner()));
        }
        DriftProfile score = DriftProfile.of(SCORE, raw, customer);
        int[] days = Arrays.stream(later.day())
                .distinct()
                .sorted()
                .filter(day -> later.on(day).owners() >= FEWEST)
                .toArray();
        double[][] indexes = new double[profiles.size() + 1][days.length];
        for (int d = 0; d < days.length; d++) {
            int day = days[d];
            FeatureSample rows = later.on(day);
            double[] own = IntStream.range(0, later.size())
                    .filter(row -> later.day()[row] == day)
                    .mapToDouble(row -> laterRaw[row])
                    .toArray();
            for (int i = 0; i < profiles.size(); i++) {
                indexes[i][d] = index(profiles.get(i), bins(profiles.get(i), rows, i, numeric));
            }
            indexes[profiles.size()][d] = index(score, score.bins(own));
        }
        return new DriftReference(
                IntStream.range(0, profiles.size())
                        .mapToObj(i -> profiles.get(i).with(indexes[i]))
                        .toList(),
                score.with(indexes[profiles.size()]),
                train.owners(),
                Arrays.stream(customer).max().orElse(-1) + 1,
                IntStream.of(days).asDoubleStream().toArray());
    }

    private static int[] bins(DriftProfile profile, FeatureSample rows, int feature, int numeric) {
        return feature < numeric ? profile.bins(rows.numbers(feature)) : profile.bins(rows.texts(feature - numeric));
    }

    private static double index(DriftProfile profile, int[] bins) {
        return PopulationStability.index(profile.counts(), profile.histogram(bins));
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
            rows.add(row(profile, bins(profile, now, i, numeric), owners, now));
        }
        rows.add(row(score, score.bins(raw), scored, now));
        return rows;
    }

    private DriftRow row(DriftProfile profile, int[] bins, int then, FeatureSample now) {
        if (Math.min(then, now.owners()) < FEWEST) {
            return new DriftRow(PSI, profile.subject(), null, null, null, now.size(), DriftRow.TOO_FEW);
        }
        double[] counts = profile.histogram(bins);
        double index = PopulationStability.index(profile.counts(), counts);
        Spread today = profile.spread(bins, now.owner());
        Spread learnt = profile.spread() == null ? new Spread(then, 0) : profile.spread();
        double alarms = FALSE_ALARMS / (features.size() + 1);
        double byChance = PopulationStability.limit(
                counts.length,
                learnt.independent(),
                today.independent(),
                Math.max(learnt.unevenness(), today.unevenness()),
                Math.min(then, now.owners()),
                alarms);
        double byItself = laterDays == null || profile.later() == null
                ? 0
                : Trend.limit(
                        laterDays,
                        profile.later(),
                        Arrays.stream(now.day()).max().orElse(0),
                        alarms);
        double limit = Math.max(byChance, byItself);
        return new DriftRow(
                PSI, profile.subject(), index, null, limit, now.size(), index > limit ? DriftRow.WARN : DriftRow.OK);
    }
}
