package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.DataQualityException;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The last look at the marts before they are published: identities, keys and bands. What was found goes to
 * {@code ops_checks}; anything wrong stops the run, so that the last good tables stay published.
 */
public final class ChecksStage implements Stage {

    private static final int SHOWN = 3;
    private static final SqlFile RECONCILIATION = file("reconciliation");

    private static SqlFile file(String name) {
        return SqlFile.read("sql/checks/check_" + name + ".sql");
    }

    @Override
    public String name() {
        return "checks";
    }

    @Override
    public Set<Table> reads() {
        Set<Table> reads = EnumSet.copyOf(Table.marts());
        BrokenIdentity.CHECKS.forEach(name -> reads.addAll(SqlViews.reads(file(name))));
        reads.addAll(SqlViews.reads(SqlViews.of("int_conservation")));
        reads.addAll(SourceNotes.reads());
        return reads;
    }

    @Override
    public Set<Table> writes() {
        return EnumSet.of(Table.OPS_CHECKS);
    }

    @Override
    public boolean publishes() {
        return true;
    }

    @Override
    public StageReport run(RunContext context) {
        SparkSession marts = context.views(Table.marts());
        Checks checks = new Checks(context);
        List<String> failures = new ArrayList<>(identities(marts, context, checks));
        failures.addAll(keys(marts, checks));
        failures.addAll(wrong("bands", "known_values", marts, context, checks));
        // Without instalments an invoice is overdue as a whole, or not at all.
        if (context.slices().of(Table.STG_INSTALMENTS).isPresent()) {
            failures.addAll(wrong("overdue", "same_everywhere", marts, context, checks));
        }
        failures.addAll(wrong("findings", "counted_once", marts, context, checks));
        noteMissingRates(marts, checks);
        List<String> notes = SourceNotes.note(context, checks);
        checks.write();
        if (!failures.isEmpty()) {
            throw new DataQualityException(String.join("\n", failures) + "\nnothing is published; the checks of run "
                    + context.run() + " are in ops_checks");
        }
        Map<String, Number> measures = new LinkedHashMap<>();
        measures.put("rows", marts.table(Table.MART_RECONCILIATION.sqlName()).count());
        measures.put("failures", 0);
        return new StageReport(measures, notes);
    }

    private static List<String> identities(SparkSession marts, RunContext context, Checks checks) {
        for (Row row : marts.sql("select identity, part, currency, difference from mart_reconciliation "
                        + "order by identity, part, currency")
                .collectAsList()) {
            BigDecimal difference = row.getAs("difference");
            checks.add(
                    "reconciliation",
                    Table.MART_RECONCILIATION.sqlName(),
                    "identity " + row.getAs("identity") + " " + row.getAs("part") + " " + row.getAs("currency"),
                    difference.signum() == 0 ? 0 : 1,
                    difference,
                    difference.signum() == 0 ? Checks.Status.OK : Checks.Status.FAILED);
        }
        List<Row> broken = rows(RECONCILIATION, marts, context).stream()
                .sorted(Comparator.comparing((Row row) -> row.<Integer>getAs("identity"))
                        .thenComparing(row -> row.<String>getAs("part"))
                        .thenComparing(row -> row.<String>getAs("currency")))
                .toList();
        return broken.stream()
                .map(row -> BrokenIdentity.of(row).explained(context))
                .toList();
    }

    /** Rows without a key and keys with several rows, for every mart, in one query made from the catalogue. */
    private static List<String> keys(SparkSession marts, Checks checks) {
        String query = Table.marts().stream().map(ChecksStage::keyQuery).collect(Collectors.joining("\nunion all\n"));
        List<String> failures = new ArrayList<>();
        for (Row row : marts.sql(query).collectAsList()) {
            Table mart = Table.named(row.getAs("mart")).orElseThrow();
            note(checks, mart, "not_null", row.<Long>getAs("missing"), failures, "rows without a value in their key");
            note(checks, mart, "unique", row.<Long>getAs("repeated"), failures, "rows too many for their key");
        }
        return failures;
    }

    private static void note(
            Checks checks, Table mart, String rule, long wrong, List<String> failures, String meaning) {
        checks.add("keys", mart.sqlName(), rule, wrong, null, wrong == 0 ? Checks.Status.OK : Checks.Status.FAILED);
        if (wrong > 0) {
            failures.add(mart.sqlName() + ": " + wrong + " " + meaning + " (" + String.join(", ", mart.key()) + ")");
        }
    }

    private static String keyQuery(Table mart) {
        String key = String.join(", ", mart.key());
        String missing = mart.key().stream().map(column -> column + " is null").collect(Collectors.joining(" or "));
        return "select '" + mart.sqlName() + "' as mart, coalesce(sum(if(" + missing + ", copies, 0)), 0) as missing, "
                + "coalesce(sum(copies - 1), 0) as repeated from (select " + key + ", count(*) as copies from "
                + mart.sqlName() + " group by " + key + ")";
    }

    /** Notes a check whose file returns wrong rows, and gives the sentences of the first. */
    private static List<String> wrong(
            String check, String rule, SparkSession marts, RunContext context, Checks checks) {
        List<String> sentences = rows(file(check), marts, context).stream()
                .map(row -> row.<String>getAs("sentence"))
                .sorted()
                .toList();
        checks.add(
                check,
                "marts",
                rule,
                sentences.size(),
                null,
                sentences.isEmpty() ? Checks.Status.OK : Checks.Status.FAILED);
        return sentences.stream().limit(SHOWN).toList();
    }

    /** A currency without a known rate has no reporting amounts; the run goes on, and says so. */
    private static void noteMissingRates(SparkSession marts, Checks checks) {
        for (Row row : marts.sql("select currency, reporting_currency, invoices, outstanding_amount from mart_kpis "
                        + "where reporting_currency is not null and fx_rate is null order by currency")
                .collectAsList()) {
            checks.add(
                    "fx_rates",
                    Table.MART_KPIS.sqlName(),
                    "no_rate " + row.getAs("currency") + " in " + row.getAs("reporting_currency"),
                    row.<Long>getAs("invoices"),
                    row.getAs("outstanding_amount"),
                    Checks.Status.WARNED);
        }
    }

    private static List<Row> rows(SqlFile file, SparkSession session, RunContext context) {
        return file.on(session, SqlParameters.of(context.day())).collectAsList();
    }
}
