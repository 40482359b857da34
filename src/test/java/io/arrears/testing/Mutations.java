package io.arrears.testing;

import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random changes to a company that a run for an as-of day must not notice. */
public final class Mutations {

    private static final List<String> EVENTS = List.of("stg_invoices", "stg_charges", "stg_payments", "stg_orders",
            "stg_returns", "stg_transactions", "stg_customers");
    private static final Set<String> KEYS = Set.of(
            "invoice_id", "charge_id", "payment_id", "order_id", "return_id", "attempt_id", "customer_id");

    private Mutations() {
    }

    /** Inserts, changes and deletes rows that became known after the day, and lets old rows come into conflict after it. */
    public static StagedRows after(LocalDate day, StagedRows company, int count, long seed) {
        Random random = new Random(seed);
        StagedRows mutated = company.copy();
        for (int i = 0; i < count; i++) {
            List<Map<String, Object>> rows = mutated.of(EVENTS.get(random.nextInt(EVENTS.size())));
            if (rows.isEmpty()) {
                continue;
            }
            Map<String, Object> row = rows.get(random.nextInt(rows.size()));
            LocalDate later = day.plusDays(1 + random.nextInt(90));
            boolean isLater = date(row, "visible_from").isAfter(day);
            switch (random.nextInt(3)) {
                case 0 -> rows.add(distorted(new LinkedHashMap<>(row), later, i, random));
                case 1 -> row.put("conflict_from", isLater ? row.get("conflict_from") : later);
                default -> {
                    if (isLater && random.nextBoolean()) {
                        rows.remove(row);
                    } else if (isLater) {
                        distorted(row, later, -1, random);
                    }
                }
            }
        }
        return mutated;
    }

    /** Makes the row known later, with other amounts, dates and flags; with a name of its own if numbered. */
    private static Map<String, Object> distorted(Map<String, Object> row, LocalDate later, int number, Random random) {
        boolean isFirst = true;
        for (Map.Entry<String, Object> column : row.entrySet()) {
            boolean isName = isFirst && KEYS.contains(column.getKey());
            isFirst = false;
            if (isName && number >= 0) {
                column.setValue(column.getValue() + "-new" + number);
            } else if (column.getValue() instanceof BigDecimal) {
                column.setValue(BigDecimal.valueOf(random.nextInt(100_000), 2).setScale(4));
            } else if (column.getValue() instanceof Boolean) {
                column.setValue(random.nextBoolean());
            } else if (column.getValue() instanceof LocalDate && random.nextBoolean()) {
                column.setValue(later.minusDays(random.nextInt(200)));
            }
        }
        row.put("visible_from", later);
        row.put("conflict_from", LocalDate.of(9999, 12, 31));
        return row;
    }

    /** Fills the columns a source overwrites with garbage; a void invoice stays void, for that is all they may say. */
    public static StagedRows poisoned(StagedRows company, long seed) {
        Random random = new Random(seed);
        StagedRows poisoned = company.copy();
        for (Map<String, Object> row : poisoned.of("stg_invoices")) {
            row.put("stored_paid_date", LocalDate.of(2020, 1, 1).plusDays(random.nextInt(4000)));
            row.put("stored_amount_paid", BigDecimal.valueOf(random.nextInt(1_000_000), 2).setScale(4));
            row.replace("status", "void".equals(row.get("status")) ? "void" : List.of("paid", "late", "??").get(random.nextInt(3)));
        }
        for (Map<String, Object> row : poisoned.of("stg_transactions")) {
            row.put("stored_retries", random.nextInt(1000));
            row.put("result_status", "garbage" + random.nextInt(5));
            row.put("payment_date", LocalDate.of(2020, 1, 1).plusDays(random.nextInt(4000)));
        }
        return poisoned;
    }
}
