package io.arrears.desk.score;

import io.arrears.desk.file.Case;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;

/**
 * A row with its score.
 *
 * @param raw orders rows of equal value; isotonic calibration makes such plateaus
 * @param probability of recovery for a claim, of default for an invoice; NaN where unknown
 * @param value amount × probability, for an invoice × loss given default; null without a probability
 * @param reasons up to three, null where they are worked out when a row is looked at
 */
public record Scored(
        Case row, double raw, double probability, BigDecimal value, String version, String status, String[] reasons) {

    /** Best first, as the batch ranks: value, raw score, amount, name. Rows without a value come last. */
    static final Comparator<Scored> BEST_FIRST = Comparator.comparing(
                    (Scored each) -> each.value(), Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder()))
            .thenComparing(Comparator.comparingDouble(Scored::raw).reversed())
            .thenComparing(scored -> scored.row().amount(), Comparator.reverseOrder())
            .thenComparing(scored -> scored.row().id());

    static Scored of(Case row, double raw, double probability, BigDecimal factor, String version, String status) {
        return new Scored(row, raw, probability, value(row.amount(), probability, factor), version, status, null);
    }

    /** To the cent, half up, from ten digits of the probability, as the batch does. */
    private static BigDecimal value(BigDecimal amount, double probability, BigDecimal factor) {
        return Double.isNaN(probability)
                ? null
                : amount.multiply(BigDecimal.valueOf(probability).setScale(10, RoundingMode.HALF_UP))
                        .multiply(factor)
                        .setScale(2, RoundingMode.HALF_UP);
    }
}
