package io.arrears.desk.file;

import io.arrears.model.data.ModelTask;
import io.arrears.terms.Ageing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * One row that can be scored.
 *
 * @param line of the file
 * @param lines of all rows it was made of; empty where its row is all there is
 * @param amount what is open: expected value = amount × probability
 * @param lateDays NaN without a due date
 * @param age how late that is
 * @param outcome what happened afterwards, null where it is unknown or could not have happened
 * @param settled whether the model is not asked: an invoice beyond the horizon has defaulted
 * @param numbers features of the model in its order, NaN is missing; null for rows scored elsewhere
 * @param owed who owes it
 */
public record Case(
        int line,
        List<Integer> lines,
        String id,
        ModelTask task,
        String customer,
        String currency,
        BigDecimal amount,
        LocalDate observedOn,
        double lateDays,
        Age age,
        String region,
        String segment,
        Boolean outcome,
        boolean settled,
        double[] numbers,
        String[] texts,
        Owed owed) {

    /**
     * Who owes it, and what it hangs on.
     *
     * @param debtor the customer's number, else name; null where the row names none
     * @param invoice null where the row names none
     * @param hold what keeps a collector from it, as a run said; null: nothing, or nothing is known
     * @param treatment what a run drew for it, to learn whether calls help; null: nothing
     */
    public record Owed(String debtor, String invoice, String hold, String treatment) {

        /** Whether it was drawn to be left alone. */
        public boolean isLeftAlone() {
            return "hold-out".equals(treatment);
        }
    }

    /** How late a debt is, in the words of the ageing ranges. */
    public record Age(String bucket, String detail) {

        private static final Age UNKNOWN = new Age(Ageing.NO_DUE_DATE, Ageing.NO_DUE_DATE);

        /** @param lateDays NaN without a due date */
        public static Age of(double lateDays, Ageing ageing) {
            int days = (int) lateDays;
            return Double.isNaN(lateDays) ? UNKNOWN : new Age(ageing.bucket(days), ageing.detail(days));
        }
    }

    /** The same case, made of these rows of the file. */
    Case with(List<Integer> rows) {
        return new Case(
                line,
                rows.size() > 1 ? rows : List.of(),
                id,
                task,
                customer,
                currency,
                amount,
                observedOn,
                lateDays,
                age,
                region,
                segment,
                outcome,
                settled,
                numbers,
                texts,
                owed);
    }
}
