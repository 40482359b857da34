package io.arrears.desk.score;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * How good the order was, where the file says what happened. Only cases whose outcome could go either way count:
 * payments that succeeded, refunds, debts paid before the attempt and invoices beyond the horizon are none.
 *
 * @param known cases with an outcome
 * @param baseRate share of them that happened
 * @param top how many of them the capacity reaches
 * @param topRate share of those that happened
 * @param lift topRate ÷ baseRate, null when nothing happened at all
 * @param moneyTop money of those among the top that happened
 * @param moneyLargest the same when the largest amounts are taken first instead
 * @param moneyAll money of all that happened
 * @param seen cases from before the model was trained: it may have learned from them
 */
public record Lift(
        int known,
        double baseRate,
        int top,
        double topRate,
        Double lift,
        BigDecimal moneyTop,
        BigDecimal moneyLargest,
        BigDecimal moneyAll,
        int seen) {

    /** Below this a rate says nothing. */
    private static final int FEWEST = 30;

    /** Null where too few outcomes are known, or all are the same. */
    static Lift of(List<Scored> bestFirst, int capacity, String trainedAsOf) {
        List<Scored> known =
                bestFirst.stream().filter(each -> each.row().outcome() != null).toList();
        long happened = known.stream().filter(Lift::happened).count();
        if (known.size() < FEWEST || happened == 0 || happened == known.size()) {
            return null;
        }
        int top = Math.min(known.size(), Math.max(1, capacity));
        List<Scored> chosen = known.subList(0, top);
        List<Scored> largest = known.stream()
                .sorted(Comparator.comparing((Scored each) -> each.row().amount())
                        .reversed())
                .limit(top)
                .toList();
        double base = (double) happened / known.size();
        double rate = (double) chosen.stream().filter(Lift::happened).count() / top;
        int seen = trainedAsOf == null
                ? 0
                : (int) known.stream()
                        .map(each -> each.row().observedOn())
                        .filter(day -> day == null || day.toString().compareTo(trainedAsOf) <= 0)
                        .count();
        return new Lift(known.size(), base, top, rate, rate / base, money(chosen), money(largest), money(known), seen);
    }

    private static boolean happened(Scored scored) {
        return scored.row().outcome();
    }

    private static BigDecimal money(List<Scored> cases) {
        return cases.stream()
                .filter(Lift::happened)
                .map(each -> each.row().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
