package io.arrears.transform;

import io.arrears.config.Settings;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.terms.CurrencyUnit;
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
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** Writes down what staging did, rule by rule, and says which gates the data does not pass. */
final class StagingAudit {

    private static final String CHECK = "staging";
    private static final String CONSERVATION = "conservation";
    /** Two such sums and their difference fit into 64 bits of ten-thousandths. */
    private static final BigDecimal LARGEST_SUM = BigDecimal.valueOf(450_000_000_000_000L);

    private static final Set<SourceTable> MONEY = EnumSet.of(
            SourceTable.INVOICES,
            SourceTable.INVOICE_LINES,
            SourceTable.CHARGES,
            SourceTable.PAYMENTS,
            SourceTable.CREDIT_NOTES,
            SourceTable.WRITE_OFFS,
            SourceTable.ORDERS,
            SourceTable.ORDER_LINES,
            SourceTable.RETURNS,
            SourceTable.TRANSACTIONS);

    private final RunContext context;
    private final Checks checks;
    private final Settings.Quality quality;
    private final List<String> failures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    StagingAudit(RunContext context, Checks checks) {
        this.context = context;
        this.checks = checks;
        this.quality = context.settings().quality();
    }

    /** One sentence for each gate that does not open; none when the run may go on. */
    List<String> judge(List<Passed> passed) {
        boolean anyBad = passed.stream().anyMatch(each -> each.refused() + each.conflicting() > 0);
        Map<String, List<Quarantined>> quarantine = anyBad ? Quarantined.of(context) : Map.of();
        for (Passed each : passed) {
            SourceTable table = each.table().table();
            List<Quarantined> reasons = quarantine.getOrDefault(table.sourceName(), List.of());
            note(each, reasons);
            conserve(each, reasons);
            judgeShares(each, reasons);
            judgeSums(each);
            if (table.required() && each.rowsIn() == 0) {
                noteEmpty(each);
            }
        }
        previous().ifPresent(previous -> compare(passed, previous));
        return failures;
    }

    /** Sentences about the tables for the reader of the end of the run, once they are judged. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** A young ledger has no payment yet. One that has lost its rows is the gate on the previous ingest. */
    private void noteEmpty(Passed each) {
        checks.add(CHECK, nameOf(each), "empty_table", 0, null, Checks.Status.WARNED);
        String table = each.table().table().sourceName();
        notes.add("the table " + table + " has no row: the figures are those of a company without " + table);
    }

    private void noteUnknown(SourceTable table, long rows) {
        notes.add((rows == 1 ? "1 row of " : rows + " rows of ") + table.sourceName()
                + (rows == 1 ? " has" : " have") + " no currency that can be known (" + CurrencyUnit.UNKNOWN
                + "): counted and listed, and in no sum. State a currency in the row, or in the invoice or order that "
                + "it"
                + " names");
    }

    private void note(Passed each, List<Quarantined> reasons) {
        String table = nameOf(each);
        checks.add(CHECK, table, "rows_in", each.rowsIn(), each.amountIn(), Checks.Status.OK);
        for (Quarantined reason : reasons) {
            checks.add(CHECK, table, reason.reason(), reason.rows(), reason.amount(), Checks.Status.QUARANTINED);
        }
        for (String fix : each.table().fixes()) {
            if (each.fixed(fix) > 0) {
                String rule = fix.substring(RowMarks.FIX.length());
                boolean isUnknown = rule.equals(UnknownCurrency.RULE);
                checks.add(
                        CHECK,
                        table,
                        rule,
                        each.fixed(fix),
                        null,
                        isUnknown ? Checks.Status.WARNED : Checks.Status.FIXED);
                if (isUnknown) {
                    noteUnknown(each.table().table(), each.fixed(fix));
                }
            }
        }
        if (each.duplicates() > 0) {
            checks.add(CHECK, table, "exact_duplicate", each.duplicates(), null, Checks.Status.FIXED);
        }
    }

    /** Every source row is clean, quarantined, an exact duplicate, or later than the as-of day. */
    private void conserve(Passed each, List<Quarantined> reasons) {
        long rowsNow = reasons.stream().mapToLong(Quarantined::rowsNow).sum();
        long rowsLater = reasons.stream().mapToLong(Quarantined::rowsLater).sum();
        BigDecimal amountNow = reasons.stream().map(Quarantined::amountNow).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal amountLater =
                reasons.stream().map(Quarantined::amountLater).reduce(BigDecimal.ZERO, BigDecimal::add);
        String table = nameOf(each);
        long lost = each.rowsIn() - rowsNow - rowsLater;
        BigDecimal missing = each.amountIn().subtract(amountNow).subtract(amountLater);
        for (String place : List.of("clean", "duplicate", "not_yet")) {
            boolean later = place.equals("not_yet");
            lost -= each.at(place);
            missing = missing.subtract(each.amountAt(place));
            checks.add(
                    CONSERVATION,
                    table,
                    place,
                    each.at(place) + (later ? rowsLater : 0),
                    later ? each.amountAt(place).add(amountLater) : each.amountAt(place),
                    Checks.Status.OK);
        }
        checks.add(CONSERVATION, table, "quarantined", rowsNow, amountNow, Checks.Status.OK);
        boolean kept = lost == 0 && missing.signum() == 0;
        checks.add(CONSERVATION, table, "lost", lost, missing, kept ? Checks.Status.OK : Checks.Status.FAILED);
        if (!kept) {
            failures.add(table + ": " + lost + " rows and an amount of " + missing.toPlainString() + " of the source "
                    + "are neither clean, quarantined, duplicates nor later than " + context.asOf());
        }
    }

    /** Sums that the columns of later tables cannot hold stop the run here, where it is known which they are. */
    private void judgeSums(Passed each) {
        if (!MONEY.contains(each.table().table()) || each.worthIn().compareTo(LARGEST_SUM) <= 0) {
            return;
        }
        each.table().worthByCurrency().forEach((currency, sum) -> {
            if (sum.compareTo(LARGEST_SUM) > 0) {
                failures.add(String.format(
                        Locale.ROOT,
                        "%s: %s %s without their signs, more than the %,d that a figure can hold; "
                                + "map the table to a view that gives this currency in thousands, or correct the rows",
                        each.table().table().sourceName(),
                        currency.equals(StagedTable.ALL_CURRENCIES)
                                ? "the amounts add up to"
                                : "the amounts in " + currency + " add up to",
                        String.format(Locale.ROOT, "%,.2f", sum),
                        LARGEST_SUM.longValueExact()));
            }
        });
    }

    private void judgeShares(Passed each, List<Quarantined> reasons) {
        long rows = reasons.stream().mapToLong(Quarantined::rows).sum();
        double gross = reasons.stream()
                .mapToDouble(reason -> reason.gross().doubleValue())
                .sum();
        double grossIn = each.grossIn().doubleValue();
        if (rows > quality.maxQuarantinedRows() * each.rowsIn()) {
            failures.add(message(
                    each,
                    rows + " of " + each.rowsIn() + " rows",
                    rows / (double) each.rowsIn(),
                    "quality.max-quarantined-row-share",
                    quality.maxQuarantinedRows(),
                    reasons));
        } else if (gross > quality.maxQuarantinedAmount() * grossIn) {
            failures.add(message(
                    each,
                    "rows with their part of " + each.table().table().amount(),
                    gross / grossIn,
                    "quality.max-quarantined-amount-share",
                    quality.maxQuarantinedAmount(),
                    reasons));
        }
    }

    private String message(
            Passed each, String found, double share, String key, double limit, List<Quarantined> reasons) {
        return String.format(
                Locale.ROOT,
                "%s: %s (%.1f %%) are quarantined, more than %s = %.1f %%: %s; look at " + "ops_quarantine of run %s",
                each.table().table().sourceName(),
                found,
                100 * share,
                key,
                100 * limit,
                String.join(", ", reasons.stream().map(Quarantined::toString).toList()),
                context.run());
    }

    /** The slices of the newest ingest that was published: a failed one is no measure. */
    private Optional<Slices> previous() {
        return new Pointers(context.lake())
                .all().values().stream()
                        .filter(day -> day.containsKey(Table.OPS_COUNTS) && day.containsKey(Table.OPS_SOURCES))
                        .filter(day -> !day.get(Table.OPS_COUNTS).equals(context.run()))
                        .max(Comparator.comparing((Map<Table, RunId> day) ->
                                day.get(Table.OPS_COUNTS).number()))
                        .map(Slices::new);
    }

    private void compare(List<Passed> passed, Slices previous) {
        Map<String, Long> before = new TreeMap<>();
        for (Row row : context.lake()
                .read(Table.OPS_COUNTS, previous)
                .select("source_table", "rows_in")
                .collectAsList()) {
            before.merge(row.getString(0), row.getLong(1), Long::sum);
        }
        Map<String, Long> now = new HashMap<>();
        passed.forEach(each -> now.put(each.table().table().sourceName(), each.rowsIn()));
        before.keySet().removeIf(context.settings().source()::leavesOut);
        before.forEach((table, rows) -> compareRows(table, now.getOrDefault(table, 0L), rows));
        Set<String> gone = columns(previous);
        gone.removeAll(columns(context.slices()));
        gone.removeIf(column -> context.settings().source().leavesOut(column.substring(0, column.indexOf('.'))));
        gone.stream().sorted().forEach(this::noteGone);
    }

    private void compareRows(String table, long now, long before) {
        if (now < quality.minRowsOfPrevious() * before) {
            checks.add(CHECK, "stg_" + table, "volume_drop", before - now, null, Checks.Status.FAILED);
            failures.add(table + ": " + now + " rows, the previous ingest had "
                    + before + "; expected at least quality.min-row-share-of-previous = " + quality.minRowsOfPrevious()
                    + " of them");
        }
    }

    private void noteGone(String column) {
        boolean fail = quality.schemaDrift().equals("fail");
        checks.add(
                CHECK,
                "stg_" + column.substring(0, column.indexOf('.')),
                "column_gone " + column,
                0,
                null,
                fail ? Checks.Status.FAILED : Checks.Status.WARNED);
        if (fail) {
            failures.add("the source no longer has " + column + ", which the previous ingest read: map it again, or "
                    + "accept it by quality.schema-drift = warn");
        }
    }

    private Set<String> columns(Slices slices) {
        Set<String> columns = new HashSet<>();
        for (Row row : context.lake()
                .read(Table.OPS_SOURCES, slices)
                .where("is_present")
                .select("source_table", "column_name")
                .collectAsList()) {
            columns.add(row.getString(0) + "." + row.getString(1));
        }
        return columns;
    }

    private static String nameOf(Passed each) {
        return each.table().table().staging().sqlName();
    }
}
