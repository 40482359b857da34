package io.arrears.transform;

import static io.arrears.lake.SourceTable.CHARGES;
import static io.arrears.lake.SourceTable.INVOICES;
import static io.arrears.lake.SourceTable.ORDERS;
import static io.arrears.lake.SourceTable.PAYMENTS;
import static io.arrears.lake.SourceTable.TRANSACTIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.AsOf;
import io.arrears.lake.Layer;
import io.arrears.lake.Pointers;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.DataQualityException;
import io.arrears.pipeline.RunContext;
import io.arrears.testing.RawRows;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class StagingStageTest {

    private static final Map<String, String> TOLERANT = Map.of(
            "quality.max-quarantined-row-share",
            "1",
            "quality.max-quarantined-amount-share",
            "1",
            "quality.min-row-share-of-previous",
            "0");

    @TempDir
    static Path lake;

    private final PlantedFaults faults = new PlantedFaults();
    private TestRun clean;
    private TestRun dirty;

    @BeforeAll
    void stageACleanLedgerAndOneWithEveryFault() {
        clean = run(1, TOLERANT, cleanRows()).stage();
        RawRows rows = cleanRows();
        faults.addTo(rows);
        dirty = run(2, TOLERANT, duplicatesAndConflicts(rows)).stage();
    }

    private TestRun run(int number, Map<String, String> overrides, RawRows rows) {
        TestRun run = TestRun.of(lake, "2024-06-30", number, TestPostgres.settings("none", overrides));
        rows.write(run.context());
        return run;
    }

    private static RawRows cleanRows() {
        RawRows rows = new RawRows();
        for (SourceTable table : SourceTable.values()) {
            rows.add(table, "ok-1").add(table, "ok-2");
        }
        return rows;
    }

    private static RawRows duplicatesAndConflicts(RawRows rows) {
        rows.add(INVOICES, "twice").add(INVOICES, "twice").add(INVOICES, "twice", "amount", " 100.50 ");
        rows.add(INVOICES, "later", "known_at", "2024-03-05");
        rows.add(INVOICES, "later", "known_at", "2024-05-20", "amount", "7");
        rows.add(INVOICES, "later", "known_at", "2024-08-01", "amount", "8");
        rows.add(INVOICES, "at-once").add(INVOICES, "at-once", "amount", "7");
        rows.add(INVOICES, "bad-twin").add(INVOICES, "bad-twin", "amount", "NaN");
        rows.add(CHARGES, "same").add(CHARGES, "same");
        rows.add(SourceTable.INSTALMENTS, "same").add(SourceTable.INSTALMENTS, "same");
        rows.add(PAYMENTS, "p", "payment_id", null)
                .add(PAYMENTS, "p", "payment_id", null)
                .add(PAYMENTS, "p-twice");
        rows.add(PAYMENTS, "p-twice").add(TRANSACTIONS, "t", "attempt_id", null);
        return rows.add(TRANSACTIONS, "t", "attempt_id", null);
    }

    @Test
    void everyPlantedFaultIsQuarantinedForItsReasonAndNothingElseIs() {
        List<String> expected = new ArrayList<>(List.of(
                "invoices|conflicting_key|at-once|1",
                "invoices|conflicting_key|at-once|1",
                "invoices|conflicting_key|later|1",
                "invoices|conflicting_key|later|1",
                "invoices|conflicting_key|later|1",
                "invoices|unreadable_amount|bad-twin|1"));
        faults.all().stream()
                .filter(PlantedFaults.Fault::quarantined)
                .forEach(fault -> expected.add(
                        fault.table().sourceName() + "|" + fault.rule() + "|" + keyInPayload(fault) + "|1"));
        expected.sort(null);
        assertTrue(faults.all().size() >= 60, "planted " + faults.all().size());
        assertEquals(
                expected,
                dirty.rows(
                        "select source_table, reason_code, coalesce(regexp_extract(payload, "
                                + "'((bad-|at-|later)[a-z0-9-]*)', 1), ''), copies from ops_quarantine",
                        Table.OPS_QUARANTINE));
    }

    /** The key stands in every other text column of a planted row, also where the key itself is what is wrong. */
    private static String keyInPayload(PlantedFaults.Fault fault) {
        boolean nowhere = fault.table() == SourceTable.FX_RATES
                || List.of(CHARGES, SourceTable.INSTALMENTS).contains(fault.table())
                        && fault.rule().equals("no_key");
        return nowhere ? "" : fault.key();
    }

    @Test
    void everyRepairIsCountedAndNoOther() {
        Map<String, Long> expected = new TreeMap<>(faults.repairs());
        expected.put("stg_invoices.exact_duplicate", 2L);
        expected.put("stg_payments.exact_duplicate", 1L);
        expected.put("stg_transactions.exact_duplicate", 1L);
        Map<String, Long> actual = new TreeMap<>();
        for (Row row : dirty.context()
                .lake()
                .readAll(Table.OPS_CHECKS)
                .where("run_id = 'r000002' and status = 'FIXED'")
                .collectAsList()) {
            actual.put(row.<String>getAs("table_name") + "." + row.getAs("rule"), row.<Long>getAs("rows"));
        }
        assertEquals(expected, actual);
    }

    @Test
    void aCleanLedgerRaisesNoAlarm() {
        assertEquals(List.of(), clean.rows("select source_table from ops_quarantine", Table.OPS_QUARANTINE));
        assertEquals(
                0,
                clean.context()
                        .lake()
                        .readAll(Table.OPS_CHECKS)
                        .where("run_id = 'r000001' and status <> 'OK'")
                        .count());
    }

    @Test
    void anAbsentTableHasTheColumnsOfAStagedOne() {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> actual = new TreeMap<>();
        RunContext context = clean.context();
        for (SourceTable source : SourceTable.values()) {
            Table table = source.staging();
            expected.put(
                    table.sqlName(),
                    columns(context.lake().read(table, context.slices()).schema()));
            actual.put(table.sqlName(), columns(StagingColumns.of(table, context.spark())));
        }
        assertEquals(expected, actual);
    }

    @Test
    void theColumnsOfAnAbsentTableCostNoSparkJob() throws Exception {
        RunContext context = clean.context();
        context.spark().sparkContext().setJobGroup("columns", "no job", false);
        try {
            String columns = columns(StagingColumns.analysed(Table.STG_WRITE_OFFS, context.spark()));
            assertTrue(columns.contains("write_off_date DATE"), columns);
            assertEquals(0, context.spark().sparkContext().statusTracker().getJobIdsForGroup("columns").length);
        } finally {
            context.spark().sparkContext().clearJobGroup();
        }
    }

    private static String columns(StructType schema) {
        return Stream.of(schema.fields())
                .map(field -> field.name() + " " + field.dataType().sql())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @Test
    void whatTheSourceLacksIsNeverWritten() {
        TestRun run = run(5, TOLERANT, new RawRows().add(INVOICES, "ok-1").add(PAYMENTS, "ok-1"))
                .stage();
        assertEquals(List.of(), run.rows("select * from stg_credit_notes", Table.STG_CREDIT_NOTES));
        assertEquals(
                Set.of(Table.STG_INVOICES, Table.STG_PAYMENTS),
                run.context().slices().all().keySet().stream()
                        .filter(table -> table.layer() == Layer.STAGING)
                        .collect(Collectors.toSet()));
    }

    @Test
    void badRowsNeverChangeWhatBecomesOfTheOthers() {
        for (SourceTable table : List.of(INVOICES, CHARGES, PAYMENTS, ORDERS, TRANSACTIONS)) {
            String sql = "select * from " + table.staging().sqlName();
            List<String> others = dirty.rows(sql, table.staging());
            List<String> before = clean.rows(sql, table.staging());
            assertEquals(2, before.size());
            assertTrue(others.containsAll(before), () -> table + ": " + before + " not in " + others);
        }
    }

    @Test
    void businessDefectsAndRepairedRowsStay() {
        for (SourceTable table : SourceTable.values()) {
            List<String> kept = faults.all().stream()
                    .filter(fault -> fault.table() == table && !fault.quarantined())
                    .map(PlantedFaults.Fault::key)
                    .sorted()
                    .toList();
            String name = table.staging().sqlName();
            assertEquals(
                    kept,
                    dirty.rows(
                            "select planted from (select regexp_extract(to_json(struct(" + name
                                    + ".*)), '(fix-[0-9]+)', 1) as planted from " + name + ") where planted <> ''",
                            table.staging()));
        }
    }

    @Test
    void valuesOfRepairedRowsAreRight() {
        assertEquals(
                List.of("1234.5000", "1234.5000", "100.0000", "8873.3500").stream()
                        .sorted()
                        .toList(),
                dirty.rows(
                        "select amount from stg_invoices where invoice_id like 'fix-%' and amount > 0 and amount <> 100.5",
                        Table.STG_INVOICES));
        assertEquals(
                List.of("2024-03-01"),
                dirty.rows(
                        "select distinct payment_date from stg_payments where payment_date < '2030-01-01'",
                        Table.STG_PAYMENTS));
        assertEquals(
                List.of("false"),
                dirty.rows("select is_success from stg_payments where not is_success", Table.STG_PAYMENTS));
        assertEquals(
                List.of("201.0000|200.7500"),
                dirty.rows(
                        "select gross_amount, net_amount from stg_orders where order_id = 'ok-1'", Table.STG_ORDERS));
    }

    @Test
    void aConflictThatAppearsLaterDoesNotChangeThePast() {
        assertEquals(List.of("100.5000"), conflicting("2024-03-05"));
        assertEquals(List.of("100.5000"), conflicting("2024-05-19"));
        assertEquals(List.of(), conflicting("2024-05-20"));
        assertEquals(List.of(), conflicting("2024-03-04"));
    }

    private List<String> conflicting(String day) {
        return dirty.rows(
                "select amount from stg_invoices where invoice_id in ('later', 'at-once') and visible_from <= date '"
                        + day + "' and conflict_from > date '" + day + "'",
                Table.STG_INVOICES);
    }

    @Test
    void equalRowsWithoutAKeyOfTheirOwnAreFactsOfTheirOwn() {
        assertEquals(
                List.of("1", "2"),
                dirty.rows(
                        "select right(charge_id, 1) from stg_charges where invoice_id = 'invoice_id of same'",
                        Table.STG_CHARGES));
        assertEquals(
                List.of("1", "2"),
                dirty.rows(
                        "select right(instalment_id, 1) from stg_instalments where invoice_id = 'invoice_id of same'",
                        Table.STG_INSTALMENTS));
        assertEquals(
                List.of("1", "2"),
                dirty.rows(
                        "select right(payment_id, 1) from stg_payments where invoice_id = 'invoice_id of p'",
                        Table.STG_PAYMENTS));
        assertEquals(
                List.of("2"),
                dirty.rows(
                        "select source_copies from stg_transactions where order_id = 'order_id of t'",
                        Table.STG_TRANSACTIONS));
    }

    @Test
    void everySourceRowIsSomewhereOnEveryDay() {
        SqlFile file = SqlViews.of("int_conservation");
        for (String day : List.of("2024-03-01", "2024-03-05", "2024-05-20", "2024-07-31", "2035-01-01")) {
            List<Row> rows = SqlViews.rows(
                            file,
                            dirty.context()
                                    .lake()
                                    .viewsOf(
                                            SqlViews.reads(file),
                                            dirty.context().slices(),
                                            AsOf.parse(day)),
                            SqlParameters.of(AsOf.parse(day), dirty.context().settings()))
                    .where("""
                    rows_in <> rows_clean + rows_quarantined + rows_duplicate + rows_not_yet
                    or amount_in <> amount_clean + amount_quarantined + amount_duplicate + amount_not_yet""")
                    .collectAsList();
            assertEquals(List.of(), rows, day);
        }
    }

    @Test
    void tooManyBadRowsStopTheRunAndSayWhere() {
        RawRows rows = new RawRows()
                .add(INVOICES, "ok-1")
                .add(INVOICES, "ok-2")
                .add(PAYMENTS, "ok-1")
                .add(PAYMENTS, "ok-2")
                .add(PAYMENTS, "bad", "amount", "NaN");
        new Pointers(clean.context().lake())
                .publish(
                        clean.context().spark(),
                        clean.context().asOf(),
                        clean.context().run(),
                        clean.context().slices().all());
        TestRun run = run(3, Map.of("quality.schema-drift", "fail"), rows);
        String message = assertThrows(DataQualityException.class, run::stage).getMessage();
        assertTrue(
                message.contains("payments: 1 of 3 rows (33.3 %) are quarantined, more than "
                        + "quality.max-quarantined-row-share = 5.0 %: unreadable_amount 1 (such as key bad); look at ops_quarantine "
                        + "of run r000003"),
                message);
    }

    @Test
    void aLossOfRowsOrColumnsStopsTheRun() {
        new Pointers(clean.context().lake())
                .publish(
                        clean.context().spark(),
                        clean.context().asOf(),
                        clean.context().run(),
                        clean.context().slices().all());
        TestRun run = run(4, Map.of("quality.schema-drift", "fail"), new RawRows().add(INVOICES, "ok-1"));
        String message = assertThrows(DataQualityException.class, run::stage).getMessage();
        assertTrue(message.contains("payments: 0 rows, the previous ingest had 2"), message);
        assertTrue(message.contains("the source no longer has orders.sku"), message);
    }
}
