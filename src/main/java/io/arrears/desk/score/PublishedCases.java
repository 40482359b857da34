package io.arrears.desk.score;

import io.arrears.desk.Kind;
import io.arrears.desk.file.Case;
import io.arrears.model.data.ModelTask;
import io.arrears.publish.MartReader;
import io.arrears.terms.Ageing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of the published marts as a run scored them: nothing is computed again. */
final class PublishedCases {

    private final Map<String, Integer> places = new HashMap<>();
    private final Ageing ageing;
    private String[] row;

    private PublishedCases(List<String> columns, Ageing ageing) {
        this.ageing = ageing;
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i), i);
        }
    }

    static List<Scored> of(Kind kind, MartReader.Rows rows, Ageing ageing) {
        PublishedCases cases = new PublishedCases(rows.columns(), ageing);
        List<Scored> scored = new ArrayList<>();
        int line = 0;
        for (String[] row : rows.rows()) {
            cases.row = row;
            line++;
            if (kind == Kind.CLAIMS) {
                scored.add(cases.claim(line));
            } else if (cases.isOpen()) {
                scored.add(cases.invoice(line));
            }
        }
        return scored;
    }

    private Scored claim(int line) {
        ModelTask task =
                text("claim_type").equals("failed_payment") ? ModelTask.FAILED_PAYMENT : ModelTask.OVERDUE_INVOICE;
        // The mart keeps the place, not the score that gave it.
        double place = -number("priority_rank");
        return scored(line, "claim_id", task, "amount", "p_recover_30d", "ev_recovered", place, place);
    }

    /** The mart has every invoice; one with a balance may still lack a probability, before the first model. */
    private boolean isOpen() {
        return text("default_prob") != null || new BigDecimal(text("outstanding_amount")).signum() > 0;
    }

    private Scored invoice(int line) {
        return scored(
                line,
                "invoice_id",
                ModelTask.DEFAULT,
                "outstanding_amount",
                "default_prob",
                "expected_loss",
                text("default_prob") == null ? 0 : number("default_prob"),
                Double.NaN);
    }

    private Scored scored(
            int line,
            String id,
            ModelTask task,
            String amount,
            String probability,
            String value,
            double raw,
            double order) {
        String customer = text("customer_name") != null ? text("customer_name") : text("customer_id");
        Case row = new Case(
                line,
                List.of(),
                text(id),
                task,
                customer,
                text("currency"),
                new BigDecimal(text(amount)),
                null,
                number("days_past_due"),
                Case.Age.of(number("days_past_due"), ageing),
                text("region"),
                text("segment"),
                null,
                false,
                null,
                null);
        List<String> reasons = new ArrayList<>();
        for (String column : List.of("reason_1", "reason_2", "reason_3")) {
            if (text(column) != null) {
                reasons.add(text(column));
            }
        }
        return new Scored(
                row,
                raw,
                order,
                number(probability),
                text(value) == null ? null : new BigDecimal(text(value)),
                text("model_version"),
                text("model_status"),
                reasons.toArray(String[]::new));
    }

    private String text(String column) {
        Integer place = places.get(column);
        return place == null ? null : row[place];
    }

    private double number(String column) {
        String text = text(column);
        return text == null ? Double.NaN : Double.parseDouble(text);
    }
}
