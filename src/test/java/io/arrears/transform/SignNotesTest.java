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

    @Test
    void aReversalThatFitsNoPartOfItsPaymentIsSaid() {
        RawRows rows = new RawRows()
                .add(SourceTable.INVOICES, "A", "currency", "EUR")
                .add(SourceTable.INVOICES, "B", "currency", "EUR");
        pay(rows, "two", "A", "60", null);
        pay(rows, "two", "B", "40", null);
        pay(rows, "back-all", null, "-100", "two");
        pay(rows, "back-some", null, "-50", "two");
        pay(rows, "back-some-more", null, "-7", "two");
        pay(rows, "back-of-none", null, "-5", "lost");
        pay(rows, "partly", "A", "10", null);
        pay(rows, "partly", null, "20", null);
        pay(rows, "back-on-account", null, "-20", "partly");
        TestRun run = TestRun.of(lake, "2024-06-30", 1, TestPostgres.settings("none", Map.of()));
        rows.write(run.context());
        run.stage();
        String left =
                ": the money is taken off what is on account, and the invoices stay paid. Say invoice_id in these rows";
        assertEquals(
                List.of(
                        "payments: 2 rows below zero in EUR, -57.00, name no invoice and fit no one part of the payments they take"
                                + " back, such as back-some of two" + left,
                        "payments: 1 row below zero in EUR, -5.00, names no invoice and takes back a payment that is not known,"
                                + " such as back-of-none of lost" + left),
                SourceNotes.note("reversals", run.context(), new Checks(run.context())));
    }

    private static void pay(RawRows rows, String number, String invoice, String amount, String reversed) {
        String day = reversed == null ? "2024-03-02" : "2024-03-09";
        rows.add(
                SourceTable.PAYMENTS,
                number,
                "payment_id",
                number,
                "invoice_id",
                invoice,
                "amount",
                amount,
                "payment_date",
                day,
                "currency",
                "EUR",
                "reverses_payment_id",
                reversed);
    }
}
