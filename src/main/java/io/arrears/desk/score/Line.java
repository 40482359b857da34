package io.arrears.desk.score;

import io.arrears.desk.file.Case;
import java.math.BigDecimal;
import java.util.List;

/**
 * One case as the page shows it.
 *
 * @param rank its place among the cases of its currency
 * @param debtor whom to call about it; null where the row names no customer
 * @param hold null: nothing holds it, or nothing is known
 * @param leftAlone whether a run drew it to be left alone
 * @param bill the invoice behind it; null where it was not published
 */
public record Line(
        int rank,
        boolean chosen,
        int line,
        List<Integer> lines,
        String id,
        String type,
        String customer,
        String region,
        String segment,
        String ageing,
        Double lateDays,
        String currency,
        BigDecimal amount,
        Double probability,
        BigDecimal value,
        Boolean outcome,
        List<String> reasons,
        String debtor,
        Hold hold,
        boolean leftAlone,
        Bill bill) {

    static Line of(ScoredFile file, int rank, boolean chosen, Scored scored) {
        Case row = scored.row();
        return new Line(
                rank,
                chosen,
                row.line(),
                row.lines(),
                row.id(),
                row.task().claimType().orElse("invoice"),
                row.customer(),
                row.region(),
                row.segment(),
                row.age().bucket(),
                known(row.lateDays()),
                row.currency(),
                row.amount(),
                known(scored.probability()),
                scored.value(),
                row.outcome(),
                file.reasons().apply(scored),
                row.owed().debtor(),
                Hold.of(row.owed().hold()),
                row.owed().isLeftAlone(),
                row.owed().invoice() == null
                        ? null
                        : file.debtors().bills().get(row.owed().invoice()));
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
