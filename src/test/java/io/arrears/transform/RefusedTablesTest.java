package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.DataQualityException;
import io.arrears.pipeline.StageReport;
import io.arrears.testing.RawRows;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Tables of which staging keeps no row, or one: what becomes of every source row is still counted, judged and said. */
@TestInstance(Lifecycle.PER_CLASS)
class RefusedTablesTest {

    private static final Map<String, String> TOLERANT =
            Map.of("quality.max-quarantined-row-share", "1", "quality.max-quarantined-amount-share", "1");

    @TempDir
    static Path lake;

    private TestRun run;
    private StageReport report;

    @BeforeAll
    void stageALedgerOfExtremeTables() {
        RawRows rows = new RawRows().add(SourceTable.INVOICES, "only");
        for (int i = 0; i < 5; i++) {
            rows.add(SourceTable.PAYMENTS, "p" + i, "amount", "NaN")
                    .add(SourceTable.CREDIT_NOTES, "c" + i, "credit_date", "13/13/2024")
                    .add(SourceTable.CHARGES, "same", "invoice_id", null)
                    .add(SourceTable.RETURNS, "again")
                    .add(SourceTable.WRITE_OFFS, "w" + i, "write_off_date", "2024-08-01")
                    .add(SourceTable.PROMISES, "at-once", "amount", String.valueOf(i))
                    .add(SourceTable.CUSTOMERS, "nameless", "customer_id", " ");
        }
        rows.add(SourceTable.ORDERS, "one", "order_date", "0000-00-00").addEmpty(SourceTable.DISPUTES);
        run = TestRun.of(lake, "2024-06-30", 1, TestPostgres.settings("none", TOLERANT));
        rows.write(run.context());
        report = new StagingStage().run(run.context());
    }

    @Test
    void everyRefusedRowIsInTheQuarantineWithItsReason() {
        assertEquals(
                List.of(
                        "charges|no_key|5",
                        "credit_notes|unreadable_date|5",
                        "customers|no_key|5",
                        "orders|unreadable_date|1",
                        "payments|unreadable_amount|5",
                        "promises|conflicting_key|5"),
                run.rows(
                        "select source_table, reason_code, sum(copies) from ops_quarantine group by all",
                        Table.OPS_QUARANTINE));
    }

    @Test
    void everyRowIsCountedWhereItIs() {
        assertEquals(
                List.of(
                        "stg_charges rows_in 5, clean 0, duplicate 0, not_yet 0, quarantined 5, lost 0",
                        "stg_credit_notes rows_in 5, clean 0, duplicate 0, not_yet 0, quarantined 5, lost 0",
                        "stg_customers rows_in 5, clean 0, duplicate 0, not_yet 0, quarantined 5, lost 0",
                        "stg_disputes rows_in 0, clean 0, duplicate 0, not_yet 0, quarantined 0, lost 0",
                        "stg_invoices rows_in 1, clean 1, duplicate 0, not_yet 0, quarantined 0, lost 0",
                        "stg_orders rows_in 1, clean 0, duplicate 0, not_yet 0, quarantined 1, lost 0",
                        "stg_payments rows_in 5, clean 0, duplicate 0, not_yet 0, quarantined 5, lost 0",
                        "stg_promises rows_in 5, clean 0, duplicate 0, not_yet 0, quarantined 5, lost 0",
                        "stg_returns rows_in 5, clean 1, duplicate 4, not_yet 0, quarantined 0, lost 0",
                        "stg_write_offs rows_in 5, clean 0, duplicate 0, not_yet 5, quarantined 0, lost 0"),
                checks());
    }

    private List<String> checks() {
        return run
                .context()
                .lake()
                .readAll(Table.OPS_CHECKS)
                .where("status <> 'QUARANTINED' and status <> 'FIXED'")
                .groupBy("table_name")
                .pivot("rule", List.<Object>of("rows_in", "clean", "duplicate", "not_yet", "quarantined", "lost"))
                .sum("rows")
                .orderBy("table_name")
                .collectAsList()
                .stream()
                .map(row -> String.format(
                        "%s rows_in %s, clean %s, duplicate %s, not_yet %s, quarantined %s, lost %s",
                        row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5), row.get(6)))
                .toList();
    }

    @Test
    void countsAndAmountsAddUp() {
        SqlFile file = SqlFile.read("sql/intermediate/int_conservation.sql");
        Map<String, Object> parameters =
                SqlParameters.of(run.context().asOf(), run.context().settings());
        Set<Table> reads = EnumSet.copyOf(file.reads());
        reads.addAll(StagedUnion.FILE.reads());
        SparkSession views = run.context().views(reads);
        StagedUnion.FILE.on(views, parameters).createOrReplaceTempView(StagedUnion.NAME);
        List<Row> rows = file.on(views, parameters).collectAsList();
        assertEquals(8, rows.size());
        for (Row row : rows) {
            assertEquals(
                    row.<Long>getAs("rows_in"),
                    row.<Long>getAs("rows_clean")
                            + row.<Long>getAs("rows_quarantined")
                            + row.<Long>getAs("rows_duplicate")
                            + row.<Long>getAs("rows_not_yet"),
                    row::toString);
        }
    }

    @Test
    void theStageSaysHowManyRowsItSetAside() {
        assertEquals(26L, report.measures().get("quarantined"));
        assertEquals(0L, report.measures().get("stg_credit_notes"));
        assertTrue(report.measures().containsKey("stg_disputes"), report.toString());
    }

    @Test
    void everyTableOfRefusedRowsStopsTheRun() {
        RawRows rows =
                new RawRows().add(SourceTable.INVOICES, "ok").add(SourceTable.PAYMENTS, "bad", "payment_date", "soon");
        for (int i = 0; i < 20; i++) {
            rows.add(SourceTable.CREDIT_NOTES, "C" + i, "credit_date", "13/13/2024")
                    .add(SourceTable.RETURNS, "X" + i, "return_date", "13/13/2024");
        }
        TestRun strict = TestRun.of(lake, "2024-06-30", 2, TestPostgres.settings("none", Map.of()));
        rows.write(strict.context());
        String message = assertThrows(DataQualityException.class, strict::stage).getMessage();
        for (String expected : List.of(
                "credit_notes: 20 of 20 rows (100.0 %) are quarantined, more than "
                        + "quality.max-quarantined-row-share = 5.0 %: unreadable_date 20 (such as key C0)",
                "returns: 20 of 20 rows (100.0 %) are quarantined",
                "payments: 1 of 1 rows (100.0 %) are quarantined")) {
            assertTrue(message.contains(expected), message);
        }
        assertTrue(!message.contains("no row"), message);
    }

    /** A company that has not been paid yet has a ledger all the same. */
    @Test
    void aRequiredTableWithoutRowsIsSaidAndNoError() {
        TestRun young = TestRun.of(lake, "2024-06-30", 3, TestPostgres.settings("none", Map.of()));
        new RawRows().add(SourceTable.INVOICES, "only").write(young.context());
        assertEquals(
                List.of("the table payments has no row: the figures are those of a company without payments"),
                new StagingStage().run(young.context()).notes());
        assertEquals(
                List.of("[stg_payments,empty_table,0]"),
                young
                        .context()
                        .lake()
                        .readAll(Table.OPS_CHECKS)
                        .where("status = 'WARNED' and run_id = '"
                                + young.context().run() + "'")
                        .select("table_name", "rule", "rows")
                        .collectAsList()
                        .stream()
                        .map(Row::toString)
                        .toList());
    }
}
