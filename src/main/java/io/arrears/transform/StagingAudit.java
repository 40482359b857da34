package io.arrears.transform;

import io.arrears.config.Settings;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Writes down what staging did, rule by rule, and says which gates the data does not pass. */
final class StagingAudit {

    private static final String CHECK = "staging";

    private final RunContext context;
    private final Checks checks;
    private final Settings.Quality quality;
    private final List<String> failures = new ArrayList<>();

    StagingAudit(RunContext context, Checks checks) {
        this.context = context;
        this.checks = checks;
        this.quality = context.settings().quality();
    }

    /** One sentence for each gate that does not open; none when the run may go on. */
    List<String> judge(List<StagingStage.Passed> passed) {
        Map<String, Totals> totals = totals(Table.OPS_COUNTS, context.slices());
        Map<String, List<Reason>> reasons = reasons();
        for (StagingStage.Passed each : passed) {
            SourceTable table = each.table().table();
            Totals in = totals.getOrDefault(table.sourceName(), Totals.NONE);
            List<Reason> found = reasons.getOrDefault(table.sourceName(), List.of());
            note(each, in, found);
            judgeShares(table, in, found);
            if (table.required() && in.rows() == 0) {
                failures.add("the required table " + table.sourceName() + " is empty: expected at least one row");
            }
        }
        conserve();
        compareWithPrevious(totals);
        return failures;
    }

    private record Totals(long rows, BigDecimal amount, BigDecimal gross) {
        static final Totals NONE = new Totals(0, BigDecimal.ZERO, BigDecimal.ZERO);

        Totals plus(Row row) {
            return new Totals(rows + row.getLong(2), amount.add(row.getDecimal(3)), gross.add(row.getDecimal(4)));
        }
    }

    private record Reason(String code, long rows, BigDecimal gross, BigDecimal amount, String example) {
    }

    private Map<String, Totals> totals(Table counts, Slices slices) {
        Map<String, Totals> totals = new HashMap<>();
        for (Row row : context.lake().read(counts, slices)
                .select("source_table", "currency", "rows_in", "amount_in", "gross_in").collectAsList()) {
            totals.merge(row.getString(0), Totals.NONE.plus(row), (one, other) -> one.plus(row));
        }
        return totals;
    }

    /** Quarantined rows by table and reason, most rows first; a row that staging still stands for is not counted twice. */
    private Map<String, List<Reason>> reasons() {
        SparkSession session = context.lake().viewsOf(EnumSet.of(Table.OPS_QUARANTINE), context.slices());
        Map<String, List<Reason>> reasons = new HashMap<>();
        for (Row row : session.sql("""
                select source_table, reason_code, sum(copies),
                    coalesce(sum(copies * abs(amount)), 0), coalesce(sum(copies * amount), 0), min(source_key)
                from ops_quarantine group by source_table, reason_code
                """).collectAsList()) {
            reasons.computeIfAbsent(row.getString(0), table -> new ArrayList<>()).add(
                    new Reason(row.getString(1), row.getLong(2), row.getDecimal(3), row.getDecimal(4), row.getString(5)));
        }
        reasons.values().forEach(list -> list.sort(Comparator.comparing(Reason::rows).reversed().thenComparing(Reason::code)));
        return reasons;
    }

    private void note(StagingStage.Passed each, Totals in, List<Reason> reasons) {
        String table = each.table().table().staging().sqlName();
        checks.add(CHECK, table, "rows_in", in.rows(), in.amount(), Checks.Status.OK);
        for (Reason reason : reasons) {
            checks.add(CHECK, table, reason.code(), reason.rows(), reason.amount(), Checks.Status.QUARANTINED);
        }
        each.fixes().forEach((rule, rows) -> {
            if (rows > 0) {
                checks.add(CHECK, table, rule, rows, null, Checks.Status.FIXED);
            }
        });
        if (each.kept() > each.staged()) {
            checks.add(CHECK, table, "exact_duplicate", each.kept() - each.staged(), null, Checks.Status.FIXED);
        }
    }

    private void judgeShares(SourceTable table, Totals in, List<Reason> reasons) {
        long rows = reasons.stream().mapToLong(Reason::rows).sum();
        BigDecimal gross = reasons.stream().map(Reason::gross).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (rows > quality.maxQuarantinedRows() * in.rows()) {
            failures.add(shareMessage(table, rows + " of " + in.rows() + " rows", rows / (double) in.rows(),
                    "quality.max-quarantined-row-share", quality.maxQuarantinedRows(), reasons));
        } else if (gross.doubleValue() > quality.maxQuarantinedAmount() * in.gross().doubleValue()) {
            failures.add(shareMessage(table, gross.toPlainString() + " of " + in.gross().toPlainString() + " in " + table.amount(),
                    gross.doubleValue() / in.gross().doubleValue(), "quality.max-quarantined-amount-share",
                    quality.maxQuarantinedAmount(), reasons));
        }
    }

    private String shareMessage(
            SourceTable table, String found, double share, String key, double limit, List<Reason> reasons) {
        List<String> causes = new ArrayList<>();
        for (Reason reason : reasons) {
            causes.add(reason.code() + " " + reason.rows() + " (such as "
                    + (reason.example() == null ? "a row without key" : "key " + reason.example()) + ")");
        }
        return String.format(Locale.ROOT, "%s: %s (%.1f %%) are quarantined, more than %s = %.1f %%: %s; look at "
                + "ops_quarantine of run %s", table.sourceName(), found, 100 * share, key, 100 * limit,
                String.join(", ", causes), context.run());
    }

    /** Every source row is somewhere: the same query the marts use, at this run's day. */
    private void conserve() {
        SqlFile file = SqlFile.of(Table.INT_CONSERVATION);
        SparkSession session = context.lake().viewsOf(file.reads(), context.slices());
        for (Row row : file.on(session, SqlParameters.of(context.asOf(), context.settings())).collectAsList()) {
            String table = "stg_" + row.<String>getAs("source_table");
            String currency = row.getAs("currency");
            long lost = row.<Long>getAs("rows_in");
            BigDecimal missing = row.getAs("amount_in");
            for (String part : List.of("clean", "quarantined", "duplicate", "not_yet")) {
                long rows = row.<Long>getAs("rows_" + part);
                BigDecimal amount = row.getAs("amount_" + part);
                checks.add("conservation", table, part + " " + currency, rows, amount, Checks.Status.OK);
                lost -= rows;
                missing = missing.subtract(amount);
            }
            boolean kept = lost == 0 && missing.signum() == 0;
            checks.add("conservation", table, "lost " + currency, lost, missing,
                    kept ? Checks.Status.OK : Checks.Status.FAILED);
            if (!kept) {
                failures.add(table + ": " + lost + " rows and " + missing.toPlainString() + " " + currency
                        + " of the source are neither clean, quarantined, duplicates nor later than " + context.asOf());
            }
        }
    }

    private void compareWithPrevious(Map<String, Totals> now) {
        Optional<Slices> previous = previous();
        if (previous.isEmpty()) {
            return;
        }
        totals(Table.OPS_COUNTS, previous.get()).forEach((table, before) -> {
            long rows = now.getOrDefault(table, Totals.NONE).rows();
            boolean enough = rows >= quality.minRowsOfPrevious() * before.rows();
            checks.add(CHECK, "stg_" + table, "rows_of_previous", before.rows(), null,
                    enough ? Checks.Status.OK : Checks.Status.FAILED);
            if (!enough) {
                failures.add(table + ": " + rows + " rows, the previous ingest had " + before.rows() + "; expected at least "
                        + "quality.min-row-share-of-previous = " + quality.minRowsOfPrevious() + " of them");
            }
        });
        Set<String> gone = new HashSet<>(columns(previous.get()));
        gone.removeAll(columns(context.slices()));
        for (String column : gone.stream().sorted().toList()) {
            boolean fail = quality.schemaDrift().equals("fail");
            checks.add(CHECK, "stg_" + column.substring(0, column.indexOf('.')), "column_gone " + column, 0, null,
                    fail ? Checks.Status.FAILED : Checks.Status.WARNED);
            if (fail) {
                failures.add("the source no longer has " + column + ", which the previous ingest read; map it again or set "
                        + "quality.schema-drift = warn");
            }
        }
    }

    private Set<String> columns(Slices slices) {
        Set<String> columns = new HashSet<>();
        for (Row row : context.lake().read(Table.OPS_SOURCES, slices).where("is_present")
                .select("source_table", "column_name").collectAsList()) {
            columns.add(row.getString(0) + "." + row.getString(1));
        }
        return columns;
    }

    /** The slices of the newest ingest that was published: a failed one is no measure. */
    private Optional<Slices> previous() {
        return new Pointers(context.lake()).all().values().stream()
                .filter(day -> day.containsKey(Table.OPS_COUNTS) && day.containsKey(Table.OPS_SOURCES))
                .filter(day -> !day.get(Table.OPS_COUNTS).equals(context.run()))
                .max(Comparator.comparing((Map<Table, RunId> day) -> day.get(Table.OPS_COUNTS).number()))
                .map(Slices::new);
    }
}
