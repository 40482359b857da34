package io.arrears.transform;

import static io.arrears.lake.SourceTable.CREDIT_NOTES;
import static io.arrears.lake.SourceTable.INVOICES;
import static io.arrears.lake.SourceTable.PAYMENTS;
import static io.arrears.lake.SourceTable.RETURNS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arrears.lake.SourceColumn;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.pipeline.DataQualityException;
import io.arrears.testing.RawRows;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Days and numbers of two meanings: what settles them, and what is said where nothing does. */
class TextStylesTest {

    private static final AtomicInteger RUNS = new AtomicInteger();

    @TempDir
    static Path lake;

    private static TestRun run(RawRows rows, Map<String, String> overrides) {
        TestRun run = TestRun.of(lake, "2024-06-30", RUNS.incrementAndGet(), TestPostgres.settings("none", overrides));
        rows.write(run.context());
        return run;
    }

    private static String refusal(TestRun run) {
        return assertThrows(DataQualityException.class, run::stage).getMessage();
    }

    private static RawRows ledger() {
        return new RawRows().add(INVOICES, "I1").add(PAYMENTS, "P1");
    }

    @Test
    void oneDayOfAnyColumnSettlesTheOrderOfTheWholeTable() {
        RawRows rows = new RawRows().add(PAYMENTS, "P1");
        for (int i = 1; i <= 3; i++) {
            rows.add(INVOICES, "I" + i, "invoice_date", "05/01/2024", "due_date", i == 2 ? "05/31/2024" : "06/02/2024");
        }
        TestRun run = run(rows, Map.of()).stage();
        assertEquals(
                List.of("2024-05-01|2024-05-31", "2024-05-01|2024-06-02", "2024-05-01|2024-06-02"),
                run.rows("select invoice_date, due_date from stg_invoices", Table.STG_INVOICES));
    }

    /** An order is a habit of one table: another one may have another. */
    @Test
    void eachTableHasItsOwnOrder() {
        TestRun run = run(
                        ledger().add(CREDIT_NOTES, "C1", "credit_date", "25/05/2024")
                                .add(CREDIT_NOTES, "C2", "credit_date", "06/05/2024")
                                .add(RETURNS, "R1", "return_date", "05/25/2024")
                                .add(RETURNS, "R2", "return_date", "05/06/2024"),
                        Map.of())
                .stage();
        assertEquals(
                List.of("2024-05-06", "2024-05-25"),
                run.rows("select credit_date from stg_credit_notes", Table.STG_CREDIT_NOTES));
        assertEquals(
                List.of("2024-05-06", "2024-05-25"),
                run.rows("select return_date from stg_returns", Table.STG_RETURNS));
    }

    @Test
    void whatNothingSettlesStopsTheRunAndNamesEveryTableWithBothReadingsAndTheKey() {
        RawRows rows = ledger();
        for (int i = 0; i < 20; i++) {
            rows.add(CREDIT_NOTES, "C" + i, "credit_date", "05/06/2024")
                    .add(RETURNS, "R" + i, "return_date", "05/06/2024");
        }
        rows.add(RETURNS, "R20", "return_date", "05/05/2024");
        assertEquals(
                "days or numbers have two meanings, and nothing in their table or column says which:\n"
                        + "  returns: 20 rows such as return_date = 05/06/2024, which is 2024-06-05 or 2024-05-06: set "
                        + "source.tables.returns.dates = \"dd/MM/yyyy\" or \"MM/dd/yyyy\"\n"
                        + "  credit_notes: 20 rows such as credit_date = 05/06/2024, which is 2024-06-05 or 2024-05-06: set "
                        + "source.tables.credit_notes.dates = \"dd/MM/yyyy\" or \"MM/dd/yyyy\"",
                refusal(run(rows, Map.of())));
    }

    @Test
    void rowsOfBothOrdersStopTheRun() {
        assertEquals(
                "days or numbers have two meanings, and nothing in their table or column says which:\n"
                        + "  returns: 1 row such as return_date = 31/05/2024 are written day first, 2 rows such as "
                        + "return_date = 05/30/2024 month first: set source.tables.returns.dates = \"dd/MM/yyyy\" or "
                        + "\"MM/dd/yyyy\"",
                refusal(run(
                        ledger().add(RETURNS, "R1", "return_date", "31/05/2024")
                                .add(RETURNS, "R2", "return_date", "05/30/2024")
                                .add(RETURNS, "R3", "return_date", "05/31/2024"),
                        Map.of())));
    }

    @Test
    void theKeySettlesIt() {
        RawRows rows = ledger().add(RETURNS, "R1", "return_date", "05/06/2024", "refund_amount", "1.000")
                .add(CREDIT_NOTES, "C1", "credit_date", "05/06/2024", "amount", "1.000");
        TestRun run = run(
                        rows,
                        Map.of(
                                "source.tables.returns.dates", "dd/MM/yyyy",
                                "source.tables.returns.numbers", "de",
                                "source.tables.credit_notes.dates", "MM/dd/yyyy",
                                "source.tables.credit_notes.numbers", "en"))
                .stage();
        assertEquals(
                List.of("2024-06-05|1000.0000"),
                run.rows("select return_date, refund_amount from stg_returns", Table.STG_RETURNS));
        assertEquals(
                List.of("2024-05-06|1.0000"),
                run.rows("select credit_date, amount from stg_credit_notes", Table.STG_CREDIT_NOTES));
    }

    @Test
    void theOtherNumbersOfAColumnSettleWhatAPointIs() {
        RawRows rows = new RawRows()
                .add(PAYMENTS, "P1")
                .add(INVOICES, "I1", "amount", "100")
                .add(INVOICES, "I2", "amount", "1.000", "amount_paid", "1.000")
                .add(INVOICES, "I3", "amount", "1.234,56", "amount_paid", "12.5");
        assertEquals(
                List.of("I1|100.0000|100.5000", "I2|1000.0000|1.0000", "I3|1234.5600|12.5000"),
                run(rows, Map.of())
                        .stage()
                        .rows("select invoice_id, amount, stored_amount_paid from stg_invoices", Table.STG_INVOICES));
    }

    @Test
    void aColumnOfOpenNumbersStopsTheRun() {
        String returns = refusal(run(
                ledger().add(RETURNS, "R1", "refund_amount", "1.500").add(RETURNS, "R2", "refund_amount", "12"),
                Map.of()));
        assertEquals(
                "days or numbers have two meanings, and nothing in their table or column says which:\n"
                        + "  returns: 1 row such as refund_amount = 1.500, which is 1.5 or 1500: set "
                        + "source.tables.returns.numbers = \"en\" (1,234.56) or \"de\" (1.234,56)",
                returns);
    }

    /** Each has one meaning, so nothing is open. */
    @Test
    void numbersOfBothStylesAreReadWhereNoneIsOpen() {
        TestRun run = run(
                        ledger().add(RETURNS, "R1", "refund_amount", "1.234,50")
                                .add(RETURNS, "R2", "refund_amount", "1,234.75"),
                        Map.of())
                .stage();
        assertEquals(
                List.of("1234.5000", "1234.7500"),
                run.rows("select refund_amount from stg_returns", Table.STG_RETURNS));
    }

    @Test
    void theQuarantineShowsWhatTheSourceWrote() {
        TestRun run = run(
                        ledger().add(RETURNS, "R1", "return_date", "05/31/2024", "refund_amount", "much"),
                        Map.of("quality.max-quarantined-row-share", "1"))
                .stage();
        assertEquals(
                List.of("05/31/2024"),
                run.rows("select get_json_object(payload, '$.return_date') from ops_quarantine", Table.OPS_QUARANTINE));
    }

    /** The catalogue says which columns are days and numbers, and staging reads those and no others as such. */
    @ParameterizedTest
    @EnumSource(SourceTable.class)
    void theKindOfAColumnIsWhatStagingReadsItAs(SourceTable table) {
        String sql = SqlFile.of(table.staging()).text();
        assertEquals(read(sql, "as_day|as_instant"), new TreeSet<>(table.columns(SourceColumn.Kind.DAY)));
        assertEquals(
                read(sql, "as_money|as_quantity|as_rate|as_count"),
                new TreeSet<>(table.columns(SourceColumn.Kind.NUMBER)));
    }

    private static Set<String> read(String sql, String terms) {
        return Pattern.compile("terms\\.(?:" + terms + ")\\((\\w+)_text\\)")
                .matcher(sql)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
