package io.arrears.desk.score;

import io.arrears.desk.file.Case;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A row with its score.
 *
 * @param raw orders rows of equal value; isotonic calibration makes such plateaus
 * @param order what its place among cases of its task goes by, the highest first; NaN where that is the value
 * @param probability of recovery for a claim, of default for an invoice; NaN where unknown
 * @param value amount × probability, for an invoice × loss given default; null without a probability
 * @param reasons up to three, null where they are worked out when a row is looked at
 */
public record Scored(
        Case row,
        double raw,
        double order,
        double probability,
        BigDecimal value,
        String version,
        String status,
        String[] reasons) {

    /** The largest value first; rows without one come last. */
    static final Comparator<BigDecimal> LARGEST_FIRST = Comparator.nullsLast(Comparator.reverseOrder());

    /** Of rows of equal value: raw score, amount, name. */
    private static final Comparator<Scored> OTHERWISE = Comparator.comparingDouble(Scored::raw)
            .reversed()
            .thenComparing(scored -> scored.row().amount(), Comparator.reverseOrder())
            .thenComparing(scored -> scored.row().id());

    private static final Comparator<Scored> BY_VALUE =
            Comparator.comparing((Scored each) -> each.value(), LARGEST_FIRST).thenComparing(OTHERWISE);

    /** By an order of their own; rows whose place is unknown come last. */
    private static final Comparator<Scored> OWN_ORDER = Comparator.comparingDouble(
                    (Scored scored) -> Double.isNaN(scored.order()) ? Double.NEGATIVE_INFINITY : scored.order())
            .reversed()
            .thenComparing(OTHERWISE);

    /**
     * Best first, as the batch ranks: by value. Cases of a task that has an order of its own share out the places that
     * their values take, the first in their order the best of these places.
     */
    static void rank(List<Scored> cases) {
        if (cases.stream().allMatch(each -> Double.isNaN(each.order()))) {
            cases.sort(BY_VALUE);
            return;
        }
        Map<Scored, BigDecimal> place = new IdentityHashMap<>();
        cases.stream()
                .collect(Collectors.groupingBy(scored -> scored.row().task()))
                .values()
                .forEach(own -> place(own, place));
        cases.sort(Comparator.comparing((Scored scored) -> place.get(scored), LARGEST_FIRST)
                .thenComparing(OWN_ORDER));
    }

    private static void place(List<Scored> own, Map<Scored, BigDecimal> place) {
        List<Scored> inOrder = new ArrayList<>(own);
        boolean ordered = own.stream().anyMatch(scored -> !Double.isNaN(scored.order()));
        inOrder.sort(ordered ? OWN_ORDER : BY_VALUE);
        List<BigDecimal> values = new ArrayList<>();
        own.forEach(scored -> values.add(scored.value()));
        values.sort(LARGEST_FIRST);
        for (int i = 0; i < values.size(); i++) {
            place.put(inOrder.get(i), values.get(i));
        }
    }

    /** A row that its value orders. */
    static Scored of(Case row, double raw, double probability, BigDecimal factor, String version, String status) {
        return of(row, raw, Double.NaN, probability, factor, version, status);
    }

    static Scored of(
            Case row, double raw, double order, double probability, BigDecimal factor, String version, String status) {
        BigDecimal value = value(row.amount(), probability, factor);
        return new Scored(row, raw, order, probability, value, version, status, null);
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
