package io.arrears.model.metric;

/**
 * Every metric of one slice, from one pass over a {@link Ranking} with a weight per row. Metrics that do not exist (a
 * ranking metric of a slice with one class) are NaN.
 *
 * @param rocAuc chance that an event is ranked above a non-event, ties count half
 * @param prAuc average precision, ties taken as one step
 * @param baseRate share of events
 * @param brier mean squared error of the probability
 * @param brierSkill 1 − brier ÷ brier of the slice's own base rate
 * @param logLoss mean negative log likelihood, probabilities held inside [1e-9, 1 − 1e-9]
 * @param ece mean |observed − predicted| over ten bins of equal weight
 * @param precisionAtK share of events among the K best-ranked, a tie across the edge counted pro rata
 * @param liftAtK precisionAtK ÷ baseRate
 * @param amountCalibration Σ amount × probability ÷ Σ amount × outcome
 */
public record Metrics(
        double rocAuc,
        double prAuc,
        double baseRate,
        double brier,
        double brierSkill,
        double logLoss,
        double ece,
        double precisionAtK,
        double liftAtK,
        double amountCalibration,
        Confusion confusion) {

    static final int BINS = 10;

    /** The slice itself. */
    public static Metrics of(Ranking ranking, double k, double threshold) {
        return of(ranking, ranking.logLosses(), ranking.ones(), k, threshold);
    }

    /** The ROC-AUC of the slice alone. */
    public static double rocAuc(Ranking ranking) {
        return Ranks.of(ranking, ranking.ones(), 1).rocAuc();
    }

    /** The average precision of the slice with weights alone. */
    public static double prAuc(Ranking ranking, double[] weight) {
        return Ranks.of(ranking, weight, 1).prAuc();
    }

    /**
     * The slice with weights, one per row of the ranking; a bootstrap sample has whole numbers.
     *
     * @param logLosses {@link Ranking#logLosses} of the ranking, the same for every sample
     */
    public static Metrics of(Ranking ranking, double[] logLosses, double[] weight, double k, double threshold) {
        Ranks ranks = Ranks.of(ranking, weight, k);
        double total = ranks.total();
        double rate = ranks.events() / total;
        double[] losses = losses(ranking, logLosses, weight, total);
        double atK = ranks.hitsAtK() / Math.min(k, total);
        return new Metrics(
                ranks.rocAuc(),
                ranks.prAuc(),
                rate,
                losses[0],
                1 - losses[0] / (rate * (1 - rate)),
                losses[1],
                ece(ranking, weight, total),
                atK,
                atK / rate,
                losses[2],
                Confusion.of(ranking.probability(), ranking.outcome(), weight, threshold));
    }

    private static double[] losses(Ranking ranking, double[] logLosses, double[] weight, double total) {
        double squared = 0;
        double log = 0;
        double predicted = 0;
        double happened = 0;
        for (int i = 0; i < weight.length; i++) {
            double p = ranking.probability()[i];
            double y = ranking.outcome()[i];
            squared += weight[i] * (p - y) * (p - y);
            log += weight[i] * logLosses[i];
            predicted += weight[i] * ranking.amount()[i] * p;
            happened += weight[i] * ranking.amount()[i] * y;
        }
        return new double[] {squared / total, log / total, happened == 0 ? Double.NaN : predicted / happened};
    }

    private static double ece(Ranking ranking, double[] weight, double total) {
        double[] predicted = new double[BINS];
        double[] observed = new double[BINS];
        double before = 0;
        for (int i = 0; i < weight.length; i++) {
            int bin = Math.min(BINS - 1, (int) (BINS * (before + weight[i] / 2) / total));
            predicted[bin] += weight[i] * ranking.probability()[i];
            observed[bin] += weight[i] * ranking.outcome()[i];
            before += weight[i];
        }
        double gap = 0;
        for (int bin = 0; bin < BINS; bin++) {
            gap += Math.abs(observed[bin] - predicted[bin]);
        }
        return gap / total;
    }
}
