package io.arrears.model.metric;

/**
 * What the best-ranked tenths of a slice hold, all sums from the top: entry d − 1 is about the first d tenths. Rows of
 * equal score are taken pro rata, so a score that says nothing gives the diagonal.
 *
 * @param rows how many rows, rounded to whole ones
 * @param events how many of them are events; fractions come from ties
 * @param amount Σ amount of these events, in one currency
 */
public record Gains(double[] rows, double[] events, double[] amount) {

    public static final int TENTHS = 10;

    public static Gains of(Ranking ranking) {
        Gains gains = new Gains(new double[TENTHS], new double[TENTHS], new double[TENTHS]);
        for (int tenth = 0; tenth < TENTHS; tenth++) {
            gains.rows[tenth] = Math.round(ranking.size() * (tenth + 1) / (double) TENTHS);
        }
        int row = 0;
        double events = 0;
        double amount = 0;
        int tenth = 0;
        while (row < ranking.size()) {
            int first = row;
            double stepEvents = 0;
            double stepAmount = 0;
            for (; row < ranking.size() && ranking.score()[row] == ranking.score()[first]; row++) {
                stepEvents += ranking.outcome()[row];
                stepAmount += ranking.outcome()[row] * ranking.amount()[row];
            }
            for (; tenth < TENTHS && gains.rows[tenth] <= row; tenth++) {
                double share = (gains.rows[tenth] - first) / (row - first);
                gains.events[tenth] = events + share * stepEvents;
                gains.amount[tenth] = amount + share * stepAmount;
            }
            events += stepEvents;
            amount += stepAmount;
        }
        return gains;
    }

    /** All events of the slice. */
    public double allEvents() {
        return events[TENTHS - 1];
    }

    /** Σ amount of all events of the slice. */
    public double allAmount() {
        return amount[TENTHS - 1];
    }
}
