package io.arrears.desk.score;

import io.arrears.desk.Kind;
import io.arrears.desk.file.Case;
import io.arrears.model.data.ModelTask;
import io.arrears.terms.Ageing;
import java.util.ArrayList;
import java.util.List;

/** Rows of the published marts as a run scored them: nothing is computed again. */
final class PublishedCases {

    private PublishedCases() {}

    static List<Scored> of(Kind kind, List<MartRow> rows, Ageing ageing) {
        List<Scored> scored = new ArrayList<>();
        int line = 0;
        for (MartRow row : rows) {
            line++;
            if (kind == Kind.CLAIMS) {
                scored.add(claim(row, line, ageing));
            } else if (isOpen(row)) {
                scored.add(invoice(row, line, ageing));
            }
        }
        return scored;
    }

    private static Scored claim(MartRow row, int line, Ageing ageing) {
        ModelTask task =
                row.text("claim_type").equals("failed_payment") ? ModelTask.FAILED_PAYMENT : ModelTask.OVERDUE_INVOICE;
        // The mart keeps the place, not the score that gave it.
        double place = -row.number("priority_rank");
        return scored(
                row,
                new Names(line, "claim_id", "amount", "p_recover_30d", "ev_recovered"),
                task,
                place,
                place,
                new Case.Owed(
                        row.first("debtor_id", "customer_id"),
                        row.text("invoice_id"),
                        row.text("hold_reason"),
                        row.text("treatment")),
                ageing);
    }

    /** The mart has every invoice; one with a balance may still lack a probability, before the first model. */
    private static boolean isOpen(MartRow row) {
        return row.text("default_prob") != null
                || row.money("outstanding_amount").signum() > 0;
    }

    /** What holds its claim changes nothing in what may be lost of it. */
    private static Scored invoice(MartRow row, int line, Ageing ageing) {
        return scored(
                row,
                new Names(line, "invoice_id", "outstanding_amount", "default_prob", "expected_loss"),
                ModelTask.DEFAULT,
                row.text("default_prob") == null ? 0 : row.number("default_prob"),
                Double.NaN,
                new Case.Owed(row.text("customer_id"), row.text("invoice_id"), null, null),
                ageing);
    }

    /** Where a row is, and the columns its kind has of its own. */
    private record Names(int line, String id, String amount, String probability, String value) {}

    private static Scored scored(
            MartRow row, Names names, ModelTask task, double raw, double order, Case.Owed owed, Ageing ageing) {
        Case found = new Case(
                names.line(),
                List.of(),
                row.text(names.id()),
                task,
                row.first("customer_name", "customer_id"),
                row.text("currency"),
                row.money(names.amount()),
                null,
                row.number("days_past_due"),
                Case.Age.of(row.number("days_past_due"), ageing),
                row.text("region"),
                row.text("segment"),
                null,
                false,
                null,
                null,
                owed);
        return new Scored(
                found,
                raw,
                order,
                row.number(names.probability()),
                row.money(names.value()),
                row.text("model_version"),
                row.text("model_status"),
                row.reasons().toArray(String[]::new));
    }
}
