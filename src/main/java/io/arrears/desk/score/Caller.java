package io.arrears.desk.score;

import java.math.BigDecimal;
import java.util.List;

/**
 * A customer as the page shows it.
 *
 * @param rank its place among those of its currency
 * @param id its number; of a claim without a customer, that of the claim
 * @param hold null: at least one case is not held
 * @param leftAlone whether a run drew it to be left alone
 * @param account null where it was not looked at
 */
public record Caller(
        int rank,
        boolean chosen,
        String id,
        boolean isCustomer,
        String name,
        String region,
        String segment,
        String currency,
        int claims,
        int held,
        BigDecimal amount,
        BigDecimal heldAmount,
        BigDecimal value,
        Integer oldestDays,
        String best,
        List<String> reasons,
        Hold hold,
        boolean leftAlone,
        Debtor.Account account) {

    static Caller of(int rank, boolean chosen, Debtor debtor) {
        return new Caller(
                rank,
                chosen,
                debtor.id(),
                debtor.isCustomer(),
                debtor.name(),
                debtor.region(),
                debtor.segment(),
                debtor.currency(),
                debtor.claims(),
                debtor.held(),
                debtor.amount(),
                debtor.heldAmount(),
                debtor.value(),
                debtor.oldestDays(),
                debtor.best(),
                debtor.reasons(),
                Hold.of(debtor.hold()),
                debtor.isLeftAlone(),
                debtor.account());
    }
}
