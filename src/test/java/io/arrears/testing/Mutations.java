package io.arrears.testing;

import static io.arrears.testing.StagedRows.date;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random changes to a company that a run for an as-of day must not notice. */
public final class Mutations {

    private static final List<String> TABLES = List.copyOf(StagedRows.TABLES);

    private Mutations() {}

    /**
     * So many inserts, changes and deletes of rows known after the day, and conflicts that old rows come into after it; old
     * invoices are given up after it, or no more.
     */
    public static StagedRows after(LocalDate day, StagedRows company, int count, long seed) {
        Random random = new Random(seed);
        StagedRows mutated = company.copy();
        for (int done = 0; done < count; ) {
            List<Map<String, Object>> rows = mutated.of(TABLES.get(random.nextInt(TABLES.size())));
            done += !rows.isEmpty() && changes(rows, day, done, random) ? 1 : 0;
        }
        mutated.of("stg_invoices").stream()
                .filter(row -> random.nextInt(4) == 0 && !isGivenUp(row, day))
                .forEach(row ->
                        row.put("given_up_from", random.nextInt(3) == 0 ? null : day.plusDays(1 + random.nextInt(90))));
        return mutated;
    }

    private static boolean isGivenUp(Map<String, Object> invoice, LocalDate day) {
        LocalDate from = date(invoice, "given_up_from");
        return from != null && !from.isAfter(day);
    }

    /** False if the change drawn is none that may happen to the row drawn. */
    private static boolean changes(List<Map<String, Object>> rows, LocalDate day, int number, Random random) {
        Map<String, Object> row = rows.get(random.nextInt(rows.size()));
        LocalDate later = day.plusDays(1 + random.nextInt(90));
        boolean isLater = date(row, "visible_from").isAfter(day);
        switch (random.nextInt(4)) {
            case 0 -> {
                Map<String, Object> inserted = new LinkedHashMap<>(row);
                distort(inserted, rows, later, random);
                String key = inserted.keySet().iterator().next();
                inserted.put(key, inserted.get(key) + "-new" + number);
                rows.add(inserted);
                return true;
            }
            case 1 -> {
                boolean isChange = !isLater && date(row, "conflict_from").isAfter(later);
                row.put("conflict_from", isChange ? later : row.get("conflict_from"));
                return isChange;
            }
            case 2 -> {
                return isLater && rows.remove(row);
            }
            default -> {
                if (isLater) {
                    distort(row, rows, later, random);
                }
                return isLater;
            }
        }
    }

    /** Makes the row known later, with other amounts, dates, flags and texts; its key, the first column, stays. */
    private static void distort(
            Map<String, Object> row, List<Map<String, Object>> rows, LocalDate later, Random random) {
        Map<String, Object> other = rows.get(random.nextInt(rows.size()));
        String key = row.keySet().iterator().next();
        row.replaceAll((column, value) -> column.equals(key)
                ? value
                : value instanceof BigDecimal
                        ? BigDecimal.valueOf(random.nextInt(100_000), 2).setScale(4)
                        : value instanceof Boolean
                                ? random.nextBoolean()
                                : value instanceof LocalDate
                                        ? random.nextBoolean() ? value : later.minusDays(random.nextInt(200))
                                        : random.nextBoolean() ? value : other.getOrDefault(column, value));
        row.put("visible_from", later);
        row.put("conflict_from", LocalDate.of(9999, 12, 31));
    }

    /** Fills the columns a source overwrites with garbage; what is no debt stays none, for that is all they may say. */
    public static StagedRows poisoned(StagedRows company, long seed) {
        Random random = new Random(seed);
        StagedRows poisoned = company.copy();
        for (Map<String, Object> row : poisoned.of("stg_invoices")) {
            row.put("stored_paid_date", LocalDate.of(2020, 1, 1).plusDays(random.nextInt(4000)));
            row.put(
                    "stored_amount_paid",
                    BigDecimal.valueOf(random.nextInt(1_000_000), 2).setScale(4));
            row.replace(
                    "status",
                    NaiveLedger.isVoid(row)
                            ? List.of("void", "draft").get(random.nextInt(2))
                            : List.of("paid", "late", "??").get(random.nextInt(3)));
        }
        for (Map<String, Object> row : poisoned.of("stg_transactions")) {
            row.put("stored_retries", random.nextInt(1000));
            row.put("result_status", "garbage" + random.nextInt(5));
            row.put("payment_date", LocalDate.of(2020, 1, 1).plusDays(random.nextInt(4000)));
        }
        return poisoned;
    }
}
