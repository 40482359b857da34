package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.RawRows;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refunds, credit notes and write-offs below zero are said, not netted silently. */
class SignNotesTest {

    @TempDir
    private Path lake;

    @Test
    void whatIsBelowZeroIsCountedByTableAndCurrency() {
        RawRows rows = new RawRows()
                .add(SourceTable.INVOICES, "E", "currency", "EUR")
                .add(SourceTable.INVOICES, "K", "currency", "KWD")
                .add(SourceTable.PAYMENTS, "P", "invoice_id", "E", "amount", "-1")
                .add(SourceTable.RETURNS, "R1", "refund_amount", "25", "currency", "EUR")
                .add(SourceTable.RETURNS, "R2", "refund_amount", "-15.5", "currency", "EUR")
                .add(SourceTable.CREDIT_NOTES, "C1", "invoice_id", "K", "amount", "-2.5", "currency", "KWD")
                .add(SourceTable.CREDIT_NOTES, "C2", "invoice_id", "E", "amount", "3", "currency", "EUR")
                .add(SourceTable.WRITE_OFFS, "W1", "invoice_id", "E", "amount", "-4", "currency", "EUR")
                .add(SourceTable.WRITE_OFFS, "W2", "invoice_id", "E", "amount", "-5", "currency", "EUR");
        TestRun run = TestRun.of(lake, "2024-06-30", 1, TestPostgres.settings("none", Map.of()));
        rows.write(run.context());
        run.stage();
        Checks checks = new Checks(run.context());
        String turned = " If the ledger writes a minus there, map the amount with its sign turned";
        assertEquals(
                List.of(
                        "credit_notes: 1 of 1 row in KWD is below zero, -2.500, such as C1: each raises what is owed."
                                + turned,
                        "returns: 1 of 2 rows in EUR is below zero, -15.50, such as R2: each lowers what was refunded."
                                + turned,
                        "write_offs: 2 of 2 rows in EUR are below zero, -9.00, such as W1: each raises what is owed."
                                + turned),
                SourceNotes.note("signs", run.context(), checks));
        checks.write();
        assertEquals(
                List.of("credit_notes|1", "returns|1", "write_offs|2"),
                run
                        .context()
                        .lake()
                        .readAll(Table.OPS_CHECKS)
                        .where("check_name = 'signs' and status = 'WARNED'")
                        .selectExpr("table_name", "rows")
                        .collectAsList()
                        .stream()
                        .map(row -> row.mkString("|"))
                        .sorted()
                        .toList());
    }
}
