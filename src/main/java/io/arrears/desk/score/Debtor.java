package io.arrears.desk.score;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * Whom to call: a customer with all its claims in one currency. A claim that names no customer is one alone.
 *
 * @param isCustomer false where its one claim names no customer, or is of an unknown currency
 * @param cases best first, those that something holds last
 * @param claims how many they are
 * @param held how many of them something holds
 * @param value expected value of those that nothing holds; null where no case has one
 * @param hold why none of them is to be chased; null: at least one is
 * @param oldestDays since the earliest due date; null without one
 * @param best the case to open with
 * @param account null where it was not looked at
 */
public record Debtor(
        String currency,
        String id,
        boolean isCustomer,
        String name,
        String region,
        String segment,
        List<Scored> cases,
        int claims,
        int held,
        BigDecimal amount,
        BigDecimal heldAmount,
        BigDecimal value,
        String hold,
        Integer oldestDays,
        String best,
        List<String> reasons,
        Account account) {

    /** Who is called first: those that something holds entirely last, then value, amount, name, as the batch ranks. */
    static final Comparator<Debtor> BEST_FIRST = Comparator.comparing((Debtor each) -> each.hold() != null)
            .thenComparing(Debtor::value, Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder()))
            .thenComparing(Debtor::amount, Comparator.reverseOrder())
            .thenComparing(Debtor::id);

    /**
     * What the books say of a customer besides its claims.
     *
     * @param credit owed to it; may be offset, as may {@code unapplied}, its money without an invoice
     * @param promiseAmount null: all that was open
     */
    public record Account(
            BigDecimal credit,
            BigDecimal unapplied,
            String contactDate,
            String contactChannel,
            String contactOutcome,
            String promiseDate,
            String promisePayBy,
            BigDecimal promiseAmount,
            String promiseStatus) {}

    /** Whether a run drew it to be left alone, to learn whether calls help. */
    boolean isLeftAlone() {
        return cases.stream().anyMatch(each -> each.row().owed().isLeftAlone());
    }

    /** What is asked for: without what something holds. */
    BigDecimal free() {
        return amount.subtract(heldAmount);
    }
}
