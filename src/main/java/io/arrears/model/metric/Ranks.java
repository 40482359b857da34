package io.arrears.model.metric;

/**
 * What depends on the order alone. Rows of equal score form one step.
 *
 * @param total weight of all rows
 * @param events weight of those with the event
 */
record Ranks(double rocAuc, double prAuc, double hitsAtK, double total, double events) {

    static Ranks of(Ranking ranking, double[] weight, double k) {
        double total = 0;
        double events = 0;
        for (int i = 0; i < weight.length; i++) {
            total += weight[i];
            events += weight[i] * ranking.outcome()[i];
        }
        double hits = 0;
        double misses = 0;
        double concordant = 0;
        double precision = 0;
        double hitsAtK = 0;
        int row = 0;
        while (row < weight.length) {
            double stepHits = 0;
            double step = 0;
            double score = ranking.score()[row];
            for (; row < weight.length && ranking.score()[row] == score; row++) {
                step += weight[row];
                stepHits += weight[row] * ranking.outcome()[row];
            }
            if (step == 0) {
                continue;
            }
            double room = Math.max(0, Math.min(step, k - hits - misses));
            hitsAtK += stepHits * room / step;
            concordant += (step - stepHits) * (hits + stepHits / 2);
            hits += stepHits;
            misses += step - stepHits;
            precision += stepHits * hits / (hits + misses);
        }
        double others = total - events;
        return new Ranks(
                events == 0 || others == 0 ? Double.NaN : concordant / (events * others),
                events == 0 ? Double.NaN : precision / events,
                hitsAtK,
                total,
                events);
    }
}
